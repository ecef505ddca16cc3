import { createServer, type Server } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClock, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { createApp } from '../../src/app.ts';
import { paypalWebhook } from '../../src/connectors/paypal-webhook.ts';
import { readEnv } from '../../src/platform/index.ts';

const database = useTestDatabase();
const clock = testClock('2026-06-10T12:00:00Z');
let server: Server;
let unconfigured: Server;

beforeAll(async () => {
  server = await startDoor({ PAYPAL_WEBHOOK_ID: 'WH-OURS', TRUST_PROXY: '1' });
  unconfigured = await startDoor({});
});
afterAll(() => {
  for (const door of [server, unconfigured]) {
    door.closeAllConnections();
    door.close();
  }
});

const headers = {
  'paypal-transmission-id': '103e3700-8b0c-11e6-8695-6b62a8a99ac4',
  'paypal-transmission-time': '2026-06-10T11:59:00Z',
  'paypal-transmission-sig': Buffer.alloc(256, 7).toString('base64'),
  'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594',
  'paypal-auth-algo': 'SHA256withRSA',
};
const event = (over: object = {}) =>
  JSON.stringify({
    id: 'WH-7TW-1',
    event_type: 'PAYMENT.SALE.COMPLETED',
    create_time: '2026-06-10T11:58:59Z',
    resource: { id: '80021663DE681814L', state: 'completed' },
    ...over,
  });

test('a delivery is kept once, whatever often it comes, and is no event of the inbox before it is verified', async () => {
  expect(await Promise.all([send(event()), send(event())])).toEqual([200, 200]);
  expect(await send(event())).toBe(200);
  const kept = await database.current.owner('paypal_transmissions');
  expect(kept).toMatchObject([
    { state: 'received', event_id: 'WH-7TW-1', resource_id: '80021663DE681814L', body_crc32: 1_651_225_898 },
  ]);
  expect(await database.current.owner('provider_events')).toEqual([]);
});

test('a dispute is known by its own name of its id, and a card number is not kept', async () => {
  const resource = { dispute_id: 'PP-D-27803', note: 'card 4242 4242 4242 4242' };
  const id = 'another-transmission';
  expect(
    await send(event({ id: 'WH-D', event_type: 'CUSTOMER.DISPUTE.CREATED', resource }), {
      'paypal-transmission-id': id,
    }),
  ).toBe(200);
  const [kept] = await database.current.owner('paypal_transmissions').where({ transmission_id: id });
  expect(kept).toMatchObject({ resource_id: 'PP-D-27803', scrubbed_numbers: 1 });
  expect(kept.payload).not.toContain('4242');
});

describe('refused, counted, and nothing kept', () => {
  test.each([
    [
      'a certificate of a stranger',
      event(),
      { 'paypal-cert-url': 'https://evil.example/v1/notifications/certs/x' },
      400,
      'certificate-address-wrong',
    ],
    ['another algorithm', event(), { 'paypal-auth-algo': 'SHA1withRSA' }, 400, 'algorithm-wrong'],
    ['no signature', event(), { 'paypal-transmission-sig': '' }, 400, 'header-missing'],
    [
      'a delivery of two days ago',
      event(),
      { 'paypal-transmission-time': '2026-06-08T11:00:00Z' },
      400,
      'timestamp-stale',
    ],
    ['an id no database text holds', event({ id: 'WH-\u0000' }), {}, 400, 'malformed-event'],
    ['a time before all years', event({ create_time: '0000-01-01T00:00:00Z' }), {}, 400, 'malformed-event'],
    ['no JSON', 'hello', {}, 400, 'malformed-event'],
    ['JSON that is no event', '{"id":"WH-1"}', {}, 400, 'malformed-event'],
    [
      'nested arrays',
      event({ resource: 0 }).replace('0}', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`),
      {},
      400,
      'malformed-event',
    ],
    ['a body beyond the limit', event({ note: 'x'.repeat(3_000_000) }), {}, 413, 'too-large'],
  ])('%s', async (_what, body, over, status, reason) => {
    const before = await counted(reason);
    const id = { 'paypal-transmission-id': `refused-${reason}` };
    expect(await send(body, { ...id, ...over })).toBe(status);
    await expect.poll(() => counted(reason), { timeout: 5_000 }).toBe(before + 1);
    expect(
      await database.current.owner('paypal_transmissions').where({ transmission_id: `refused-${reason}` }),
    ).toEqual([]);
  });
});

test('who fills the waiting room fills a tenth of it: others still get in', async () => {
  const flood = 5_000;
  await database.current.owner.raw(
    `insert into paypal_transmissions (transmission_id, body_sha256, sent_at, sent_at_text, signature, cert_url, auth_algo, body_crc32, event_id,
       event_type, occurred_at, source_address)
     select 'flood-' || n, '', now(), '', '', '', '', 0, 'WH-' || n, 'X', now(), '198.51.100.7' from generate_series(1, ?) n`,
    [flood],
  );
  const from = (address: string) => ({
    'paypal-transmission-id': `by-${address.replaceAll('.', '-')}`,
    'x-forwarded-for': address,
  });
  expect(await send(event({ id: 'WH-FLOOD' }), from('198.51.100.7'))).toBe(503);
  expect(await send(event({ id: 'WH-REAL' }), from('203.0.113.20'))).toBe(200);
  const kept = await database.current.owner('paypal_transmissions').whereLike('transmission_id', 'by-%');
  expect(kept).toMatchObject([{ event_id: 'WH-REAL', source_address: '203.0.113.20' }]);
  await database.current.owner('paypal_transmissions').update({ state: 'refused', decided_at: new Date() });
  expect(await send(event({ id: 'WH-FLOOD' }), from('198.51.100.7'))).toBe(200);
});

test('without a webhook PayPal is told to come again', async () => {
  expect(await send(event(), {}, unconfigured)).toBe(503);
});

test('hosts without a webhook stop the start, and say what is missing', () => {
  const rest = { DATABASE_URL: 'postgres://x/y', SESSION_SECRET: 'x'.repeat(40) };
  expect(() => readEnv({ ...rest, PAYPAL_CERT_HOSTS: 'api.paypal.com' })).toThrow('PAYPAL_WEBHOOK_ID');
  expect(() => readEnv({ ...rest, PAYPAL_WEBHOOK_ID: 'WH', PAYPAL_CERT_HOSTS: 'http://certs.example' })).toThrow(
    'without TLS',
  );
});

async function counted(reason: string): Promise<number> {
  const row = await database.current
    .owner('intake_refusals')
    .where({ provider: 'paypal', reason })
    .sum({ sum: 'refused' });
  return Number(row[0]?.sum ?? 0);
}

async function startDoor(settings: Record<string, string>): Promise<Server> {
  const { store, url } = database.current;
  const env = readEnv({ DATABASE_URL: url, SESSION_SECRET: 'x'.repeat(40), LOG_LEVEL: 'silent', ...settings });
  const services = { store, clock, uuids: testUuids, env, log: pino({ level: 'silent' }) };
  const door = { name: 'connectors', resources: [], actions: [], webhooks: [paypalWebhook] };
  const opened = createServer(createApp({ services, capabilities: [door], identify: [] }));
  await new Promise<void>((listening) => opened.listen(0, '127.0.0.1', listening));
  return opened;
}

async function send(body: string, over: Record<string, string> = {}, door = server): Promise<number> {
  const address = door.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers, ...over }, body };
  const response = await fetch(`http://127.0.0.1:${port}/api/webhooks/paypal`, init);
  await response.arrayBuffer();
  return response.status;
}
