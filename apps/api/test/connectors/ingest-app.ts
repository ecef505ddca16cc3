import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { testClock, testUuids, type TestDatabase } from '../../../../packages/db/test/support/index.ts';
import { createApp } from '../../src/app.ts';
import { productEventIntake } from '../../src/connectors/product-events.ts';
import { readEnv } from '../../src/platform/index.ts';

const secret = 'test-token-of-the-host-application';

/** Whatever came back; the claims in the tests say what it must be. */
type Json = ReturnType<typeof JSON.parse>;

export type IngestApp = {
  readonly clock: ReturnType<typeof testClock>;
  post(
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Json; retryAfter: string | null }>;
  close(): Promise<void>;
};

/** The api with only the door for product events, at noon of a day in June. */
export async function startIngestApp(
  { store, owner, url }: TestDatabase,
  env: Record<string, string> = {},
): Promise<IngestApp> {
  await owner('service_tokens')
    .insert({ id: 'tok_host', name: 'Host', scopes: ['ingest'], created_by: 'test' })
    .onConflict('id')
    .ignore();
  const hash = createHash('sha256').update(secret).digest();
  await owner('service_token_secrets').insert({ hash, token_id: 'tok_host', hint: 'host' }).onConflict('hash').ignore();
  const clock = testClock('2026-06-10T12:00:00Z');
  const services = {
    store,
    clock,
    uuids: testUuids,
    env: readEnv({ DATABASE_URL: url, SESSION_SECRET: 'x'.repeat(40), LOG_LEVEL: 'silent', ...env }),
    log: pino({ level: 'silent' }),
  };
  const intakeOnly = { name: 'connectors', resources: [], actions: [], intake: [productEventIntake] };
  const server = createServer(createApp({ services, capabilities: [intakeOnly], identify: [] }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { clock, post: poster(server), close: () => new Promise((closed) => server.close(() => closed())) };
}

function poster(server: Server): IngestApp['post'] {
  const { port } = server.address() as AddressInfo;
  return async (body, headers = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/ingest/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json(), retryAfter: response.headers.get('retry-after') };
  };
}

/** A sign-in of WS-1 this morning unless told otherwise. */
export function anEvent(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: crypto.randomUUID(),
    supplierExternalId: 'WS-1',
    name: 'login',
    occurredAt: '2026-06-10T09:00:00Z',
    ...over,
  };
}
