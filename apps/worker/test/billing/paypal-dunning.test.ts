import { afterAll, beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { PaypalEngine } from '../../../sandbox/src/paypal/index.ts';
import { advanceNextCase } from '../../src/billing/dunning/advance-dunning.ts';
import { paypalCollectionGateway } from '../../src/billing/dunning/paypal-collection-gateway.ts';
import { sendNextRequest } from '../../src/billing/dunning/send-requests.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { testServices } from '../support/index.ts';
import { daySeconds, deliverPaypal, drainPaypal, openPaypalAccount, type PaypalStory } from './a-paypal-story.ts';
import { supplierArrives } from './dunning-world.ts';

const database = useTestDatabase();
const startEpoch = Date.UTC(2026, 5, 1, 10) / 1_000;
/** Everybody's renewal falls on Wednesday 1 July 2026. */
const renewal = 30;
const broke = new Set<string>();
const engine = new PaypalEngine({ seed: 3, startEpoch, funded: ({ customId }) => !broke.has(customId ?? '') });
let story: PaypalStory;
let services: WorkerServices;
const subscriptions: Record<string, string> = {};

beforeAll(async () => {
  story = await openPaypalAccount(engine);
  services = testServices(database.current, { clock: { now: () => new Date(engine.now() * 1_000) } });
  engine.addProduct({ id: 'WEDSYNC-PROFESSIONAL', name: 'Professional' });
  const price = { currency: 'GBP', priceMinor: 4_900, unit: 'MONTH', count: 1, trialDays: 0, taxPercent: 20 } as const;
  const plan = engine.addPlan({ productId: 'WEDSYNC-PROFESSIONAL', name: 'Professional', ...price });
  for (const customId of ['payer', 'stays', 'faithful']) {
    await supplierArrives(database.current.store, customId);
    const payer = { id: `PAYER-${customId}`, email: `${customId}@example.com`, name: customId, country: 'GB' };
    subscriptions[customId] = engine.subscribe({ planId: plan.id, customId, payer });
  }
  await goTo(1);
  broke.add('payer').add('stays');
  await goTo(renewal + 0.1);
}, 60_000);
afterAll(() => story.stop());

/** Time passes, PayPal is heard, and whatever is due is done. */
async function goTo(day: number): Promise<void> {
  engine.advanceTo(startEpoch + Math.round(day * daySeconds));
  await deliverPaypal(database.current.store, story.events);
  await drainPaypal(services, story.paypal);
  while ((await advanceNextCase(services)) > 0);
}
const caseOf = (name: string) =>
  database.current.owner('dunning_cases').where({ subscription_id: subscriptions[name] }).first();
const lettersTo = async (name: string) => {
  const letters: { template: string; state: string; body: string }[] = await database.current
    .owner('messages as m')
    .join('suppliers as s', 's.id', 'm.supplier_id')
    .where({ 's.external_id': name, 'm.channel': 'email' })
    .whereIn('m.template', ['payment-failed', 'payment-reminder', 'account-restricted'])
    .orderBy('m.created_at')
    .select('m.template', 'm.state', 'm.body');
  return letters;
};
const accessOf = async (name: string) =>
  (
    await database.current
      .owner('entitlements as e')
      .join('suppliers as s', 's.id', 'e.supplier_id')
      .where({ 's.external_id': name })
      .first('e.access')
  )?.access;

test('a renewal that PayPal could not take opens one case over what was to be paid, and writes once', async () => {
  expect(await caseOf('payer')).toMatchObject({
    provider: 'paypal',
    state: 'open',
    amount_minor: 5_880,
    decline_class: 'funds',
    decline_code: 'PAYER_CANNOT_PAY',
    stage: 'notice',
    next_stage: 'reminder',
    attempt_count: 1,
  });
  expect((await caseOf('payer')).next_attempt_at.getTime()).toBe((startEpoch + (renewal + 5) * daySeconds) * 1_000);
  const [letter, ...more] = await lettersTo('payer');
  expect([letter?.template, more]).toEqual(['payment-failed', []]);
  expect(letter?.body).toContain('£58.80');
  expect(await caseOf('faithful')).toBeUndefined();
});

test('the instant PayPal’s next try brings the money, everything stops, though the subscription tells of it before the payment', async () => {
  broke.delete('payer');
  engine.advanceTo(startEpoch + (renewal + 5.1) * daySeconds);
  const { id, planId } = engine.subscription(subscriptions.payer ?? '') ?? { id: '', planId: '' };
  engine.revise(id, planId);
  const revised = story.events.filter(({ event_type }) => event_type === 'BILLING.SUBSCRIPTION.UPDATED');
  await deliverPaypal(database.current.store, revised);
  await drainPaypal(services, story.paypal);
  expect(await caseOf('payer')).toMatchObject({ state: 'recovered', amount_minor: 5_880 });
  await goTo(renewal + 5.1);
  expect(await caseOf('payer')).toMatchObject({ state: 'recovered', next_step_at: null, next_stage: null });
  expect((await lettersTo('payer')).filter(({ state }) => state === 'scheduled')).toEqual([]);
});

test('another failure is the same case, further along', async () => {
  await goTo(renewal + 6.1);
  expect(await caseOf('stays')).toMatchObject({ state: 'open', attempt_count: 2, stage: 'reminder' });
  expect(await database.current.owner('dunning_cases').where({ subscription_id: subscriptions.stays })).toHaveLength(1);
});

test('suspended by PayPal is still owed: access goes on the plan’s own days', async () => {
  await goTo(renewal + 12);
  expect(engine.subscription(subscriptions.stays ?? '')?.status).toBe('SUSPENDED');
  expect(await accessOf('stays')).toBe('full');
  await goTo(renewal + 14.1);
  expect(await caseOf('stays')).toMatchObject({ stage: 'restrict', access: 'read_only' });
  expect(await accessOf('stays')).toBe('read_only');
  expect((await lettersTo('stays')).map(({ template }) => template)).toEqual([
    'payment-failed',
    'payment-reminder',
    'account-restricted',
  ]);
});

test('after thirty days the subscription is ended at PayPal', async () => {
  await goTo(renewal + 22.1);
  await goTo(renewal + 33.1);
  expect(await caseOf('stays')).toMatchObject({ state: 'lost', stage: 'cancel' });
  const gateway = paypalCollectionGateway(story.paypal.client);
  expect(await sendNextRequest(services, gateway, 'stripe')).toBe(0);
  expect(await sendNextRequest(services, gateway, 'paypal')).toBe(1);
  expect(engine.subscription(subscriptions.stays ?? '')?.status).toBe('CANCELLED');
  await goTo(renewal + 33.2);
  expect(await accessOf('stays')).toBe('none');
});
