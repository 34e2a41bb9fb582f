import { createBrowserRouter } from 'react-router';
import { NotFound } from '../shared/states/States';
export const router = createBrowserRouter([{ path: '*', element: <NotFound home="/console" /> }]);
