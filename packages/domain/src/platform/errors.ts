/** What went wrong, in the eight ways a caller can act on. The api maps a kind to a status, the worker to retry or give up. */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'too-large' | 'limited' | 'unavailable';

export type FieldErrors = Readonly<Record<string, string>>;

export type ErrorDetails = {
  readonly fields?: FieldErrors;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
};

/** An error the product foresaw: it has a stable code, a message that says what to do, and the fields at fault. */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly fields: FieldErrors | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = code;
    this.kind = kind;
    this.code = code;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/**
 * Declares a named error once; calling the result makes an instance to throw.
 * @example const PeriodClosed = defineError('conflict', 'period-closed', (p: {through: string}) => `Books are closed through ${p.through}.`);
 *          throw PeriodClosed({ through: '2026-09-30' });
 */
export function defineError<P>(kind: ErrorKind, code: string, message: (params: P) => string) {
  const make = (params: P, details?: ErrorDetails) => new DomainError(kind, code, message(params), details);
  return Object.assign(make, { kind, code, matches: (error: unknown) => isDomainError(error) && error.code === code });
}

export function isDomainError(error: unknown): error is DomainError {
  return error instanceof DomainError;
}

export const NotFound = defineError(
  'not-found',
  'not-found',
  (p: { what: string; id: string }) => `There is no ${p.what} ${p.id}, or it is outside your scope.`,
);
export const Invalid = defineError('invalid', 'invalid', (p: { message: string }) => p.message);
export const StaleVersion = defineError(
  'conflict',
  'stale-version',
  (p: { what: string }) => `This ${p.what} was changed by someone else meanwhile. Reload it, then repeat your change.`,
);
export const Forbidden = defineError('forbidden', 'forbidden', (p: { why: string }) => p.why);
