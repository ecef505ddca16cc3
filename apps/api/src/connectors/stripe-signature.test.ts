import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { verifyStripeSignature } from './stripe-signature.ts';

const body = '{"id":"evt_1","object":"event"}';
const now = new Date('2026-06-10T09:00:00Z');
const seconds = now.getTime() / 1_000;

function header(secret: string, timestamp = seconds): string {
  return Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
}

const verdict = (given: string | undefined, secrets = ['whsec_a'], text = body) =>
  verifyStripeSignature(given, Buffer.from(text), secrets, now);

describe('a Stripe signature', () => {
  test("made by Stripe's own library is accepted", () => expect(verdict(header('whsec_a'))).toEqual({ ok: true }));
  test('made with the secret that is being retired is accepted', () =>
    expect(verdict(header('whsec_old'), ['whsec_new', 'whsec_old'])).toEqual({ ok: true }));
  test('made with another secret is refused', () =>
    expect(verdict(header('whsec_b'))).toEqual({ ok: false, reason: 'signature-wrong' }));
  test('over another body is refused', () =>
    expect(verdict(header('whsec_a'), ['whsec_a'], `${body} `)).toEqual({ ok: false, reason: 'signature-wrong' }));
  test('older than five minutes is refused', () =>
    expect(verdict(header('whsec_a', seconds - 301))).toEqual({ ok: false, reason: 'timestamp-stale' }));
  test('exactly five minutes old is accepted', () =>
    expect(verdict(header('whsec_a', seconds - 300))).toEqual({ ok: true }));
  test.each([undefined, '', 't=,v1=', 'v1=abc', `t=${seconds}`, `t=${seconds},v1=zz`, 't=1,t=2', '=,=,='])(
    'that is malformed (%s) is refused',
    (given) => {
      expect(verdict(given)).toEqual({ ok: false, reason: 'signature-missing' });
    },
  );
  test('of an older scheme counts for nothing', () =>
    expect(verdict(header('whsec_a').replace('v1=', 'v0='))).toEqual({ ok: false, reason: 'signature-missing' }));
});
