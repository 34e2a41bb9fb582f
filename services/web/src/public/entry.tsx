import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { Provider } from 'urql';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { client } from './client';
import './public.css';
import { router } from './routes';
import { isLarge, setLarge } from './typeSize';

export function mount(root: HTMLElement): void {
  document.documentElement.classList.add('pub');
  setLarge(isLarge());
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
