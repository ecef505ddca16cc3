import { createBrowserRouter, RouterProvider } from 'react-router-dom';
import { capabilities } from './capabilities.ts';
import { AdminShell } from './platform/layout/AdminShell.tsx';

// A data router, so that a form with unsaved changes can hold back a navigation.
const router = createBrowserRouter([{ path: '*', element: <AdminShell capabilities={capabilities} /> }]);

/** The back office as staff see it. */
export function App() {
  return <RouterProvider router={router} />;
}
