import { useSyncExternalStore } from 'react';
import { holds } from './permission.ts';
import { currentSession, subscribeToSession } from './session-store.ts';
import type { Session } from './session.ts';

/** The signed-in session, or null; the component renders again when it changes. */
export function useSession(): Session | null {
  return useSyncExternalStore(subscribeToSession, currentSession);
}

/** Whether the signed-in person holds a permission such as "charges:refund". */
export function usePermission(permission: string | null): boolean {
  const session = useSession();
  return holds(session?.permissions ?? [], permission);
}
