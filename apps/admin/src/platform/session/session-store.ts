import type { Session } from './session.ts';

let current: Session | null = null;
const listeners = new Set<() => void>();

/** The signed-in session as last read, or null. */
export function currentSession(): Session | null {
  return current;
}

/** The token that unsafe calls carry, or null before sign-in. */
export function csrfToken(): string | null {
  return current?.csrfToken ?? null;
}

/** Replaces the session and tells every reader. */
export function keepSession(session: Session | null): void {
  current = session;
  for (const listener of listeners) listener();
}

/** Calls `listener` at every change; returns how to stop. */
export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
