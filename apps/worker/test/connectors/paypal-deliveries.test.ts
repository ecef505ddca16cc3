import { createHash, createPrivateKey, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { crc32 } from 'node:zlib';
import { keepPaypalTransmission } from '@wedsync/db/connectors';
import { systemActor } from '@wedsync/domain/platform';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { issue, type Identity } from '../../../sandbox/src/paypal/certificates/issue.ts';
import { createAuthority, PaypalEngine, paypalRouter, type Authority } from '../../../sandbox/src/paypal/index.ts';
import { admitNextDeliveries } from '../../src/connectors/paypal/admit-deliveries.ts';
import { paypalSigners } from '../../src/connectors/paypal/certificates.ts';
import { connectPaypal } from '../../src/connectors/paypal/client.ts';
import { offline, postback, type Verify } from '../../src/connectors/paypal/verify.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const actor = systemActor('test', 'req_test');
const webhookId = 'WH-OURS';
const now = new Date();
const dayMs = 86_400_000;
let authority: Authority;
let server: Server;
let origin: string;
let fetched: string[] = [];
const pages = new Map<string, string>();

beforeAll(async () => {
  authority = createAuthority(now);
  server = createServer((request, response) => {
    fetched.push(request.url ?? '');
    const name = request.url?.split('/').at(-1) ?? '';
    if (name === 'moved') response.writeHead(302, { location: `${origin}/v1/notifications/certs/good` }).end();
    else if (name === 'made-up') response.writeHead(404).end();
    else if (!pages.has(name)) response.writeHead(503).end();
    else response.end(pages.get(name));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  pages.set('good', authority.chain);
  pages.set('expired', authority.chain.replace(authority.signer.certificate, leaf(-20, -1, authority).certificate));
  pages.set('huge', authority.chain + ' '.repeat(70_000));
  pages.set('stranger', createAuthority(now).chain);
  pages.set('junk', 'no certificate at all');
}, 60_000);
afterAll(() => void server.close());
beforeEach(async () => {
  fetched = [];
  await database.current.owner.raw('truncate paypal_transmissions, provider_events, intake_refusals');
});

/** A signer by the same authority, valid from and to so many days from now. The issuer's key is not kept, so the root issues it. */
function leaf(
  from: number,
  to: number,
  { root }: Authority,
  commonName = 'messageverificationcerts.paypal.com',
): Identity {
  const [notBefore, notAfter] = [new Date(now.getTime() + from * dayMs), new Date(now.getTime() + to * dayMs)];
  return issue({ commonName, notBefore, notAfter, isAuthority: false, issuer: root });
}

type Delivery = {
  scrubbed: number;
  sentAt: Date;
  body: string;
  id: string;
  cert: string;
  key: string;
  webhook: string;
  signedBody: string;
};

async function arrives(over: Partial<Delivery> = {}): Promise<void> {
  const body = over.body ?? '{"id":"WH-1","event_type":"PAYMENT.SALE.COMPLETED","resource":{"id":"S1"}}';
  const id = over.id ?? 'transmission-1';
  const sentAt = over.sentAt ?? now;
  const sentAtText = sentAt.toISOString();
  const text = `${id}|${sentAtText}|${over.webhook ?? webhookId}|${crc32(over.signedBody ?? body)}`;
  const kept = {
    transmissionId: id,
    sentAt,
    sentAtText,
    signature: sign('sha256', Buffer.from(text), createPrivateKey(over.key ?? authority.signer.key)).toString('base64'),
    certUrl: `${origin}/v1/notifications/certs/${over.cert ?? 'good'}`,
    authAlgo: 'SHA256withRSA',
    bodyCrc32: crc32(body),
    bodySha256: createHash('sha256').update(body).digest('hex'),
    payload: body,
    scrubbedNumbers: over.scrubbed ?? 0,
    eventId: 'WH-1',
    eventType: 'PAYMENT.SALE.COMPLETED',
    resourceId: 'S1',
    occurredAt: now,
    source: '203.0.113.9',
  };
  await database.current.store.transact(actor, (writer) => keepPaypalTransmission(writer, kept));
}

const here = (origins = [origin]) => offline(paypalSigners({ origins, roots: authority.root.certificate }), webhookId);

async function decide(origins = [origin], verify: Verify = here(origins)): Promise<unknown[]> {
  const services = testServices(database.current, { clock: { now: () => now } });
  await admitNextDeliveries(services, verify);
  return database.current.owner('paypal_transmissions').select('state', 'reason', 'payload').orderBy('id');
}

const events = () => database.current.owner('provider_events').where({ provider: 'paypal' });
const accepted = { state: 'accepted', reason: null, payload: null };

test('a genuine delivery becomes one event of the inbox, and the certificate is fetched once', async () => {
  await arrives();
  await arrives({ id: 'transmission-2' });
  expect(await decide()).toEqual([accepted, accepted]);
  expect(await events()).toMatchObject([{ event_id: 'WH-1', object_id: 'S1', state: 'received' }]);
  expect(fetched).toHaveLength(1);
});

describe('refused, counted, and nothing in the inbox', () => {
  test.each([
    ['a tampered body', { signedBody: '{"id":"WH-1","amount":"1.00"}' }, 'signature-wrong'],
    ['a signature for another webhook', { webhook: 'WH-THEIRS' }, 'signature-wrong'],
    ['a certificate of another authority', { cert: 'stranger' }, 'certificate-wrong'],
    ['an expired certificate', { cert: 'expired' }, 'certificate-wrong'],
    ['no certificate at the address', { cert: 'junk' }, 'certificate-wrong'],
    ['an address PayPal knows nothing of', { cert: 'made-up' }, 'certificate-wrong'],
    [
      'one that could not be verified for three days',
      { cert: 'away', sentAt: new Date(now.getTime() - 3.1 * dayMs) },
      'never-verified',
    ],
  ])('%s', async (_what, over, reason) => {
    await arrives(over);
    expect(await decide()).toEqual([{ state: 'refused', reason, payload: null }]);
    expect(await events()).toEqual([]);
    expect(await database.current.owner('intake_refusals')).toMatchObject([{ provider: 'paypal', reason, refused: 1 }]);
  });

  test('a certificate of the right authority in another name', async () => {
    const other = leaf(-1, 30, authority, 'www.paypal.com');
    pages.set('other-name', other.certificate);
    await arrives({ cert: 'other-name', key: other.key });
    expect(await decide()).toMatchObject([{ reason: 'certificate-wrong' }]);
  });

  test('an address whose origin is not on the list, without asking it', async () => {
    await arrives();
    expect(await decide(['https://api.paypal.com'])).toMatchObject([{ reason: 'certificate-wrong' }]);
    expect(fetched).toEqual([]);
  });

  test('another body under a transmission that was accepted', async () => {
    await arrives();
    await decide();
    await arrives({ body: '{"id":"WH-2","event_type":"PAYMENT.SALE.COMPLETED","resource":{"id":"S2"}}' });
    expect(await decide()).toEqual([accepted, { state: 'refused', reason: 'replayed-transmission', payload: null }]);
    expect(await events()).toHaveLength(1);
  });
});

describe('set back for later while the certificate cannot be had', () => {
  test.each([
    ['the address answers 503', 'away'],
    ['the address sends elsewhere', 'moved'],
    ['the answer is too large', 'huge'],
  ])('%s', async (_what, cert) => {
    await arrives({ cert });
    expect(await decide()).toMatchObject([{ state: 'received', reason: null }]);
    expect(fetched).toHaveLength(1);
  });
});

describe('asked back of PayPal', () => {
  const engine = new PaypalEngine({ seed: 3, startEpoch: now.getTime() / 1_000, funded: () => true });
  const verifying = '/v1/notifications/verify-webhook-signature';
  let paypal: Server;
  let verify: Verify;

  beforeAll(async () => {
    const app = express().use(paypalRouter({ engine, authority, random: () => 0.5 }));
    paypal = app.listen(0, '127.0.0.1');
    await once(paypal, 'listening');
    const address = paypal.address();
    const apiBase = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const client = connectPaypal({ clientId: 'a', clientSecret: 'b', apiBase, clock: { now: () => new Date() } });
    verify = postback(client, webhookId, here());
  });
  afterAll(() => {
    paypal.closeAllConnections();
    paypal.close();
  });
  const ask = () => decide(undefined, verify);

  test('what PayPal calls its own becomes an event, letter by letter and without a certificate being fetched', async () => {
    await arrives({
      body: '{ "id":"WH-1", "event_type": "PAYMENT.SALE.COMPLETED","resource":{"id":"S1","note":"Zoë \\u00e9"} }',
    });
    expect(await ask()).toEqual([accepted]);
    expect(await events()).toHaveLength(1);
    expect(fetched).toEqual([]);
  });

  test('what it answers FAILURE to is refused, counted, and nothing in the inbox', async () => {
    await arrives({ signedBody: '{"id":"WH-1","amount":"1.00"}' });
    expect(await ask()).toEqual([{ state: 'refused', reason: 'signature-wrong', payload: null }]);
    expect(await events()).toEqual([]);
    expect(await database.current.owner('intake_refusals')).toMatchObject([{ reason: 'signature-wrong', refused: 1 }]);
  });

  test.each(['server_error', 'throttle'] as const)(
    'while it answers with %s everything waits, and nothing is lost',
    async (kind) => {
      await arrives();
      await arrives({ id: 'transmission-2' });
      engine.faults.next.push({ kind, path: verifying }, { kind, path: verifying });
      expect(await ask()).toMatchObject([{ state: 'received' }, { state: 'received' }]);
      expect(await ask()).toMatchObject([{ state: 'received' }, { state: 'received' }]);
      await database.current.owner('paypal_transmissions').update({ due_at: new Date() });
      expect(await ask()).toEqual([accepted, accepted]);
      expect(await events()).toHaveLength(1);
    },
  );

  test('while it is away what waits keeps its place', async () => {
    const nobody = connectPaypal({
      clientId: 'a',
      clientSecret: 'b',
      apiBase: 'http://127.0.0.1:9',
      clock: { now: () => now },
    });
    await arrives();
    expect(await decide(undefined, postback(nobody, webhookId, here()))).toMatchObject([{ state: 'received' }]);
    await database.current.owner('paypal_transmissions').update({ due_at: new Date() });
    expect(await ask()).toEqual([accepted]);
  });

  test('a body that had a card number in it is checked here, because its letters are no longer PayPal’s', async () => {
    await arrives({ scrubbed: 1 });
    expect(await ask()).toEqual([accepted]);
    expect(fetched).toHaveLength(1);
  });
});

test('a signer that the root itself vouches for is as good', async () => {
  const direct = leaf(-1, 30, authority);
  pages.set('direct', direct.certificate);
  await arrives({ cert: 'direct', key: direct.key });
  expect(await decide()).toEqual([accepted]);
});

test('a forged delivery does not take the place of the real one', async () => {
  await arrives({ signedBody: 'something else' });
  await decide();
  await arrives();
  expect(await decide()).toMatchObject([{ state: 'refused' }, { state: 'accepted' }]);
  expect(await events()).toHaveLength(1);
});
