import type {} from 'pino-http';
import { isDomainError, limits, type ErrorKind } from '@wedsync/domain/platform';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { ZodError } from 'zod';

/** The one table from what went wrong to what HTTP says of it. */
const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  limited: 429,
  unavailable: 503,
};

const titleOf: Readonly<Record<number, string>> = {
  400: 'That request is not valid',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Not available right now',
};

/** RFC 9457 problem details, with per-field errors the admin's forms show by themselves. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: Readonly<Record<string, string>> | undefined;
  readonly retryAfterSeconds?: number | undefined;
};

export function sendProblem(req: Request, res: Response, problem: Problem): void {
  const { status, code, detail, errors, retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds));
  res
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: titleOf[status] ?? 'Problem',
        status,
        code,
        detail,
        message: detail,
        ...(errors ? { errors } : {}),
        requestId: req.id,
      }),
    );
}

/** Turns anything thrown by a handler into a problem; only the unforeseen is logged as an error, and its words stay inside. */
export const problemHandler: ErrorRequestHandler = (error, req, res, next) => {
  if (isDeparture(error)) return req.log.debug('the reader left before the end');
  const problem = toProblem(error);
  if (problem.status >= 500) req.log.error({ err: error }, 'request failed');
  if (res.headersSent) next(error);
  else sendProblem(req, res, problem);
};

/** Whoever closes the page during a download has not met a fault of ours. */
export function isDeparture(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** The problem an error stands for; 500 for what nobody foresaw. */
export function toProblem(error: unknown): Problem {
  if (isDomainError(error))
    return {
      status: statusOf[error.kind],
      code: error.code,
      detail: error.message,
      errors: error.fields,
      retryAfterSeconds: error.retryAfterSeconds,
    };
  if (error instanceof ZodError) return fromZod(error);
  return (
    fromHttpError(error) ??
    fromPostgres(error) ?? {
      status: 500,
      code: 'internal',
      detail: 'We have been told. Try again, and quote the request id if it persists.',
    }
  );
}

function fromZod(error: ZodError): Problem {
  const errors = Object.fromEntries(
    error.issues.slice(0, limits.maxFilterListItems).map((issue) => [issue.path.join('.') || 'body', issue.message]),
  );
  const detail = Object.entries(errors)
    .slice(0, 5)
    .map(([field, message]) => `${field}: ${message}`)
    .join(' ');
  return { status: 400, code: 'invalid', detail, errors };
}

/** Body parsers and the router throw errors that carry their own status. */
function fromHttpError(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number' || error.status >= 500)
    return null;
  return {
    status: error.status,
    code: 'type' in error && typeof error.type === 'string' ? error.type.replaceAll('.', '-') : 'invalid',
    detail: error.message.slice(0, limits.maxErrorTextChars),
  };
}

/** What PostgreSQL refuses because of the input, by SQLSTATE. */
const postgresProblems: Readonly<Record<string, Problem>> = {
  '22021': { status: 400, code: 'invalid-text', detail: 'The text holds a character that cannot be stored.' },
  '22P05': { status: 400, code: 'invalid-text', detail: 'The text holds a character that cannot be stored.' },
  '22003': { status: 400, code: 'out-of-range', detail: 'A number is out of range.' },
  '22008': { status: 400, code: 'out-of-range', detail: 'A date is out of range.' },
  '23505': { status: 409, code: 'duplicate', detail: 'There is already a record like this.' },
  '23503': {
    status: 409,
    code: 'referenced',
    detail: 'A record this one refers to does not exist, or others still refer to it.',
  },
  '40001': { status: 409, code: 'busy', detail: 'Someone changed the same thing at the same moment. Try again.' },
  '42501': { status: 403, code: 'forbidden', detail: 'This record is outside your scope.' },
  '57014': {
    status: 503,
    code: 'too-slow',
    detail: 'That took too long and was stopped. Narrow the filter and try again.',
  },
};

function fromPostgres(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (['ECONNREFUSED', '57P01', '57P03', '53300', '08006', '08001'].includes(error.code))
    return {
      status: 503,
      code: 'database-unavailable',
      detail: 'The database is not reachable. Try again in a moment.',
      retryAfterSeconds: 5,
    };
  return postgresProblems[error.code] ?? null;
}
