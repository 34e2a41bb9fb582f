import { createBrowserRouter, Navigate, useParams } from 'react-router';
import { RouteFault } from '../shared/states/RouteFault';
import { Loading } from '../shared/states/States';
import { Frame } from './site/Frame';
import { Home } from './site/Home';
import { ColumnPage, Missing, StoryPage, TopicPage } from './site/ListPages';

/** Also at the bare address, as short as can be for those who type it. */
const verify = { path: 'verify/:code?', lazy: () => import('./verify/VerifyPage') };

const pages = [
  { index: true, element: <Home /> },
  { path: 'columns/:slug', element: <ColumnPage /> },
  { path: 'topics/:topic', element: <TopicPage /> },
  { path: 'stories/:id', element: <StoryPage /> },
  { path: 'articles/:id', lazy: () => import('./article/ArticlePage') },
  { path: 'preview', lazy: () => import('./preview/PreviewPage') },
  { path: 'write', lazy: () => import('./inquiry/WritePage') },
  { path: 'lookup', lazy: () => import('./inquiry/LookupPage') },
  verify,
  { path: '*', element: <Missing /> },
];

/** `/` is the home page of the county the deployment names; every other page stands under its county. */
export const router = createBrowserRouter([
  {
    errorElement: <RouteFault home="/" />,
    hydrateFallbackElement: <Loading />,
    children: [
      { path: '/s/:county', element: <Frame />, children: pages },
      { path: '/:county/articles/:id', element: <ToArticle /> },
      { path: '/', element: <Frame />, children: [{ index: true, element: <Home /> }, verify, { path: '*', element: <Missing /> }] },
    ],
  },
]);

/** The short address under which feeds and outlets name an article. */
function ToArticle() {
  const { county = '', id = '' } = useParams();
  return <Navigate replace to={`/s/${county}/articles/${id}`} />;
}
