import type { SubscriptionRequestParams } from '@wedsync/domain/billing';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeLetters } from '../../src/billing/letters/index.ts';
import { hearOverriddenGuard } from '../../src/billing/subscription-desk/index.ts';
import { eventById } from '@wedsync/db/platform';
import { overrideDeferral } from '@wedsync/db/suppliers';
import { inTransaction, sdk, servicesOf, useRefundWorld, withoutKeys } from './refund-world.ts';
import { askFor, subscribe, subscriptionDeskOf, type Subscribed } from './subscription-world.ts';

const world = useRefundWorld();
const desk = subscriptionDeskOf(world);
const { send, requestOf, runOf, webhookArrives, becomesDue, present } = desk;
const nothing = {};

beforeEach(desk.clear);

const toScale = ({ itemId, prices }: Subscribed): SubscriptionRequestParams['change_plan'] => ({
  itemId,
  priceId: prices['scale'] ?? '',
  planCode: 'scale',
  prorates: true,
  prorateAfter: null,
});
const leaving = { feedback: 'unused', comment: 'Season over' } as const;
const changeTo = (subscription: Subscribed) =>
  askFor(world, subscription, { kind: 'change_plan', params: toScale(subscription) });
const prorationsOf = async ({ customerId }: Subscribed) =>
  (await sdk(world).invoiceItems.list({ customer: customerId })).data;
const balanceOf = async ({ customerId }: Subscribed) => {
  const customer = await sdk(world).customers.retrieve(customerId);
  return 'balance' in customer ? customer.balance : null;
};

describe('each kind takes effect at Stripe, and the webhook closes it', () => {
  test('a change of plan, with the unused time credited', async () => {
    const subscription = await subscribe(world);
    const { id, runId } = await changeTo(subscription);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'pending', next_attempt_at: null });
    expect((await present(subscription)).items.data[0]?.price.unit_amount).toBe(7_900);
    expect(await prorationsOf(subscription)).toHaveLength(2);
    await webhookArrives(subscription);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
    expect(await runOf(runId)).toMatchObject({ state: 'succeeded' });
  });

  test('a cancellation at the end of the period, and its being taken back', async () => {
    const subscription = await subscribe(world);
    await askFor(world, subscription, { kind: 'cancel_at_period_end', params: leaving });
    await send();
    expect(await present(subscription)).toMatchObject({
      cancel_at_period_end: true,
      cancellation_details: { feedback: 'unused', comment: 'Season over' },
    });
    await webhookArrives(subscription);
    await askFor(world, subscription, { kind: 'keep', params: nothing });
    await send();
    expect(await present(subscription)).toMatchObject({ cancel_at_period_end: false, cancel_at: null });
  });

  test('a cancellation now', async () => {
    const subscription = await subscribe(world);
    const { id } = await askFor(world, subscription, { kind: 'cancel_now', params: leaving });
    await send();
    expect((await present(subscription)).status).toBe('canceled');
    await webhookArrives(subscription);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
  });

  test('a pause and its end', async () => {
    const subscription = await subscribe(world);
    const resumesAt = new Date((world.engine.now() + 90 * 86_400) * 1_000).toISOString();
    await askFor(world, subscription, { kind: 'pause', params: { resumesAt } });
    await send();
    const pause = { behavior: 'void', resumes_at: Date.parse(resumesAt) / 1_000 };
    expect((await present(subscription)).pause_collection).toEqual(pause);
    await webhookArrives(subscription);
    await askFor(world, subscription, { kind: 'resume', params: nothing });
    await send();
    expect((await present(subscription)).pause_collection).toBeNull();
  });

  test('a longer trial', async () => {
    const subscription = await subscribe(world, { trialDays: 14 });
    const trialEnd = new Date((world.engine.now() + 30 * 86_400) * 1_000).toISOString();
    await askFor(world, subscription, { kind: 'extend_trial', params: { trialEnd } });
    await send();
    expect(await present(subscription)).toMatchObject({ status: 'trialing', trial_end: Date.parse(trialEnd) / 1_000 });
  });

  test('credit, done at once', async () => {
    const subscription = await subscribe(world);
    const { id } = await credit(subscription);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
    expect(await balanceOf(subscription)).toBe(-1_500);
  });

  test('a discount beside the one that is there', async () => {
    const subscription = await subscribe(world);
    for (const percentOff of [10, 20]) {
      await askFor(world, subscription, { kind: 'coupon', params: { percentOff, months: 3 } });
      await send();
      await webhookArrives(subscription);
    }
    expect((await present(subscription)).discounts).toHaveLength(2);
  });

  test('a win-back code for that customer alone', async () => {
    const subscription = await subscribe(world);
    const { id } = await winBack(subscription);
    await send();
    const { provider_reference: code } = await requestOf(id);
    const found = await sdk(world).promotionCodes.list({ code });
    expect(found.data).toMatchObject([{ active: true, customer: subscription.customerId, max_redemptions: 1 }]);
    const redeem = { customer: subscription.customerId, items: [{ price: subscription.prices['starter'] ?? '' }] };
    const back = await sdk(world).subscriptions.create({
      ...redeem,
      discounts: [{ promotion_code: found.data[0]?.id ?? '' }],
    });
    expect(back.discounts).toHaveLength(1);
    await expect(
      sdk(world).subscriptions.create({ ...redeem, discounts: [{ promotion_code: found.data[0]?.id ?? '' }] }),
    ).rejects.toThrow('cannot be redeemed');
  });
});

