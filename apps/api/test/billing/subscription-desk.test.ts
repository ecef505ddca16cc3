import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  addCatalogue,
  addSubscription,
  type SubscriptionFixture,
  type SubscriptionOptions,
} from '../../../../packages/db/test/billing/a-subscription.ts';
import { access } from '../../src/access/index.ts';
import { billing } from '../../src/billing/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, suppliers, billing] });
const owner = () => app.database.current.owner;
const monday = '2026-06-08T10:00:00Z';
const saturday = '2026-06-13T10:00:00Z';

beforeAll(() => addCatalogue(owner()));

/** A month from 1 June at £49.00, fully paid for. */
async function subscribed(over: SubscriptionOptions = {}): Promise<SubscriptionFixture> {
  const fixture = await addSubscription(owner(), {
    periodStart: new Date('2026-06-01T10:00:00Z'),
    periodEnd: new Date('2026-07-01T10:00:00Z'),
    ...over,
  });
  await owner()('subscriptions').where({ id: fixture.id }).update({ net_mrr_minor: 4_900, gross_mrr_minor: 4_900 });
  return fixture;
}

async function on(day: string, roles: readonly string[] = ['cs_manager']): Promise<Browser & { staffId: string }> {
  app.clock.set(day);
  return signedIn(app, { roles });
}

type More = { readonly previewToken?: string; readonly key?: string };
const act = (browser: Browser, { id }: SubscriptionFixture, verb: string, input: object, more: More = {}) =>
  browser.post(
    `/subscriptions/${id}/actions/${verb}`,
    { input, reason: 'Asked on the telephone', previewToken: more.previewToken },
    { 'idempotency-key': more.key ?? randomUUID() },
  );
const preview = async (browser: Browser, { id }: SubscriptionFixture, verb: string, input: object) => {
  const { body } = await browser.post(`/subscriptions/${id}/actions/${verb}/preview`, { input });
  const said = Object.fromEntries((body.lines ?? []).map(({ label, value }: Record<string, string>) => [label, value]));
  return { ...body, said };
};
const requestsOf = ({ id }: SubscriptionFixture) =>
  owner()('subscription_requests').where({ subscription_id: id }).orderBy('created_at');
const codeOf = (answer: { status: number; body: { code?: string } }) => [answer.status, answer.body.code];

const scale = { planCode: 'scale', interval: 'month' };
const leave = { when: 'now', feedback: 'unused' };

