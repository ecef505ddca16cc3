import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hashOf, startSandbox } from './index.ts';
import type { Sandbox, SandboxOptions, Truth } from './index.ts';

const now = new Date('2026-02-10T12:00:00Z');
const small: SandboxOptions = { seed: 11, suppliers: 30, months: 9, live: false, now: () => now };

async function played(options: SandboxOptions = small): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  await sandbox.historyDone;
  return sandbox;
}

async function truthOf(options: SandboxOptions): Promise<Truth> {
  const sandbox = await played(options);
  const truth = sandbox.truth();
  await sandbox.stop();
  return truth;
}

describe('a small world', () => {
  let sandbox: Sandbox;
  let truth: Truth;

  beforeAll(async () => {
    sandbox = await played();
    truth = sandbox.truth();
  }, 60_000);

  afterAll(() => sandbox.stop());

  test('everybody signs up and some pay', () => {
    expect(truth.suppliers).toHaveLength(30);
    expect(truth.suppliers.filter(({ stage }) => stage === 'paying').length).toBeGreaterThan(5);
    expect(sandbox.recording?.suppliers.size).toBe(30);
  });

  test('the same seed is the same world, another seed another', async () => {
    expect(hashOf(await truthOf(small))).toBe(hashOf(truth));
    expect(hashOf(await truthOf({ ...small, seed: 12 }))).not.toBe(hashOf(truth));
  }, 60_000);

  test('every true hazard is a probability strictly between 0 and 1', () => {
    expect(truth.hazards.length).toBeGreaterThan(20);
    expect(truth.hazards.every(({ hazard }) => hazard > 0 && hazard < 1)).toBe(true);
  });

  test('every failed charge says why', () => {
    const charge = z.object({ status: z.string(), outcome: z.object({ reason: z.string().nullable() }) });
    const failed = sandbox.engine.store
      .list('charge')
      .map((stored) => charge.parse(stored))
      .filter(({ status }) => status === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ outcome }) => outcome.reason)).toBe(true);
  });

  test('the expected journal balances in every currency', () => {
    const sums: Record<string, number> = {};
    for (const byCurrency of Object.values(truth.ledger.accounts)) {
      for (const [currency, amount] of Object.entries(byCurrency)) sums[currency] = (sums[currency] ?? 0) + amount;
    }
    expect(Object.keys(sums)).toContain('gbp');
    expect(Object.values(sums).every((sum) => sum === 0)).toBe(true);
  });

  test('the clearing account is the balance at Stripe', () => {
    for (const [currency, buckets] of Object.entries(truth.stripe.balance)) {
      const balance = (buckets.available ?? 0) + (buckets.pending ?? 0);
      expect([currency, truth.ledger.accounts['clearing:stripe']?.[currency] ?? 0]).toEqual([currency, balance]);
    }
  });

  test('the bank has what was paid out, and the rest of it is on its way', () => {
    expect(truth.ledger.accounts.bank).toEqual(truth.stripe.payouts.paid);
    expect(nonZero(truth.ledger.accounts.in_transit)).toEqual(truth.stripe.payouts.in_transit ?? {});
  });

  test('what is owed is what the open invoices say', () => {
    const invoice = z.object({ status: z.string(), currency: z.string(), amount_remaining: z.number() });
    const open: Record<string, number> = {};
    for (const stored of sandbox.engine.store.list('invoice')) {
      const { status, currency, amount_remaining } = invoice.parse(stored);
      if (status === 'open') open[currency] = (open[currency] ?? 0) + amount_remaining;
    }
    expect(nonZero(truth.ledger.accounts.ar)).toEqual(open);
  });

  test('all MRR movements together are the MRR now', () => {
    const sums: Record<string, number> = {};
    for (const byCurrency of Object.values(truth.mrr.movementTwelfths)) {
      for (const [currency, types] of Object.entries(byCurrency)) {
        sums[currency] = Object.values(types).reduce((sum, change) => sum + change, sums[currency] ?? 0);
      }
    }
    expect(nonZero(sums)).toEqual(truth.mrr.nowTwelfths);
  });

  test('MRR remembered from events is MRR read from the subscriptions now', () => {
    expect(truth.mrr.nowTwelfths).toEqual(mrrOfStore(sandbox));
  });

  test('product events happen after signing up and have ids of their own', () => {
    const events = sandbox.recording?.productEvents ?? [];
    expect(events.length).toBeGreaterThan(500);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const signedUp = new Map(
      [...(sandbox.recording?.suppliers.values() ?? [])].map((row) => [row.externalId, row.signedUpAt]),
    );
    expect(events.every((event) => event.occurredAt >= (signedUp.get(event.supplierExternalId) ?? 'never'))).toBe(true);
  });

  test('nothing of the history is later than the present', () => {
    expect(sandbox.engine.now()).toBe(now.getTime() / 1_000);
    expect(sandbox.recording?.productEvents.every(({ occurredAt }) => occurredAt <= now.toISOString())).toBe(true);
  });

  test('every page answers', async () => {
    for (const path of [
      '/',
      '/mail',
      '/slack',
      '/sms',
      '/marketing',
      '/stripe-events',
      '/faults',
      '/truth',
      '/progress',
    ]) {
      const response = await fetch(sandbox.url + path, { headers: { accept: 'text/html' } });
      expect([path, response.status]).toEqual([path, 200]);
    }
  });

  test('a fault set by PUT is shown, and a senseless one refused by name', async () => {
    const put = (body: unknown) =>
      fetch(`${sandbox.url}/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect(await (await put({ mail: { bounceRate: 0.5 } })).json()).toMatchObject({ mail: { bounceRate: 0.5 } });
    const refused = await put({ mail: { bounceRate: 7 } });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('mail.bounceRate')]);
    await put({ mail: { bounceRate: 0 } });
  });
});

test('a kept world continues where it was, without replaying', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const options = { ...small, suppliers: 12, months: 4, dataDir };
  const first = await played(options);
  const before = hashOf(first.truth());
  await first.stop();
  const second = await played(options);
  expect(second.recording?.webhooks).toHaveLength(0);
  expect(hashOf(second.truth())).toBe(before);
  await second.stop();
  await rm(dataDir, { recursive: true });
}, 30_000);

test('stopped in the middle and started again, the world ends as if it had never stopped', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const options = { ...small, suppliers: 12, months: 4 };
  const interrupted = await startSandbox({ ...options, dataDir });
  await interrupted.stop();
  const resumed = await played({ ...options, dataDir });
  expect(hashOf(resumed.truth())).toBe(hashOf(await truthOf(options)));
  await resumed.stop();
  await rm(dataDir, { recursive: true });
}, 30_000);

test('what was set to go wrong still goes wrong after a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const options = { ...small, suppliers: 5, months: 3, dataDir };
  const first = await played(options);
  const next = [{ kind: 'server_error', pathPrefix: '/v1/refunds' } as const];
  first.faults.apply({
    stripe: { throttleRate: 0.25, next },
    mail: { bounceAddresses: ['@nowhere.example'] },
    sms: { failNext: 3 },
  });
  first.faults.takeSmsFailure();
  await first.stop();
  const second = await startSandbox(options);
  expect(second.faults.state).toMatchObject({
    stripe: { throttleRate: 0.25, next, injected: { throttle: 0 } },
    mail: { bounceRate: 0, bounceAddresses: ['@nowhere.example'] },
    sms: { failNext: 2 },
  });
  expect(second.faults.bounces('rose@nowhere.example')).toBe(true);
  await second.stop();
  await rm(dataDir, { recursive: true });
}, 30_000);

test('in real time features are used every few seconds', async () => {
  const begin = Date.now();
  // A minute passes in a second.
  const hurried = () => new Date(now.getTime() + (Date.now() - begin) * 60);
  const sandbox = await startSandbox({ ...small, suppliers: 12, months: 4, live: true, now: hurried });
  await sandbox.historyDone;
  const before = sandbox.progress().productEventsSent;
  await new Promise((resolve) => setTimeout(resolve, 3_200));
  expect(sandbox.progress()).toMatchObject({ phase: 'live', percent: 100 });
  expect(sandbox.progress().productEventsSent - before).toBeGreaterThan(5);
  await sandbox.stop();
}, 30_000);

function nonZero(sums: Record<string, number> = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}

const amount = z.number();
const subscriptionShape = z.object({
  id: z.string(),
  status: z.string(),
  currency: z.string(),
  pause_collection: z.unknown(),
  discounts: z.array(z.string()),
  items: z.object({
    data: z
      .array(z.object({ price: z.object({ unit_amount: amount, recurring: z.object({ interval: z.string() }) }) }))
      .length(1),
  }),
});

/** Straight from the objects, by other means than the truth: one item, percent coupons, months and years. */
function mrrOfStore({ engine }: Sandbox): Record<string, number> {
  const paid = new Set(
    engine.store.list('invoice').flatMap((stored) => {
      const shape = z.object({
        status: z.string(),
        total: amount,
        parent: z.object({ subscription_details: z.object({ subscription: z.string() }) }).nullable(),
      });
      const { status, total, parent } = shape.parse(stored);
      return status === 'paid' && total > 0 && parent ? [parent.subscription_details.subscription] : [];
    }),
  );
  const sums: Record<string, number> = {};
  for (const stored of engine.store.list('subscription')) {
    const subscription = subscriptionShape.parse(stored);
    if (
      !paid.has(subscription.id) ||
      !['active', 'past_due'].includes(subscription.status) ||
      subscription.pause_collection
    )
      continue;
    const [item] = subscription.items.data;
    if (!item) continue;
    const percentOff = subscription.discounts.reduce((sum, id) => sum + lastingPercentOff(engine, id), 0);
    const twelfths =
      (item.price.unit_amount * (item.price.recurring.interval === 'year' ? 1 : 12) * (100 - percentOff)) / 100;
    sums[subscription.currency] = (sums[subscription.currency] ?? 0) + Math.round(twelfths);
  }
  return sums;
}

function lastingPercentOff(engine: Sandbox['engine'], id: string): number {
  const discount = z
    .object({ end: z.number().nullable(), source: z.object({ coupon: z.string() }) })
    .parse(engine.store.get(id));
  const coupon = z
    .object({ duration: z.string(), percent_off: z.number() })
    .parse(engine.store.get(discount.source.coupon));
  const over = coupon.duration === 'once' || (discount.end !== null && discount.end <= engine.now());
  return over ? 0 : coupon.percent_off;
}
