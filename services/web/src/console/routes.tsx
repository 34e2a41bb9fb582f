import { createBrowserRouter, Navigate } from 'react-router';
import { RouteFault } from '../shared/states/RouteFault';
import { Loading, NotFound } from '../shared/states/States';
import { Frame } from './Frame';
import { Gate } from './Gate';

const home = '/console/work';

/** Every page is a chunk of its own, fetched when it is first opened. */
export const router = createBrowserRouter([
  {
    path: '/console',
    errorElement: <RouteFault home={home} />,
    hydrateFallbackElement: <Loading />,
    children: [
      { index: true, element: <Navigate replace to={home} /> },
      { path: 'sign-in', lazy: () => import('./SignIn') },
      {
        element: <Gate />,
        children: [
          { path: 'reviews/:id/sheet', lazy: () => import('./review/SheetPage') },
          {
            element: <Frame />,
            children: [
              { path: 'password', lazy: () => import('./PasswordPage') },
              { path: 'me/second-factor', lazy: () => import('./me/SecondFactorPage') },
              { path: 'review-numbers', lazy: () => import('./numbers/NumbersPage') },
              { path: 'work', lazy: () => import('./work/WorkPage') },
              { path: 'articles', lazy: () => import('./articles/ListPage') },
              { path: 'articles/new', lazy: () => import('./articles/NewPage') },
              { path: 'articles/import', lazy: () => import('./imports/BatchPage') },
              { path: 'articles/:id', lazy: () => import('./articles/ArticlePage') },
              { path: 'articles/:id/versions', lazy: () => import('./articles/VersionsPage') },
              { path: 'reviews/:id', lazy: () => import('./review/CasePage') },
              { path: 'plan', lazy: () => import('./plan/PlanPage') },
              { path: 'plan/:id', lazy: () => import('./plan/ItemPage') },
              { path: 'stories', lazy: () => import('./stories/ListPage') },
              { path: 'stories/:id', lazy: () => import('./stories/StoryPage') },
              { path: 'candidates', lazy: () => import('./candidates/ListPage') },
              { path: 'submissions', lazy: () => import('./submissions/ListPage') },
              { path: 'submissions/new', lazy: () => import('./submissions/NewPage') },
              { path: 'submissions/:id', lazy: () => import('./submissions/SubmissionPage') },
              { path: 'adoption', lazy: () => import('./submissions/LedgerPage') },
              { path: 'relays', lazy: () => import('./relay/ListPage') },
              { path: 'relays/ledger', lazy: () => import('./relay/LedgerPage') },
              { path: 'relays/:id', lazy: () => import('./relay/TaskPage') },
              { path: 'matrix', lazy: () => import('./matrix/ListPage') },
              { path: 'articles/:id/spread', lazy: () => import('./matrix/SpreadPage') },
              { path: 'media', lazy: () => import('./media/MediaPage') },
              { path: 'releases', lazy: () => import('./releases/BoardPage') },
              { path: 'releases/rules', lazy: () => import('./releases/RulesPage') },
              { path: 'wechat/comments', lazy: () => import('./wechat/CommentsPage') },
              { path: 'bundle', lazy: () => import('./bundles/BundlePage') },
              { path: 'releases/:id', lazy: () => import('./releases/ReleasePage') },
              { path: 'inquiries', lazy: () => import('./inquiries/ListPage') },
              { path: 'inquiries/:id', lazy: () => import('./inquiries/InquiryPage') },
              { path: 'accounts', lazy: () => import('./accounts/AccountsPage') },
              { path: 'wire', lazy: () => import('./wire/WirePage') },
              { path: 'pickups', lazy: () => import('./pickups/PickupsPage') },
              { path: 'accounts/:id', lazy: () => import('./accounts/AccountPage') },
              { path: 'people', lazy: () => import('./people/PeoplePage') },
              { path: 'settings', lazy: () => import('./settings/SettingsPage') },
              { path: 'settings/rules/draft', lazy: () => import('./rules/DraftPage') },
              { path: 'settings/rules/simulate', lazy: () => import('./rules/SimulatePage') },
              { path: 'audit', lazy: () => import('./people/AuditPage') },
              { path: '*', element: <NotFound home={home} /> },
            ],
          },
        ],
      },
    ],
  },
]);