describe('changing the plan', () => {
  test('shows what is given back and what is charged for the rest of the period', async () => {
    const [lead, subscription] = [await on('2026-06-16T10:00:00Z'), await subscribed()];
    const { said, approval } = await preview(lead, subscription, 'change-plan', scale);
    expect(said).toMatchObject({
      From: 'Professional, £49.00 a month',
      To: 'Scale, £79.00 a month',
      'Unused time given back': '£24.50',
      'Rest of the period': '£39.50',
      'On the next invoice, before tax': '£15.00',
    });
    expect(approval).toBeNull();
  });

  test('to a yearly price starts a new period, charged now', async () => {
    const [lead, subscription] = [await on('2026-06-16T10:00:00Z'), await subscribed()];
    const { said } = await preview(lead, subscription, 'change-plan', { planCode: 'professional', interval: 'year' });
    expect(said).toMatchObject({ 'New period': '£490.00', 'Charged now, before tax': '£465.50' });
  });

  test('becomes a request for the worker, on the timeline and in the list', async () => {
    const [lead, subscription] = [await on(monday), await subscribed()];
    const { status, body } = await act(lead, subscription, 'change-plan', scale);
    expect([status, body.run.state]).toEqual([200, 'running']);
    const id = body.run.result.subscriptionRequestId;
    expect(await requestsOf(subscription)).toMatchObject([
      { id, kind: 'change_plan', state: 'queued', params: { priceId: 'price_scale_month_GBP', prorates: true } },
    ]);
    expect((await lead.get(`/subscription-requests/${id}`)).body).toMatchObject({
      title: 'Change from Professional to Scale',
      state: 'queued',
      attempts: 0,
    });
    expect(await owner()('timeline_entries').where({ source_id: `${id}:queued` })).toMatchObject([
      { title: 'Change from Professional to Scale', kind: 'subscription' },
    ]);
  });

  test('at the end of the period waits until shortly before it, without giving anything back', async () => {
    const [lead, subscription] = [await on(monday), await subscribed()];
    const starter = { planCode: 'starter', interval: 'month', when: 'period_end' };
    await act(lead, subscription, 'change-plan', starter);
    const [request] = await requestsOf(subscription);
    expect(request).toMatchObject({ state: 'scheduled', params: { prorates: false } });
    expect(request.next_attempt_at.toISOString()).toBe('2026-07-01T09:00:00.000Z');
  });

  test('that gives back more than the role may concede waits for a second person', async () => {
    const support = await on('2026-06-02T10:00:00Z', ['support']);
    const subscription = await subscribed({ planCode: 'enterprise', unitAmountMinor: 14_900 });
    await owner()('subscriptions')
      .where({ id: subscription.id })
      .update({ net_mrr_minor: 14_900, gross_mrr_minor: 14_900 });
    const { body } = await act(support, subscription, 'change-plan', { planCode: 'starter', interval: 'month' });
    expect(body.run.state).toBe('awaiting_approval');
    expect(await requestsOf(subscription)).toEqual([]);
  });

  test('so does a pause that waives more than the role may concede', async () => {
    const support = await on('2026-06-02T10:00:00Z', ['support']);
    const subscription = await subscribed();
    await owner()('subscriptions').where({ id: subscription.id }).update({ net_mrr_minor: 4_900 });
    const waiting = await act(support, subscription, 'pause', { resumesOn: '2026-11-01' });
    expect(waiting.body.run.state).toBe('awaiting_approval');
    expect(await requestsOf(subscription)).toEqual([]);
  });

  test.each([
    ['the plan it has', { planCode: 'professional', interval: 'month' }, {}],
    ['what is not sold', { ...scale, interval: 'week' }, {}],
  ])('to %s is refused', async (_what, input) => {
    const [lead, subscription] = [await on(monday), await subscribed()];
    expect((await act(lead, subscription, 'change-plan', input)).status).toBe(400);
  });
});

describe('a guarded day', () => {
  test.each([
    ['cancel', leave],
    ['change-plan', { planCode: 'starter', interval: 'month' }],
  ])('puts %s off until Monday morning, on record', async (verb, input) => {
    const [lead, subscription] = [await on(saturday), await subscribed()];
    expect((await preview(lead, subscription, verb, input)).said['Put off until']).toBe('2026-06-15T09:00:00.000Z');
    await act(lead, subscription, verb, input);
    const [request] = await requestsOf(subscription);
    expect(request).toMatchObject({ state: 'scheduled' });
    expect(request.next_attempt_at.toISOString()).toBe('2026-06-15T09:00:00.000Z');
    expect(await owner()('guard_deferrals').where({ source_id: request.id })).toMatchObject([
      { guard: 'saturday', source: 'subscription-desk', supplier_id: subscription.supplierId },
    ]);
  });

  test('does not hold back an upgrade', async () => {
    const [lead, subscription] = [await on(saturday), await subscribed()];
    await act(lead, subscription, 'change-plan', scale);
    expect(await requestsOf(subscription)).toMatchObject([{ state: 'queued' }]);
  });

  test('is overridden by a customer success lead and by nobody else', async () => {
    const subscription = await subscribed({ weddingDates: ['2026-06-09'] });
    const despite = { ...leave, despiteGuard: true };
    expect((await act(await on(monday, ['finance']), subscription, 'cancel', despite)).status).toBe(403);
    expect((await act(await on(monday), subscription, 'cancel', despite)).status).toBe(200);
    expect(await requestsOf(subscription)).toMatchObject([{ state: 'queued', lowers: true }]);
  });
});

