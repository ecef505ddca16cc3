import { lazy } from 'react';
import type { AdminCapability } from '../platform/index.ts';

/** What access adds to the admin. */
export const access: AdminCapability = {
  name: 'access',
  resources: [],
  pages: [],
  navigation: [],
  signIn: lazy(() => import('./sign-in/SignInPage.tsx')),
};
