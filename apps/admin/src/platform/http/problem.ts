/** RFC 9457 problem as the api answers it. */
export type Problem = {
  readonly type?: string;
  readonly title?: string;
  readonly status: number;
  readonly code?: string;
  readonly detail?: string;
  readonly message: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly requestId?: string;
};

const plainWords: Readonly<Record<number, string>> = {
  0: 'The server cannot be reached. Check the connection; the page tries again by itself.',
  401: 'You are signed out. Sign in and repeat.',
  403: 'Your role does not allow this.',
  404: 'There is no such record, or it is outside your scope.',
  413: 'This is too large to send.',
  429: 'Too many requests. Wait a moment and try again.',
  502: 'The server is starting or being replaced. Try again in a few seconds.',
  503: 'The server is starting or being replaced. Try again in a few seconds.',
};

/** Reads an error body into a problem; a body that is no problem becomes one with plain words for its status. */
export function readProblem(status: number, body: unknown): Problem {
  const fields = isRecord(body) ? body : {};
  const message =
    text(fields.message) ??
    text(fields.detail) ??
    plainWords[status] ??
    'Something went wrong on the server. Try again.';
  return {
    status,
    message,
    type: text(fields.type),
    title: text(fields.title),
    code: text(fields.code),
    detail: text(fields.detail),
    requestId: text(fields.requestId),
    errors: fieldErrors(fields.errors),
  };
}

function fieldErrors(value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([field, why]) => [field, String(why)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
