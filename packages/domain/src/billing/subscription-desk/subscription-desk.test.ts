import { describe, expect, test } from 'vitest';
import {
  decideCancellation,
  decideCoupon,
  decideCredit,
  decideKeep,
  decidePause,
  decidePlanChange,
  decideResume,
  decideTrial,
  decideWinBack,
  type SubscriptionFacts,
} from './index.ts';

const now = new Date('2026-06-16T00:00:00Z');
const facts = (over: Partial<SubscriptionFacts> = {}): SubscriptionFacts => ({
  id: 'sub_1',
  provider: 'stripe',
  customerId: 'cus_1',
  status: 'active',
  currency: 'GBP',
  planCode: 'professional',
  planName: 'Professional',
  planRank: 2,
  item: { id: 'si_1', priceId: 'price_pro', unitAmountMinor: 4_900, quantity: 1, interval: 'month' },
  itemCount: 1,
  periodStart: new Date('2026-06-01T00:00:00Z'),
  periodEnd: new Date('2026-07-01T00:00:00Z'),
  trialEnd: null,
  cancelAt: null,
  cancelAtPeriodEnd: false,
  paused: false,
  pauseResumesAt: null,
  netMrrMinor: 4_900,
  grossMrrMinor: 4_900,
  balanceMinor: 0,
  openRequest: null,
  guarded: null,
  ...over,
});
const starter = { priceId: 'price_starter', unitAmountMinor: 1_900, planName: 'Starter', rank: 1 };
const scale = { priceId: 'price_scale', unitAmountMinor: 7_900, planName: 'Scale', rank: 3 };
const change = (
  over: Partial<SubscriptionFacts>,
  price: typeof scale | undefined,
  when: 'now' | 'period_end' = 'now',
) => decidePlanChange(facts(over), { planCode: 'scale', interval: 'month', when, despiteGuard: false }, price, now);
const leave = { feedback: 'unused', despiteGuard: false } as const;

describe('a change of plan', () => {
  test('down is guarded and gives money away, up is neither', () => {
    expect(change({}, starter)).toMatchObject({ guardedAct: 'downgrade', conceded: { amountMinor: 1_500 } });
    expect(change({}, scale)).toMatchObject({ guardedAct: null, conceded: null });
  });

  test('in a trial shares out nothing', () => {
    expect(change({ status: 'trialing' }, starter)).toMatchObject({ conceded: null, params: { prorates: false } });
  });

  test('at the end of the period happens an hour before it, or now when that has passed', () => {
    expect(change({}, starter, 'period_end').notBefore).toEqual(new Date('2026-06-30T23:00:00Z'));
    const late = change({ periodEnd: new Date('2026-06-16T00:30:00Z') }, starter, 'period_end');
    expect(late.notBefore).toEqual(now);
  });

  test.each([
    ['to what is not sold', {}, undefined],
    ['to the same price', {}, { ...scale, priceId: 'price_pro' }],
    ['while it is going to end', { cancelAtPeriodEnd: true }, scale],
    ['after it ended', { status: 'canceled' as const }, scale],
    ['at another provider', { provider: 'paypal' }, scale],
    ['while another change is under way', { openRequest: { title: 'Pause', state: 'queued' as const } }, scale],
    ['before the first payment', { status: 'incomplete' as const }, scale],
  ])('%s is refused', (_why, over, price) => {
    expect(() => change(over, price)).toThrow();
  });
});

describe('an end', () => {
  test('now is guarded; at the end of the period the guard keeps the access instead', () => {
    expect(decideCancellation(facts(), { ...leave, when: 'now' }).guardedAct).toBe('cancel');
    expect(decideCancellation(facts(), { ...leave, when: 'period_end' }).guardedAct).toBeNull();
  });

  test('that is scheduled can be taken back, and only then', () => {
    expect(decideKeep(facts({ cancelAt: now })).title).toBe('Keep Professional');
    expect(() => decideKeep(facts())).toThrow('No cancellation is scheduled.');
    expect(() => decideCancellation(facts({ cancelAt: now }), { ...leave, when: 'period_end' })).toThrow();
  });
});

