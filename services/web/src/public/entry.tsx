import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { Provider } from 'urql';
import { createAreaClient } from '../shared/graphql/client';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { NotFound } from '../shared/states/States';

const client = createAreaClient({ url: '/public/graphql' });

const router = createBrowserRouter([{ path: '*', element: <NotFound home="/" /> }]);

export function mount(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <Provider value={client}>
        <ErrorBoundary>
          <RouterProvider router={router} />
        </ErrorBoundary>
      </Provider>
    </StrictMode>,
  );
}
