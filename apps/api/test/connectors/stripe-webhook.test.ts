import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { channels, connectDatabase, createStore, openListener, type Store } from '@wedsync/db/platform';
import { pino } from 'pino';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClock, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { createApp } from '../../src/app.ts';
import { stripeWebhook } from '../../src/connectors/stripe-webhook.ts';
import { readEnv } from '../../src/platform/index.ts';

const secret = 'whsec_test';
const clock = testClock('2026-06-10T12:00:00Z');
const now = clock.now().getTime() / 1_000;
const database = useTestDatabase();
let server: Server;

beforeAll(async () => {
  server = await startDoor(database.current.store);
});
afterAll(() => closeDoor(server));

describe('a signed event', () => {
  test('is stored once, whatever often it comes', async () => {
    const body = event('evt_once');
    expect(await Promise.all([post(body), post(body), post(body)])).toEqual([200, 200, 200]);
    expect(await post(body)).toBe(200);
    expect(await stored('evt_once')).toMatchObject([
      { state: 'received', type: 'charge.succeeded', customer_id: 'cus_1', object_id: 'ch_1' },
    ]);
  });
  test('of a type nobody knows yet is stored and answered', async () => {
    expect(await post(event('evt_new', { type: 'moon.landed', api_version: '2031-01-01.unknown' }))).toBe(200);
    expect(await stored('evt_new')).toMatchObject([{ state: 'received', api_version: '2031-01-01.unknown' }]);
  });
  test('with characters no database text holds is stored as its bytes', async () => {
    expect(
      await post(event('evt_nul', { data: { object: { object: 'charge', id: 'ch_2', description: '\u0000' } } })),
    ).toBe(200);
    expect((await stored('evt_nul'))[0]?.payload_bytes.toString()).toContain('\\u0000');
  });
  test('about an object without id is stored', async () => {
    expect(
      await post(
        event('evt_upcoming', { type: 'invoice.upcoming', data: { object: { object: 'invoice', customer: 'cus_1' } } }),
      ),
    ).toBe(200);
    expect(await stored('evt_upcoming')).toMatchObject([{ object_id: null, customer_id: 'cus_1' }]);
  });
  test.each([
    ['live mode', 'evt_live', { livemode: true }],
    ['another account', 'evt_foreign', { account: 'acct_stranger' }],
  ])('of %s is kept but never booked', async (_what, id, over) => {
    expect(await post(event(id, over))).toBe(200);
    expect(await stored(id)).toMatchObject([{ state: 'refused' }]);
  });
  test('that carries a card number keeps everything but the number, and somebody is told', async () => {
    expect(
      await post(
        event('evt_card', {
          data: { object: { object: 'charge', id: 'ch_3', description: 'card 4242 4242 4242 4242' } },
        }),
      ),
    ).toBe(200);
    const [row] = await stored('evt_card');
    expect(JSON.stringify(row?.payload)).not.toContain('4242');
    expect(
      await database.current.owner('success_events').where({ type: 'card-number.scrubbed', resource_id: 'evt_card' }),
    ).toHaveLength(1);
  });
});

describe('refused, counted, and nothing stored', () => {
  const body = JSON.stringify(event('evt_refused'));
  const deep = `{"id":"evt_refused","object":"event","data":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
  test.each([
    ['no signature', body, {}, 400, 'signature-missing'],
    ['a signature of another secret', body, { 'stripe-signature': sign(body, 'whsec_other') }, 400, 'signature-wrong'],
    ['a tampered body', body.replace('5880', '58800'), { 'stripe-signature': sign(body) }, 400, 'signature-wrong'],
    ['a stale signature', body, { 'stripe-signature': sign(body, secret, now - 301) }, 400, 'timestamp-stale'],
    ['no JSON', 'hello', { 'stripe-signature': sign('hello') }, 400, 'malformed-event'],
    [
      'JSON that is no event',
      '{"id":"evt_refused"}',
      { 'stripe-signature': sign('{"id":"evt_refused"}') },
      400,
      'malformed-event',
    ],
    ...['evt_\u0000', 'evt_\ud800'].map((id): [string, string, Record<string, string>, number, string] => {
      const text = JSON.stringify(event(id));
      return [`the id ${JSON.stringify(id)}`, text, { 'stripe-signature': sign(text) }, 400, 'malformed-event'];
    }),
    ['98 kB of nested arrays', deep, { 'stripe-signature': sign(deep) }, 400, 'malformed-event'],
    ['an empty body', '', { 'stripe-signature': sign('') }, 400, 'malformed-event'],
    ['600 kB', 'x'.repeat(600_000), { 'stripe-signature': 't=1,v1=00' }, 413, 'too-large'],
  ])('%s', async (_what, text, headers, status, reason) => {
    const before = await refused(reason);
    expect(await send(server, text, headers)).toBe(status);
    expect(await stored('evt_refused')).toEqual([]);
    await expect.poll(() => refused(reason), { timeout: 6_000 }).toBe(before + 1);
  });
});

describe('somebody at the door', () => {
  test('who goes on sending without end is cut off', async () => {
    const socket = connect(portOf(server), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    let sent = 0;
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    while (!socket.destroyed && sent < 64_000_000) {
      sent += chunk.length;
      if (!socket.write(chunk)) await new Promise<unknown>((go) => socket.once('drain', go).once('close', go));
    }
    expect(socket.destroyed).toBe(true);
    expect(sent).toBeLessThan(16_000_000);
  });

  test('who announces too much is answered at once', async () => {
    expect(await firstLine('Content-Length: 9000000000\r\n\r\nx')).toContain('413');
  });

  test('who says both how long and that it is in pieces is refused, so that no request hides in another', async () => {
    expect(await firstLine('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')).toContain('400');
  });

  test('who was refused gets the next request on the same connection judged by itself', async () => {
    const body = JSON.stringify(event('evt_second'));
    const second = `POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\nStripe-Signature: ${sign(body)}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
    const text = await converse(`${opening}Stripe-Signature: t=1,v1=00\r\nContent-Length: 5\r\n\r\nhello${second}`);
    expect(text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
    expect(await stored('evt_second')).toHaveLength(1);
  });

  test('who hangs up in the middle leaves nothing behind', async () => {
    const before = await refused('body-cut-off');
    const socket = connect(portOf(server), '127.0.0.1');
    socket.end(`${opening}Content-Length: 500\r\n\r\nhalf`);
    await expect.poll(() => refused('body-cut-off'), { timeout: 6_000 }).toBe(before + 1);
  });

  test('whose event carries names that objects have by themselves changes no object', async () => {
    const text = JSON.stringify(event('evt_proto')).replace(
      '"livemode"',
      '"__proto__":{"livemode":true,"polluted":1},"livemode"',
    );
    expect(await send(server, text, { 'stripe-signature': sign(text) })).toBe(200);
    expect(await stored('evt_proto')).toMatchObject([{ state: 'received' }]);
    expect('polluted' in {}).toBe(false);
  });
});

