import { createBrowserRouter, Navigate } from 'react-router';
import { RouteFault } from '../shared/states/RouteFault';
import { Loading, NotFound } from '../shared/states/States';
import { Frame } from './Frame';

const home = '/oversight/board';

export const router = createBrowserRouter([
  {
    path: '/oversight',
    errorElement: <RouteFault home={home} />,
    hydrateFallbackElement: <Loading />,
    children: [
      { index: true, element: <Navigate replace to={home} /> },
      { path: 'sign-in', lazy: () => import('./SignIn') },
      {
        element: <Frame />,
        children: [
          { path: 'board', lazy: () => import('./board/BoardPage') },
          { path: 'indicators', lazy: () => import('./IndicatorsPage') },
          { path: 'released', lazy: () => import('./ReleasedPage') },
          { path: 'relays', lazy: () => import('./relays/RelaysPage') },
          { path: 'tokens', lazy: () => import('./tokens/TokensPage') },
          { path: '*', element: <NotFound home={home} /> },
        ],
      },
    ],
  },
]);
