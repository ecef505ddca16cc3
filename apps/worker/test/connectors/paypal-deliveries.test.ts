import { createHash, createPrivateKey, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { crc32 } from 'node:zlib';
import { keepPaypalTransmission } from '@wedsync/db/connectors';
import { systemActor } from '@wedsync/domain/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { issue, type Identity } from '../../../sandbox/src/paypal/certificates/issue.ts';
import { createAuthority, type Authority } from '../../../sandbox/src/paypal/index.ts';
import { admitNextDeliveries } from '../../src/connectors/paypal/admit-deliveries.ts';
import { paypalSigners } from '../../src/connectors/paypal/certificates.ts';
import { offline } from '../../src/connectors/paypal/verify.ts';
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

type Delivery = { body: string; id: string; cert: string; key: string; webhook: string; signedBody: string };

async function arrives(over: Partial<Delivery> = {}): Promise<void> {
  const body = over.body ?? '{"id":"WH-1","event_type":"PAYMENT.SALE.COMPLETED","resource":{"id":"S1"}}';
  const id = over.id ?? 'transmission-1';
  const sentAtText = now.toISOString();
  const text = `${id}|${sentAtText}|${over.webhook ?? webhookId}|${crc32(over.signedBody ?? body)}`;
  const kept = {
    transmissionId: id,
    sentAt: now,
    sentAtText,
    signature: sign('sha256', Buffer.from(text), createPrivateKey(over.key ?? authority.signer.key)).toString('base64'),
    certUrl: `${origin}/v1/notifications/certs/${over.cert ?? 'good'}`,
    authAlgo: 'SHA256withRSA',
    bodyCrc32: crc32(body),
    bodySha256: createHash('sha256').update(body).digest('hex'),
    payload: body,
    scrubbedNumbers: 0,
    eventId: 'WH-1',
    eventType: 'PAYMENT.SALE.COMPLETED',
    resourceId: 'S1',
    occurredAt: now,
  };
  await database.current.store.transact(actor, (writer) => keepPaypalTransmission(writer, kept));
}

async function decide(origins = [origin]): Promise<unknown[]> {
  const services = testServices(database.current, { clock: { now: () => now } });
  const verify = offline(paypalSigners({ origins, roots: authority.root.certificate }), webhookId);
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