const credit = (subscription: Subscribed) =>
  askFor(world, subscription, {
    kind: 'credit',
    params: { description: 'For the trouble' },
    amountMinor: 1_500,
    currency: 'GBP',
    changesSubscription: false,
  });
const winBack = (subscription: Subscribed) =>
  askFor(world, subscription, {
    kind: 'win_back',
    params: { percentOff: 50, months: 3, validUntil: '2026-08-01T00:00:00Z', message: 'We miss you' },
    changesSubscription: false,
  });
const coupon = (subscription: Subscribed) =>
  askFor(world, subscription, { kind: 'coupon', params: { percentOff: 10, months: 3 } });

/** How often each kind shows at Stripe. */
const traces = {
  change: { ask: changeTo, count: async (of: Subscribed) => (await prorationsOf(of)).length / 2 },
  credit: { ask: credit, count: async (of: Subscribed) => -((await balanceOf(of)) ?? 0) / 1_500 },
  coupon: { ask: coupon, count: async (of: Subscribed) => (await present(of)).discounts.length },
  winBack: {
    ask: winBack,
    count: async (of: Subscribed) => (await sdk(world).promotionCodes.list({ customer: of.customerId })).data.length,
  },
} as const;

describe.each(Object.entries(traces))(
  'a worker that dies between the call and its record (%s)',
  (_kind, { ask, count }) => {
    test('has done it once', async () => {
      const subscription = await subscribe(world);
      const { id } = await ask(subscription);
      await expect(send(undefined, desk.dying())).rejects.toThrow('killed');
      expect(await requestOf(id)).toMatchObject({ state: 'sending', attempts: 1 });
      expect(await send()).toBe(0);
      await becomesDue(id);
      await send();
      expect(['pending', 'succeeded']).toContain((await requestOf(id)).state);
      expect(await count(subscription)).toBe(1);
    });

    test('has done it once, also when Stripe has forgotten the key', async () => {
      const subscription = await subscribe(world);
      const { id } = await ask(subscription);
      await expect(send(undefined, desk.dying())).rejects.toThrow('killed');
      await becomesDue(id);
      await send(desk.gateway(withoutKeys()));
      expect(await count(subscription)).toBe(1);
    });
  },
);

describe('an answer that does not come', () => {
  test('is asked for, not repeated, and the webhook may be faster', async () => {
    const subscription = await subscribe(world);
    const { id } = await changeTo(subscription);
    await send(desk.answerLost());
    expect(await requestOf(id)).toMatchObject({ state: 'unknown', error: 'No answer.' });
    await webhookArrives(subscription);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', error: null, next_attempt_at: null });
    expect(await prorationsOf(subscription)).toHaveLength(2);
  });
});

