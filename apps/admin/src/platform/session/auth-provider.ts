import { HttpError, type AuthProvider } from 'react-admin';
import { mayView } from './permission.ts';
import { readSession, signIn, signOut } from './session-requests.ts';
import { keepSession } from './session-store.ts';
import type { Credentials } from './session.ts';

/** react-admin's view of /api/session. */
export const authProvider: AuthProvider = {
  login: (credentials: Credentials) => signIn(credentials),
  logout: () => signOut().catch(signedOutAnyway),
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

/** Only 401 ends the session; 403 is one refused request and shown where it happened. */
function checkError(error: unknown): Promise<void> {
  return error instanceof HttpError && error.status === 401 ? Promise.reject(error) : Promise.resolve();
}

function signedOutAnyway(): void {
  keepSession(null);
}
