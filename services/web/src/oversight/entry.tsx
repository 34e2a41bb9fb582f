import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { StaffProvider } from '../shared/staff/StaffProvider';
import { client } from './client';
import { router } from './routes';

export function mount(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <StaffProvider client={client}>
        <RouterProvider router={router} />
      </StaffProvider>
    </StrictMode>,
  );
}
