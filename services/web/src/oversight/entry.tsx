import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { createAreaClient } from '../shared/graphql/client';
import { StaffProvider } from '../shared/staff/StaffProvider';
import { NotFound } from '../shared/states/States';

const client = createAreaClient({ url: '/oversight/graphql' });

const router = createBrowserRouter([{ path: '*', element: <NotFound home="/oversight" /> }]);

export function mount(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <StaffProvider client={client}>
        <RouterProvider router={router} />
      </StaffProvider>
    </StrictMode>,
  );
}
