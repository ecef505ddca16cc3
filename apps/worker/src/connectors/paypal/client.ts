import { DomainError, SECOND_MS, type Clock, type ErrorKind } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { WorkerServices } from '../../platform/index.ts';

/** Calls to PayPal's API, mapped to the house's errors. @throws DomainError unavailable, limited, unauthenticated, not-found, conflict … */
export type PaypalClient = {
  readonly get: (path: string) => Promise<unknown>;
  /** `requestId` makes the call idempotent: PayPal answers the same id as the first time, for 45 days. */
  readonly post: (path: string, body: string, options?: { readonly requestId?: string }) => Promise<unknown>;
};

export type PaypalConnection = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiBase: string;
  readonly clock: Clock;
};

/** The connection with the sealed secret; null while there is none. */
export async function openPaypal({
  env,
  credentials,
  clock,
}: Pick<WorkerServices, 'env' | 'credentials' | 'clock'>): Promise<PaypalClient | null> {
  if (env.paypal === null) return null;
  const clientSecret = await credentials.read({ connection: 'paypal', field: 'clientSecret' });
  if (clientSecret === null) return null;
  const { clientId, apiBase } = env.paypal;
  return connectPaypal({ clientId, clientSecret, apiBase, clock });
}

const timeoutMs = 20 * SECOND_MS;
/** A token is renewed so long before it ends. */
const marginMs = 60 * SECOND_MS;
const maxAnswerBytes = 16 * 1024 * 1024;

const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.number() });
type Token = { readonly text: string; readonly until: number };

export function connectPaypal({ clientId, clientSecret, apiBase, clock }: PaypalConnection): PaypalClient {
  const base = apiBase.replace(/\/$/, '');
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  let token: Promise<Token> | null = null;

  return {
    get: (path) => call(path, { method: 'GET' }),
    post: (path, body, { requestId } = {}) =>
      call(path, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          ...(requestId === undefined ? {} : { 'paypal-request-id': requestId }),
        },
      }),
  };

  async function call(path: string, init: Init, again = true): Promise<unknown> {
    const bearer = `Bearer ${await currentToken()}`;
    const response = await send(`${base}${path}`, { ...init, headers: { ...init.headers, authorization: bearer } });
    if (response.status === 401 && again) {
      // PayPal may withdraw a token early; a new one is tried once.
      token = null;
      return call(path, init, false);
    }
    return answerOf(response);
  }

  async function currentToken(): Promise<string> {
    const kept = await token?.catch(() => null);
    if (kept != null && kept.until > clock.now().getTime()) return kept.text;
    token = askToken();
    return (await token).text;
  }

  async function askToken(): Promise<Token> {
    const headers = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers, body: 'grant_type=client_credentials' };
    const { access_token, expires_in } = tokenSchema.parse(await answerOf(await send(`${base}/v1/oauth2/token`, init)));
    return { text: access_token, until: clock.now().getTime() + expires_in * SECOND_MS - marginMs };
  }
}

type Init = { readonly method: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

async function send(url: string, init: Init): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw new DomainError('unavailable', 'paypal-away', 'PayPal did not answer.', { cause });
  }
}

const problemSchema = z.looseObject({
  name: z.string().optional(),
  message: z.string().optional(),
  details: z.array(z.looseObject({ issue: z.string().optional(), description: z.string().optional() })).optional(),
});

async function answerOf(response: Response): Promise<unknown> {
  const body = await bodyOf(response);
  if (response.ok) return body;
  const { name, message, details } = problemSchema.catch({}).parse(body);
  const issue = details?.[0]?.issue ?? name ?? String(response.status);
  const words = details?.[0]?.description ?? message ?? `HTTP ${response.status}`;
  const code = `paypal-${issue.toLowerCase().replaceAll('_', '-')}`;
  throw new DomainError(kindOf(response.status), code, `PayPal: ${words} (${issue})`);
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    if (text.length > maxAnswerBytes) throw new Error('The answer is too large.');
    return text === '' ? null : JSON.parse(text);
  } catch (cause) {
    throw new DomainError('unavailable', 'paypal-unreadable', 'PayPal’s answer could not be read.', { cause });
  }
}

/** 409 says that another call with the same id is under way: it may be tried again. */
const kinds: ReadonlyMap<number, ErrorKind> = new Map([
  [400, 'invalid'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'unavailable'],
  [422, 'conflict'],
  [429, 'limited'],
]);

function kindOf(status: number): ErrorKind {
  return kinds.get(status) ?? (status >= 500 ? 'unavailable' : 'invalid');
}
