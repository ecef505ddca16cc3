import { isDomainError, limits, type ErrorKind } from '@wedsync/domain/platform';
import { ZodError } from 'zod';

/** Kinds of failure as the worker tells them apart: those of the domain, and what nobody foresaw. */
export type FailureKind = ErrorKind | 'lost' | 'unexpected';

export type Failure = {
  readonly kind: FailureKind;
  readonly message: string;
  /** What the other side asked us to wait, when it did. */
  readonly retryAfterMs: number | null;
};

export type RetryRule =
  { readonly permanent: true } | { readonly permanent: false; readonly firstMs: number; readonly maxMs: number };

/** What repeating can mend and what it cannot: the one table of retry or give up. */
export const retryRules: Readonly<Record<FailureKind, RetryRule>> = {
  invalid: { permanent: true },
  unauthenticated: { permanent: true },
  forbidden: { permanent: true },
  'not-found': { permanent: true },
  'too-large': { permanent: true },
  conflict: { permanent: false, firstMs: 500, maxMs: 30_000 },
  limited: { permanent: false, firstMs: 5_000, maxMs: 600_000 },
  unavailable: { permanent: false, firstMs: 2_000, maxMs: 300_000 },
  lost: { permanent: false, firstMs: 1_000, maxMs: 60_000 },
  unexpected: { permanent: false, firstMs: 2_000, maxMs: 600_000 },
};

/** Reads any thrown value as a failure; the text is cut to what is worth keeping. */
export function failureOf(error: unknown): Failure {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, limits.maxErrorTextChars);
  if (isDomainError(error)) {
    const seconds = error.retryAfterSeconds;
    return { kind: error.kind, message, retryAfterMs: seconds === undefined ? null : seconds * 1_000 };
  }
  return { kind: error instanceof ZodError ? 'invalid' : 'unexpected', message, retryAfterMs: null };
}

/**
 * How long to wait before the next attempt: doubling from the rule's first pause, with half of it random so that many failures do not return at once.
 * @param attempt the attempt that failed, from 1
 * @param random a number in [0, 1)
 * @returns milliseconds, or null when repeating cannot help
 */
export function retryDelayMs(failure: Failure, attempt: number, random: number): number | null {
  const rule = retryRules[failure.kind];
  if (rule.permanent) return null;
  const pauseMs = Math.min(rule.firstMs * 2 ** Math.min(attempt - 1, 30), rule.maxMs) * (0.5 + random / 2);
  return Math.max(pauseMs, failure.retryAfterMs ?? 0);
}