describe('one change at a time', () => {
  test('two clicks with one key make one request', async () => {
    const [lead, subscription, key] = [await on(monday), await subscribed(), randomUUID()];
    const answers = await Promise.all([
      act(lead, subscription, 'pause', { resumesOn: '2026-09-01' }, { key }),
      act(lead, subscription, 'pause', { resumesOn: '2026-09-01' }, { key }),
    ]);
    expect(new Set(answers.map(({ body }) => body.run.id)).size).toBe(1);
    expect(await requestsOf(subscription)).toHaveLength(1);
  });

  test('two people at once: one asks, the other is told what is under way', async () => {
    const subscription = await subscribed();
    const [one, two] = [await on(monday), await on(monday, ['finance'])];
    const answers = await Promise.all([
      act(one, subscription, 'cancel', leave),
      act(two, subscription, 'change-plan', scale),
    ]);
    expect(answers.map(codeOf).sort()).toEqual([
      [200, undefined],
      [409, 'change-under-way'],
    ]);
    expect(await requestsOf(subscription)).toHaveLength(1);
  });

  test('a preview that is out of date confirms nothing', async () => {
    const [lead, subscription] = [await on(monday), await subscribed()];
    const { token } = await preview(lead, subscription, 'change-plan', scale);
    await owner()('subscriptions')
      .where({ id: subscription.id })
      .update({ period_end: new Date('2026-06-20T00:00:00Z') });
    expect((await act(lead, subscription, 'change-plan', scale, { previewToken: token })).status).toBe(409);
    expect(await requestsOf(subscription)).toEqual([]);
  });

  test('what waits can be withdrawn, and then something else be asked', async () => {
    const [lead, subscription] = [await on(monday), await subscribed()];
    const { body } = await act(lead, subscription, 'change-plan', { ...scale, when: 'period_end' });
    const path = `/subscription-requests/${body.run.result.subscriptionRequestId}/actions/withdraw`;
    const withdraw = () =>
      lead.post(path, { input: {}, reason: 'Changed their mind' }, { 'idempotency-key': randomUUID() });
    expect([(await withdraw()).status, (await withdraw()).status]).toEqual([200, 400]);
    expect((await act(lead, subscription, 'pause', { resumesOn: '2026-09-01' })).status).toBe(200);
    expect(await owner()('action_runs').where({ id: body.run.id }).first()).toMatchObject({ state: 'failed' });
  });

  test('a month off a bill for a year is worth what it takes off the year', async () => {
    const [csm, subscription] = [await on(monday, ['csm']), await subscribed()];
    await owner()('suppliers').where({ id: subscription.supplierId }).update({ owner_id: csm.staffId });
    await owner()('subscriptions').where({ id: subscription.id }).update({ billing_interval: 'year' });
    const price = { interval: 'year', unit_amount_minor: 58_800 };
    await owner()('subscription_items').where({ subscription_id: subscription.id }).update(price);
    const { said, approval } = await preview(csm, subscription, 'apply-coupon', { percentOff: 50, months: 1 });
    expect(said['Given away']).toBe('£294.00');
    expect(approval).toMatchObject({ permission: 'subscriptions:approve' });
  });

  test('of different kinds asked for at the same moment do not both pass as the last under the limit', async () => {
    const csm = await on(monday, ['csm']);
    const supplied = await Promise.all(Array.from({ length: 8 }, () => subscribed()));
    for (const { supplierId } of supplied)
      await owner()('suppliers').where({ id: supplierId }).update({ owner_id: csm.staffId });
    const verbs = ['credit', 'apply-coupon'] as const;
    const inputs = {
      credit: { amountMinor: 4_900, description: 'Once' },
      'apply-coupon': { percentOff: 100, months: 1 },
    };
    const answers = await Promise.all(
      supplied.map((subscription, index) => {
        const verb = verbs[index % 2] ?? 'credit';
        return act(csm, subscription, verb, inputs[verb]);
      }),
    );
    const alone = answers.filter(({ body }) => body.run.state === 'running');
    // 250.00 a day: five times 49.00 and no sixth.
    expect(alone).toHaveLength(5);
  });

  test('credit goes along with a change that waits', async () => {
    const [lead, subscription] = [await on(monday), await subscribed()];
    await act(lead, subscription, 'change-plan', { ...scale, when: 'period_end' });
    const answer = await act(lead, subscription, 'credit', { amountMinor: 1_000, description: 'For the trouble' });
    expect(answer.status).toBe(200);
  });
});