describe('a pause', () => {
  const until = (day: string, over: Partial<SubscriptionFacts> = {}) =>
    decidePause(facts(over), { resumesOn: day }, new Date(`${day}T00:00:00Z`), now);

  test('lasts from a day to half a year, once', () => {
    expect(until('2026-12-16').guardedAct).toBe('restrict');
    for (const day of ['2026-06-16', '2026-12-17']) expect(() => until(day)).toThrow();
    expect(() => until('2026-09-01', { paused: true })).toThrow('paused already');
    expect(() => until('2026-09-01', { status: 'trialing' })).toThrow('trial');
    expect(() => decideResume(facts())).toThrow('not paused');
  });

  test('gives away every invoice that falls into it, whole', () => {
    expect(until('2026-06-30').conceded).toBeNull();
    expect(until('2026-07-02').conceded).toEqual({ amountMinor: 4_900, currency: 'GBP' });
    expect(until('2026-12-16').conceded).toEqual({ amountMinor: 6 * 4_900, currency: 'GBP' });
    const yearly = facts().item;
    const over = { item: yearly && { ...yearly, interval: 'year' } };
    expect(until('2026-07-02', over).conceded).toEqual({ amountMinor: 12 * 4_900, currency: 'GBP' });
  });
});

describe('money given away', () => {
  const worth = (decision: { conceded: { amountMinor: number } | null }) => decision.conceded?.amountMinor;

  test('is the credit, the discount over its months, the days of a trial at list price', () => {
    expect(worth(decideCredit(facts(), { amountMinor: 1_500, description: 'Sorry' }))).toBe(1_500);
    expect(worth(decideCoupon(facts(), { percentOff: 50, months: 3 }))).toBe(7_350);
    const trial = facts({ status: 'trialing', trialEnd: now, netMrrMinor: 0 });
    const end = new Date('2026-06-30T00:00:00Z');
    expect(worth(decideTrial(trial, { endsOn: '2026-06-29' }, end, now))).toBe(2_255);
  });

  test('a trial only gets longer, and not for ever', () => {
    const trial = facts({ status: 'trialing', trialEnd: new Date('2026-06-30T00:00:00Z') });
    expect(() => decideTrial(trial, { endsOn: '2026-06-20' }, new Date('2026-06-20T00:00:00Z'), now)).toThrow();
    expect(() => decideTrial(trial, { endsOn: '2026-12-20' }, new Date('2026-12-20T00:00:00Z'), now)).toThrow();
    expect(() => decideTrial(facts(), { endsOn: '2026-07-20' }, new Date('2026-07-20T00:00:00Z'), now)).toThrow();
  });

  test('an offer to come back is for those who leave', () => {
    const offer = { percentOff: 50, months: 2, validUntil: '2026-07-01', message: 'Back?' };
    const until = new Date('2026-07-02T00:00:00Z');
    expect(() => decideWinBack(facts(), offer, until, now)).toThrow('not leaving');
    expect(worth(decideWinBack(facts({ status: 'canceled', netMrrMinor: 0 }), offer, until, now))).toBe(4_900);
  });

  test('credit may go along with a change that waits', () => {
    const waiting = facts({ openRequest: { title: 'Pause', state: 'scheduled' } });
    expect(decideCredit(waiting, { amountMinor: 100, description: 'Sorry' }).kind).toBe('credit');
  });
});

test('days are told as they are in London, where an end after eleven in summer is tomorrow’s', () => {
  const { lines } = decideCancellation(facts({ periodEnd: new Date('2026-06-30T23:30:00Z') }), {
    when: 'period_end',
    feedback: 'unused',
    despiteGuard: false,
  });
  expect(lines).toContainEqual({ label: 'Ends', value: '2026-07-01' });
});
