import { describe, expect, it } from 'vitest';
import type { StripeEngine, StripeEvent, StripeReply } from './contract.ts';
import { createStripeEngine } from './engine.ts';
import { day, start } from '../../test/stripe-account.ts';

const monthly = { interval: 'month' };
const yearly = { interval: 'year' };

/** Forty customers over ten months: trials, coupons, changes, failures, debits, refunds, disputes, credit notes. */
function busyYear(): { engine: StripeEngine; events: StripeEvent[] } {
  const engine = createStripeEngine({ seed: 5, startEpoch: start });
  const events: StripeEvent[] = [];
  engine.onEvent((event) => events.push(event));
  const make = (path: string, params: Record<string, unknown>) => engine.request({ method: 'POST', path, params });
  const product = make('/v1/products', { name: 'Plan' }).id;
  const price = (unit_amount: number, recurring: object) =>
    make('/v1/prices', { product, currency: 'gbp', unit_amount, recurring }).id;
  const prices = [price(1900, monthly), price(4900, monthly), price(49_000, yearly)];
  const coupon = make('/v1/coupons', { percent_off: 25, duration: 'repeating', duration_in_months: 2 }).id;
  for (let i = 0; i < 40; i += 1) {
    const card = { number: `4000008260000${100 + i}`, exp_month: 12, exp_year: 2030 };
    const bacs_debit = { account_number: `0001234${i}`, sort_code: '108800' };
    const paysBy = i % 7 === 0 ? { type: 'bacs_debit', bacs_debit } : { type: 'card', card };
    const method = make('/v1/payment_methods', paysBy).id;
    const invoice_settings = { default_payment_method: method };
    const customer = make('/v1/customers', { payment_method: method, invoice_settings, address: { country: 'GB' } }).id;
    const subscription = make('/v1/subscriptions', {
      customer,
      items: [{ price: prices[i % 2] }],
      automatic_tax: { enabled: i % 3 === 0 },
      ...(i % 4 === 0 ? { trial_period_days: 14 } : {}),
      ...(i % 5 === 0 ? { discounts: [{ coupon }] } : {}),
    });
    engine.advanceTo(engine.now() + 3 * day);
    if (i % 6 === 1) engine.outside.setCardBehaviour(method, { declineCode: 'insufficient_funds' });
    if (i % 6 === 2) changePlan(engine, subscription.id, prices[(i + 1) % 3] ?? '', i % 4 === 2);
    if (i % 9 === 3) cancel(engine, subscription.id, i % 2 === 0);
    if (i % 8 === 5) giveBack(engine, customer, i);
  }
  engine.advanceTo(engine.now() + 180 * day);
  return { engine, events };
}

function changePlan(engine: StripeEngine, id: string, price: string, now: boolean): void {
  const items = engine.reply({ method: 'GET', path: `/v1/subscription_items?subscription=${id}` });
  const [item] = 'data' in items && Array.isArray(items.data) ? items.data : [];
  const proration_behavior = now ? 'always_invoice' : 'create_prorations';
  const params = { items: [{ id: item.id, price }], proration_behavior };
  engine.request({ method: 'POST', path: `/v1/subscriptions/${id}`, params });
}

function cancel(engine: StripeEngine, id: string, now: boolean): void {
  const path = `/v1/subscriptions/${id}`;
  if (now) engine.request({ method: 'DELETE', path });
  else engine.request({ method: 'POST', path, params: { cancel_at_period_end: true } });
}

function giveBack(engine: StripeEngine, customer: string, i: number): void {
  const charge = engine.store.list('charge').findLast((row) => row.customer === customer && row.status === 'succeeded');
  if (charge === undefined) return;
  if (i % 3 === 0) engine.outside.failNextRefund(charge.id, 'declined', 5);
  if (i % 5 === 0) engine.outside.openDispute(charge.id, { reason: 'general', outcome: 'won', closesInDays: 30 });
  else engine.request({ method: 'POST', path: '/v1/refunds', params: { charge: charge.id, amount: 500 } });
}

/** Fields real Stripe changes without an event, too. */
const silent: Readonly<Record<string, readonly string[]>> = {
  customer: ['next_invoice_sequence'],
};

function newestById(events: readonly StripeEvent[]): Map<string, StripeReply> {
  const newest = new Map<string, StripeReply>();
  for (const { data } of events) {
    const { object } = data;
    if ('id' in object && typeof object.id === 'string') newest.set(object.id, object);
  }
  return newest;
}

describe('the stream of events', () => {
  const { engine, events } = busyYear();

  it('shows every object it tells of as it is at the end', () => {
    const stale = new Set<string>();
    for (const [id, told] of newestById(events)) {
      const is = engine.store.get(id);
      for (const [field, value] of Object.entries(is ?? {})) {
        const before = Object.entries(told).find(([name]) => name === field)?.[1];
        const known = silent[told.object]?.includes(field) ?? false;
        if (!known && JSON.stringify(value) !== JSON.stringify(before)) stale.add(`${told.object}.${field}`);
      }
    }
    expect([...stale]).toEqual([]);
  });

  it('tells of every object a mirror keeps', () => {
    const told = newestById(events);
    for (const noun of ['customer', 'subscription', 'invoice', 'charge', 'refund', 'dispute', 'payout']) {
      const untold = engine.store.list(noun).filter((row) => !told.has(row.id));
      expect(untold.map((row) => row.id)).toEqual([]);
      expect(engine.store.count(noun)).toBeGreaterThan(0);
    }
  });

  it('never goes back in time and repeats no id', () => {
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    const times = events.map((event) => event.created);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
