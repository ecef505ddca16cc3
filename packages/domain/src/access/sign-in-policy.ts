import { HOUR_MS, MINUTE_MS } from '@wedsync/domain/platform';

/** How long a sign-in lasts and how many guesses it takes to be locked out. */
export type SignInPolicy = {
  readonly idleMs: number;
  readonly absoluteMs: number;
  /** A session is written at most this often while it is used, so reading pages costs no write. */
  readonly touchEveryMs: number;
  readonly account: AttemptLimit;
  readonly address: AttemptLimit;
};

export type AttemptLimit = {
  readonly attempts: number;
  readonly withinSeconds: number;
  readonly lockedSeconds: number;
};

// An account is guessed at from many addresses, an address guesses at many accounts (or is an office): each has its own limit.
export const signInPolicy: SignInPolicy = {
  idleMs: 30 * MINUTE_MS,
  absoluteMs: 12 * HOUR_MS,
  touchEveryMs: MINUTE_MS,
  account: { attempts: 5, withinSeconds: 15 * 60, lockedSeconds: 15 * 60 },
  address: { attempts: 50, withinSeconds: 15 * 60, lockedSeconds: 15 * 60 },
};

export type SessionTimes = { readonly startedAt: string; readonly seenAt: string };

/** Why a session is over, in words for its owner; null while it lasts. */
export function whySessionEnded(times: SessionTimes, now: Date, policy: SignInPolicy): string | null {
  const age = now.getTime() - Date.parse(times.startedAt);
  const idle = now.getTime() - Date.parse(times.seenAt);
  if (!(age < policy.absoluteMs)) return 'You have been signed in for a long time. Sign in again.';
  if (!(idle < policy.idleMs)) return 'You were away for a while. Sign in again.';
  return null;
}

export const viewAsMs = 15 * MINUTE_MS;

/** How long the link works by which somebody chooses a password. */
export const invitationHours = 48;