const opening = 'POST /api/webhooks/stripe HTTP/1.1\r\nHost: x\r\n';
const firstLine = async (rest: string) => (await converse(`${opening}Connection: close\r\n${rest}`)).split('\r\n')[0];

/** Says something word for word, and hears what comes until the door closes. */
async function converse(words: string): Promise<string> {
  const socket = connect(portOf(server), '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
  socket.write(words);
  await once(socket, 'end');
  socket.destroy();
  return heard;
}

function portOf(door: Server): number {
  const address: AddressInfo | string | null = door.address();
  if (address === null || typeof address === 'string') throw new Error('The door is not open.');
  return address.port;
}

test('a secret being retired still opens the door', async () => {
  const text = JSON.stringify(event('evt_rotated'));
  expect(await send(server, text, { 'stripe-signature': sign(text, 'whsec_old') })).toBe(200);
});

test('while the database is away Stripe is asked to come again, and afterwards the same event is stored', async () => {
  const away = createStore(
    connectDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', applicationName: 'test', poolMax: 1 }),
  );
  const cutOff = await startDoor(away);
  const text = JSON.stringify(event('evt_outage'));
  expect(await send(cutOff, text, { 'stripe-signature': sign(text) })).toBe(503);
  await closeDoor(cutOff);
  await away.close();
  expect(await post(event('evt_outage'))).toBe(200);
  expect(await stored('evt_outage')).toHaveLength(1);
});

test('three hundred at once are all stored', async () => {
  const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => post(event(`evt_many_${index}`))));
  expect(new Set(answers)).toEqual(new Set([200]));
  const [row] = await database.current
    .owner('provider_events')
    .where('event_id', 'like', 'evt_many_%')
    .count({ count: '*' });
  expect(row?.count).toBe(300);
});

test('an accepted event wakes the worker, and a flood wakes it only now and then', async () => {
  const { url } = database.current;
  const listener = await openListener({ url, applicationName: 'test', channels: [channels.inbox] });
  let wakes = 0;
  listener.on(channels.inbox, () => (wakes += 1));
  await post(event('evt_wake'));
  await expect.poll(() => wakes).toBeGreaterThan(0);
  const afterOne = wakes;
  await Promise.all(Array.from({ length: 100 }, (_, index) => post(event(`evt_wake_${index}`))));
  await expect.poll(() => wakes).toBeGreaterThan(afterOne);
  expect(wakes - afterOne).toBeLessThan(50);
  await listener.close();
});

async function startDoor(store: Store): Promise<Server> {
  const env = readEnv({
    DATABASE_URL: database.current.url,
    SESSION_SECRET: 'x'.repeat(40),
    LOG_LEVEL: 'silent',
    STRIPE_WEBHOOK_SECRET: `${secret}, whsec_old`,
  });
  const services = { store, clock, uuids: testUuids, env, log: pino({ level: 'silent' }) };
  const door = {
    name: 'connectors',
    resources: [],
    actions: [],
    webhooks: [stripeWebhook],
  };
  const opened = createServer(createApp({ services, capabilities: [door], identify: [] }));
  await new Promise<void>((listening) => opened.listen(0, '127.0.0.1', listening));
  return opened;
}

async function closeDoor(door: Server): Promise<void> {
  door.closeAllConnections();
  await new Promise((closed) => door.close(closed));
  await sleep(0);
}

function event(id: string, over: object = {}): object {
  return {
    id,
    object: 'event',
    type: 'charge.succeeded',
    created: now - 60,
    livemode: false,
    api_version: '2026-10-28.endive',
    data: { object: { object: 'charge', id: 'ch_1', customer: 'cus_1', amount: 5880 } },
    ...over,
  };
}

function sign(payload: string, by = secret, timestamp = now): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret: by, timestamp });
}

function post(body: object): Promise<number> {
  const text = JSON.stringify(body);
  return send(server, text, { 'stripe-signature': sign(text) });
}

async function send(door: Server, text: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${portOf(door)}/api/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
  await response.text();
  return response.status;
}

function stored(eventId: string): Promise<{ state: string; payload: unknown; payload_bytes: Buffer }[]> {
  return database.current.owner('provider_events').where({ event_id: eventId });
}

async function refused(reason: string): Promise<number> {
  const row = await database.current.owner('intake_refusals').where({ reason }).sum({ total: 'refused' }).first();
  return Number(row?.total ?? 0);
}