describe('money given away', () => {
  test('counts across its kinds towards the day’s limit', async () => {
    const csm = await on(monday, ['support_lead']);
    const [one, two] = [await subscribed(), await subscribed()];
    expect((await act(csm, one, 'credit', { amountMinor: 50_000, description: 'Once' })).body.run.state).toBe(
      'running',
    );
    await owner()('suppliers').where({ id: two.supplierId }).update({ region: 'london' });
    const coupon = { percentOff: 100, months: 12 };
    expect((await preview(csm, two, 'apply-coupon', coupon)).approval).toMatchObject({
      permission: 'subscriptions:approve',
      why: 'It is worth more than the limit for one concession.',
    });
    const support = await on(monday, ['support']);
    await act(support, one, 'credit', { amountMinor: 2_500, description: 'Once' });
    expect((await preview(support, one, 'apply-coupon', { percentOff: 10, months: 1 })).approval).toMatchObject({
      why: 'With the last 24 hours it passes the limit for one supplier.',
    });
  });

  test('in several currencies counts together towards the day’s limit, at the house’s rates', async () => {
    const csm = await on(monday, ['csm']);
    await owner()('fx_rates').insert(
      [
        ['EUR', 1, 0.85],
        ['USD', 1.17, 0.75],
      ].map(([currency, per_euro, gbp_per_unit]) => ({
        day: '2026-06-05',
        source: 'test',
        currency,
        per_euro,
        gbp_per_unit,
      })),
    );
    const credit = async (currency: string, amountMinor: number) => {
      const given = await subscribed();
      await owner()('suppliers').where({ id: given.supplierId }).update({ owner_id: csm.staffId });
      for (const table of ['subscriptions', 'subscription_items', 'customers'])
        await owner()(table).where({ supplier_id: given.supplierId }).update({ currency });
      return (await act(csm, given, 'credit', { amountMinor, description: 'Once' })).body.run.state;
    };
    // 4 x 50.00 GBP, then 42.50 and 7.50: exactly the 250.00 of a day.
    for (let round = 0; round < 4; round += 1) expect(await credit('GBP', 5_000)).toBe('running');
    expect(await credit('EUR', 5_000)).toBe('running');
    expect(await credit('USD', 1_000)).toBe('running');
    expect(await credit('USD', 100)).toBe('awaiting_approval');
  });

  test('a trial is extended by days that have a price', async () => {
    const lead = await on(monday);
    const trial = await subscribed({ status: 'trialing', trialEnd: new Date('2026-06-12T23:00:00Z') });
    const { said } = await preview(lead, trial, 'extend-trial', { endsOn: '2026-06-26' });
    expect(said).toMatchObject({ 'Longer by': '14 days', 'Worth at list price': '£22.55' });
    expect((await act(lead, trial, 'extend-trial', { endsOn: '2026-06-10' })).body.errors).toHaveProperty('endsOn');
  });
});

describe('actions that make no sense', () => {
  test('are shown with the reason', async () => {
    const [lead, subscription] = [await on(monday), await subscribed()];
    const actions = (await lead.get(`/subscriptions/${subscription.id}/actions`)).body;
    const of = (verb: string) => actions.find((action: { verb: string }) => action.verb === verb);
    expect(of('keep')).toMatchObject({ allowed: false, why: 'No cancellation is scheduled.' });
    expect(of('resume')).toMatchObject({ allowed: false, why: 'It is not paused.' });
    expect(of('change-plan')).toMatchObject({ allowed: true });
  });

  test('nothing can be asked of a subscription that has ended but an offer to come back', async () => {
    const [lead, subscription] = [await on(monday), await subscribed({ status: 'canceled' })];
    expect(codeOf(await act(lead, subscription, 'cancel', leave))).toEqual([409, 'subscription-not-changeable']);
    const offer = { percentOff: 50, months: 3, validUntil: '2026-07-31', message: 'We miss you' };
    expect((await act(lead, subscription, 'win-back', offer)).status).toBe(200);
  });
});

test('an invoice is sent again by the worker', async () => {
  const [support, subscription] = [await on(monday, ['support']), await subscribed()];
  const invoice = await owner()('invoices').where({ subscription_id: subscription.id }).first();
  const { body } = await support.post(
    `/invoices/${invoice.id}/actions/resend`,
    { input: {} },
    { 'idempotency-key': randomUUID() },
  );
  expect(body.run.state).toBe('running');
  expect(await owner()('subscription_requests').where({ invoice_id: invoice.id })).toMatchObject([
    { kind: 'resend_invoice' },
  ]);
});
