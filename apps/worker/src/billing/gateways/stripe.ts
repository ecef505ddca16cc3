import { DomainError, SECOND_MS, type ErrorKind } from '@wedsync/domain/platform';
import Stripe from 'stripe';
import type { WorkerServices } from '../../platform/index.ts';
import type { EventSource } from './object-source.ts';
import { fetchObjects } from './stripe-objects.ts';

/** How calls to Stripe leave the house: mapped to the house's errors, and through whatever guards the connection. */
export type Mapped = <T>(call: () => Promise<T>) => Promise<T>;

export type StripeGateway = EventSource & {
  readonly client: Stripe;
  readonly mapped: Mapped;
};

export type StripeConnection = {
  readonly apiKey: string;
  /** Another host than Stripe's own, such as http://127.0.0.1:4010. */
  readonly apiBase: string | null;
  /** Breaker or meter around every call; passes calls through when left out. */
  readonly guard?: Mapped;
};

/** The version of Stripe's objects that this build reads. */
export const spokenApiVersion: string = Stripe.API_VERSION;

/** The connection with the sealed key; null while there is none. */
export async function openStripe({
  env,
  credentials,
}: Pick<WorkerServices, 'env' | 'credentials'>): Promise<StripeGateway | null> {
  const apiKey = await credentials.read({ connection: 'stripe', field: 'apiKey' });
  return apiKey === null ? null : connectStripe({ apiKey, apiBase: env.stripe?.apiBase ?? null });
}

const timeoutMs = 20 * SECOND_MS;
const maxNetworkRetries = 2;

/** Opens the one connection to Stripe this process uses. */
export function connectStripe({ apiKey, apiBase, guard }: StripeConnection): StripeGateway {
  const client = new Stripe(apiKey, { ...host(apiBase), timeout: timeoutMs, maxNetworkRetries, telemetry: false });
  const mapped: Mapped = (call) => mapErrors(() => (guard === undefined ? call() : guard(call)));
  return {
    provider: 'stripe',
    client,
    mapped,
    fetch: (kind, wanted) => mapped(() => fetchObjects(client, kind, wanted)),
  };
}

function host(apiBase: string | null): { host?: string; port?: number; protocol?: 'http' | 'https' } {
  if (apiBase === null) return {};
  const url = new URL(apiBase);
  const secure = url.protocol === 'https:';
  return { host: url.hostname, port: Number(url.port) || (secure ? 443 : 80), protocol: secure ? 'https' : 'http' };
}

async function mapErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof Stripe.errors.StripeError ? toDomainError(error) : error;
  }
}

/** Stripe's kinds of error in the house's words; a server error or a lost answer may be tried again. */
function toDomainError(error: Stripe.errors.StripeError): DomainError {
  const kind = kinds.find(({ type }) => error instanceof type)?.kind ?? 'unavailable';
  const found = kindOfStatus.get(error.statusCode ?? 0) ?? kind;
  return new DomainError(found, `stripe-${error.code ?? error.type ?? 'error'}`, `Stripe: ${error.message}`, {
    cause: error,
  });
}

/** 409 says that another call about the same object or key is under way: it may be tried again. */
const kindOfStatus: ReadonlyMap<number, ErrorKind> = new Map([
  [404, 'not-found'],
  [409, 'unavailable'],
]);

const kinds: readonly { type: abstract new (...args: never[]) => Stripe.errors.StripeError; kind: ErrorKind }[] = [
  { type: Stripe.errors.StripeRateLimitError, kind: 'limited' },
  { type: Stripe.errors.StripeAuthenticationError, kind: 'unauthenticated' },
  { type: Stripe.errors.StripePermissionError, kind: 'forbidden' },
  { type: Stripe.errors.StripeIdempotencyError, kind: 'conflict' },
  { type: Stripe.errors.StripeInvalidRequestError, kind: 'invalid' },
  { type: Stripe.errors.StripeCardError, kind: 'invalid' },
];