describe('a refusal', () => {
  test('is final, tells why, ends the run, and is a task for whoever asked', async () => {
    const subscription = await subscribe(world);
    const { id, runId } = await changeTo(subscription);
    await sdk(world).subscriptions.cancel(subscription.id);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('canceled') });
    expect(await runOf(runId)).toMatchObject({ state: 'failed' });
    expect(await desk.tasksOf(subscription)).toMatchObject([{ type: 'subscription', owner_id: world.staffId }]);
  });
});

describe('a guarded day at the moment of sending', () => {
  const guardedCancel = (subscription: Subscribed) =>
    askFor(world, subscription, { kind: 'cancel_now', params: leaving, guardedAct: 'cancel' });

  test('puts a cancellation off, although the day was free when it was asked for', async () => {
    const subscription = await subscribe(world, { weddingDates: ['2026-06-11'] });
    const { id } = await guardedCancel(subscription);
    desk.clock.set('2026-06-10T10:00:00Z');
    await send();
    const put = await requestOf(id);
    expect([put.state, put.next_attempt_at.toISOString()]).toEqual(['scheduled', '2026-06-15T09:00:00.000Z']);
    expect((await present(subscription)).status).toBe('active');
    desk.clock.set('2026-06-15T09:00:00Z');
    await becomesDue(id);
    await send();
    expect((await present(subscription)).status).toBe('canceled');
  });

  test('is passed over once a customer success lead has said so', async () => {
    const subscription = await subscribe(world);
    const { id } = await guardedCancel(subscription);
    desk.clock.set('2026-06-13T10:00:00Z');
    await send();
    const deferral = await world.database.current.owner('guard_deferrals').where({ source_id: id }).first();
    const override = { id: deferral.id, reason: 'Asked for', at: desk.clock.now() };
    await inTransaction(world, (writer) => overrideDeferral(writer, override));
    const told = await world.database.current
      .owner('success_events')
      .where({ type: 'guard_deferral.overridden' })
      .max('id')
      .first();
    await inTransaction(world, async (writer) => {
      const event = await eventById(writer, told?.max);
      if (event !== undefined) await hearOverriddenGuard.apply(writer, [event], servicesOf(world));
    });
    await send();
    expect((await present(subscription)).status).toBe('canceled');
  });
});

type Step = 'send' | 'die' | 'lose' | 'hear';

test('whatever is sent, lost, killed and heard in whichever order: one change, one end', async () => {
  const steps: Readonly<Record<Step, (of: Subscribed) => Promise<unknown>>> = {
    send: () => send(),
    die: () => send(undefined, desk.dying()).catch(() => null),
    lose: () => send(desk.answerLost()),
    hear: (of) => webhookArrives(of),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<Step>('send', 'die', 'lose', 'hear'), { maxLength: 6 }),
      async (story) => {
        await desk.clear();
        const subscription = await subscribe(world);
        const { id } = await changeTo(subscription);
        for (const step of [...story, 'send', 'hear'] as const) {
          await becomesDue(id);
          await steps[step](subscription);
        }
        expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
        expect(await prorationsOf(subscription)).toHaveLength(2);
      },
    ),
    { numRuns: 12 },
  );
});

test('a win-back offer becomes a letter with the code, kept back while nobody agreed to marketing', async () => {
  const subscription = await subscribe(world);
  const { owner } = world.database.current;
  await owner('contacts').insert({
    id: `con_${subscription.supplierId}`,
    supplier_id: subscription.supplierId,
    name: 'Mia',
    email: 'mia@example.com',
    is_primary: true,
  });
  const { id } = await winBack(subscription);
  await send();
  const told = await owner('success_events').where({ type: 'win_back.offered', resource_id: id }).first();
  await inTransaction(world, async (writer) => {
    const event = await eventById(writer, told.id);
    const services = { ...servicesOf(world), clock: desk.clock };
    if (event !== undefined) await writeLetters.apply(writer, [event], services);
  });
  const { provider_reference: code } = await requestOf(id);
  const letter = await owner('messages')
    .where({ template: 'win-back-offer', supplier_id: subscription.supplierId })
    .first();
  expect(letter).toMatchObject({
    state: 'suppressed',
    reason: 'They have not agreed to marketing by e-mail.',
    subject: '50 % off if you come back',
  });
  expect(JSON.stringify(letter)).toContain(code);
});
