import { type AuthProvider, HttpError } from 'react-admin';
import { mayView } from './permission.ts';
import { readSession, signIn, signOut } from './session-requests.ts';
import { currentSession, keepSession } from './session-store.ts';
import type { Credentials } from './session.ts';

/** react-admin's view of /api/session. */
export const authProvider: AuthProvider = {
  login: (credentials: Credentials) => signIn(credentials),
  logout,
  checkAuth: async () => {
    await readSession();
  },
  checkError,
  getPermissions: async () => (await readSession()).permissions,
  getIdentity: async () => {
    const { staff } = await readSession();
    return { id: staff.id, fullName: staff.name };
  },
  canAccess: async ({ resource, action }) => mayView((await readSession()).permissions, resource, action),
};

/** react-admin also calls this when it finds nobody signed in; then there is nothing to end. */
async function logout(options?: { everywhere?: boolean }): Promise<void> {
  if (currentSession() === null) return;
  await signOut(options?.everywhere === true).catch(() => keepSession(null));
}

/** Only 401 ends the session; 403 is one refused request and shown where it happened. */
function checkError(error: unknown): Promise<void> {
  if (!(error instanceof HttpError) || error.status !== 401) return Promise.resolve();
  keepSession(null);
  return Promise.reject(error);
}
