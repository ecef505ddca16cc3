import { X509Certificate, verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../index.ts';
import { hashOf } from '../truth/index.ts';
import { createAuthority } from './certificates/authority.ts';
import { PaypalEngine } from './engine.ts';
import { signWebhook } from './sign-webhook.ts';
import { decimal, minorOf } from './wire.ts';

const options = {
  seed: 5,
  suppliers: 40,
  months: 10,
  live: false,
  now: () => new Date('2026-02-10T12:00:00Z'),
  paypal: { webhookId: 'WH-TEST', share: 0.4 },
};
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(options);
  await sandbox.historyDone;
}, 60_000);
afterAll(() => sandbox.stop());

describe('a population of which some pay by PayPal', () => {
  test('is the same for a seed', async () => {
    const again = await startSandbox(options);
    await again.historyDone;
    expect(hashOf(again.truth())).toBe(hashOf(sandbox.truth()));
    expect(again.recording?.paypalWebhooks).toEqual(sandbox.recording?.paypalWebhooks);
    await again.stop();
  }, 60_000);

  test('paid, and its balance is what its movements sum to', () => {
    const { paypal } = sandbox.truth();
    expect(paypal.counts.payment?.completed).toBeGreaterThan(20);
    const sums: Record<string, number> = {};
    for (const { affectsBalance, currency, amountMinor, feeMinor } of sandbox.paypal.kernel.state.movements)
      if (affectsBalance) sums[currency.toLowerCase()] = (sums[currency.toLowerCase()] ?? 0) + amountMinor - feeMinor;
    expect(Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0))).toEqual(paypal.balance);
  });

  test('of everything the ledger says, debits are credits in every currency', () => {
    const totals: Record<string, number> = {};
    for (const byCurrency of Object.values(sandbox.truth().ledger.accounts))
      for (const [currency, amount] of Object.entries(byCurrency)) totals[currency] = (totals[currency] ?? 0) + amount;
    expect(Object.values(totals).every((total) => total === 0)).toBe(true);
  });
});

describe('the door', () => {
  const ask = async (
    path: string,
    { headers, ...init }: { method?: string; body?: string; headers?: Record<string, string> } = {},
  ) => {
    const authorization = 'Bearer A21-sandbox';
    const response = await fetch(`${sandbox.url}/paypal${path}`, {
      ...init,
      headers: { authorization, 'content-type': 'application/json', ...headers },
    });
    const body: { last_refreshed_datetime?: string } = JSON.parse(await response.text());
    return { status: response.status, body };
  };

  test('refuses a report over more than 31 days', async () => {
    const { status } = await ask(
      '/v1/reporting/transactions?start_date=2025-11-01T00:00:00Z&end_date=2025-12-31T00:00:00Z',
    );
    expect(status).toBe(400);
  });

  test('shows no movement before its time has come', async () => {
    const { body } = await ask(
      '/v1/reporting/transactions?start_date=2026-01-20T00:00:00Z&end_date=2026-02-11T00:00:00Z',
    );
    expect(body.last_refreshed_datetime).toBe('2026-02-10T09:00:00+0000');
  });

  test('gives the same refund for the same PayPal-Request-Id', async () => {
    const { payments } = sandbox.paypal.kernel.state;
    const fresh = [...payments.values()].findLast(
      ({ state, refundedMinor }) => state === 'completed' && refundedMinor === 0,
    );
    const order = {
      method: 'POST',
      headers: { 'paypal-request-id': 'once' },
      body: JSON.stringify({ amount: { value: '1.00', currency_code: fresh?.currency } }),
    };
    const first = await ask(`/v2/payments/captures/${fresh?.id}/refund`, order);
    const second = await ask(`/v2/payments/captures/${fresh?.id}/refund`, order);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(fresh?.refundedMinor).toBe(100);
  });
});

test('a plan that cannot be paid is suspended after three tries', () => {
  const engine = new PaypalEngine({ seed: 1, startEpoch: 1_700_000_000, funded: () => false });
  const told: string[] = [];
  engine.onEvent(({ event_type }) => told.push(event_type));
  engine.addProduct({ id: 'WEDSYNC-STARTER', name: 'Starter' });
  const plan = engine.addPlan({
    productId: 'WEDSYNC-STARTER',
    name: 'Starter',
    currency: 'GBP',
    priceMinor: 1_900,
    unit: 'MONTH',
    count: 1,
    trialDays: 0,
    taxPercent: 20,
  });
  engine.subscribe({
    planId: plan.id,
    customId: 'ana',
    payer: { id: 'P', email: 'a@a.example', name: 'A', country: 'GB' },
  });
  engine.advanceTo(1_700_000_000 + 20 * 86_400);
  expect(told.filter((type) => type.endsWith('PAYMENT.FAILED'))).toHaveLength(3);
  expect(told.at(-1)).toBe('BILLING.SUBSCRIPTION.SUSPENDED');
});

test('a delivery is signed over id, time, webhook and the CRC32 of its body, by a certificate that chains to the root', () => {
  const authority = createAuthority();
  const body = '{"id":"WH-1"}';
  const identity = { authority, webhookId: 'WH-ID', certUrl: 'http://127.0.0.1/v1/notifications/certs/x' };
  const headers = signWebhook(body, { id: 'WH-1' }, identity);
  const text = `${headers['paypal-transmission-id']}|${headers['paypal-transmission-time']}|WH-ID|${crc32(body)}`;
  const leaf = new X509Certificate(authority.signer.certificate);
  const signature = Buffer.from(headers['paypal-transmission-sig'] ?? '', 'base64');
  expect(verify('sha256', Buffer.from(text), leaf.publicKey, signature)).toBe(true);
  const [, issuing = ''] = authority.chain.split(/(?=-----BEGIN)/);
  const root = new X509Certificate(authority.root.certificate);
  expect(leaf.verify(new X509Certificate(issuing).publicKey)).toBe(true);
  expect(new X509Certificate(issuing).verify(root.publicKey)).toBe(true);
  expect([leaf.ca, new X509Certificate(issuing).ca, root.ca]).toEqual([false, true, true]);
  expect(leaf.checkHost('messageverificationcerts.paypal.com')).toBe('messageverificationcerts.paypal.com');
});

test.each([
  ['1900', 'JPY', 1_900],
  ['19.00', 'GBP', 1_900],
  ['-0.05', 'EUR', -5],
])('%s %s is %i minor units', (value, currency, minor) => {
  expect(minorOf(value, currency)).toBe(minor);
  expect(decimal(minor, currency)).toBe(value);
});
