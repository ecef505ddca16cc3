import { DAY_MS, plusMs, systemActor } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import {
  addPastDueWindow,
  keepStates,
  lockStandings,
  refreshStanding,
  refreshStandingOf,
} from '../../src/billing/index.ts';
import { addSubscription, type SubscriptionFixture } from './a-subscription.ts';
import { useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const actor = systemActor('test', 'req_test');
const now = new Date('2026-11-21T12:00:00Z');
const daysAgo = (days: number) => plusMs(now, -days * DAY_MS);

const refresh = ({ customerId }: SubscriptionFixture) =>
  database.current.store.transact(actor, (writer) => refreshStanding(writer, [customerId], now));

async function mrrOf({ supplierId }: SubscriptionFixture): Promise<number | null> {
  const row: { mrr_minor: number | null } | undefined = await database.current
    .owner('suppliers')
    .where({ id: supplierId })
    .first('mrr_minor');
  return row?.mrr_minor ?? null;
}

/** Resolves once a transaction waits for a lock of the standing. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rows }: { rows: unknown[] } = await database.current.owner.raw(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%, 7206)%'`,
    );
    if (rows.length > 0) return;
  }
}

describe('two that work out one standing at once', () => {
  test('count what the other wrote', async () => {
    const { owner, store } = database.current;
    const subscription = await addSubscription(owner);
    await refresh(subscription);
    let second: Promise<void> | undefined;
    await store.transact(actor, async (writer) => {
      await lockStandings(writer, [subscription.customerId]);
      await writer
        .sql('subscription_items')
        .where({ subscription_id: subscription.id })
        .update({ unit_amount_minor: 9_900 });
      second = refresh(subscription);
      await somebodyWaits();
      await refreshStanding(writer, [subscription.customerId], now);
    });
    await second;
    expect(await mrrOf(subscription)).toBe(9_900);
  });

  test('wait for each other, not in a circle: whoever writes first holds the lock already', async () => {
    const { owner, store } = database.current;
    const one = await addSubscription(owner);
    const other = await addSubscription(owner);
    await owner('customers').where({ id: other.customerId }).update({ supplier_id: one.supplierId });
    await owner('subscriptions').where({ id: other.id }).update({ supplier_id: one.supplierId });
    let second: Promise<void> | undefined;
    await store.transact(actor, async (writer) => {
      await lockStandings(writer, [one.customerId]);
      await writer.sql('subscriptions').where({ id: one.id }).update({ cancel_at_period_end: true });
      second = refresh(other);
      await somebodyWaits();
      await refreshStanding(writer, [one.customerId], now);
    });
    await expect(second).resolves.toBeUndefined();
    expect(await mrrOf(one)).toBe(9_800);
  });
});

describe('a debt', () => {
  const owing = async (invoice: Record<string, unknown>) => {
    const { owner } = database.current;
    const subscription = await addSubscription(owner, { status: 'past_due', periodStart: daysAgo(90) });
    await owner('subscriptions').where({ id: subscription.id }).update({ as_of: now });
    const paid = await owner('invoices').where({ subscription_id: subscription.id }).first();
    await owner('invoices').insert({
      ...paid,
      id: `${paid.id}_open`,
      status: 'open',
      paid_at: null,
      amount_remaining_minor: 5_880,
      ...invoice,
    });
    return subscription;
  };

  test('to be paid within thirty days is not lost on the day it falls due', async () => {
    const subscription = await owing({ finalized_at: daysAgo(31), due_at: daysAgo(1) });
    await refresh(subscription);
    expect(await mrrOf(subscription)).toBe(4_900);
  });

  test('runs from the day it was first told, as the movements have it, for as long as finance says', async () => {
    const subscription = await owing({ finalized_at: daysAgo(40) });
    const tell = (days: number) =>
      database.current.store.transact(actor, (writer) => keepStates(writer, [pastDueAt(subscription, daysAgo(days))]));
    await tell(29);
    await refresh(subscription);
    expect(await mrrOf(subscription)).toBe(4_900);
    await tell(31);
    await refresh(subscription);
    expect(await mrrOf(subscription)).toBe(0);
    await database.current.store.transact(actor, async (writer) => {
      await addPastDueWindow(writer, { appliesFrom: '2026-10-01', days: 45 });
      await refreshStandingOf(writer, [subscription.supplierId], now);
    });
    expect(await mrrOf(subscription)).toBe(4_900);
  });
});

function pastDueAt({ id, customerId }: SubscriptionFixture, effectiveAt: Date) {
  return {
    subscriptionId: id,
    customerId,
    provider: 'stripe',
    sourceEventId: `evt_${effectiveAt.toISOString()}`,
    eventType: 'customer.subscription.updated',
    effectiveAt,
    status: 'past_due',
    currency: 'GBP',
    collectionPaused: false,
    cancelScheduled: false,
    endedAt: null,
    cancellationReason: null,
    periodStart: null,
    discountIds: [],
    items: [],
  } as const;
}

describe('a discount of the customer', () => {
  const half = async (subscription: SubscriptionFixture, raw: Record<string, unknown> = {}) => {
    const { owner } = database.current;
    const mirrored = { provider: 'stripe', created_at: daysAgo(9), as_of: daysAgo(9), mirrored_at: daysAgo(9) };
    const coupon = `co_${subscription.id}`;
    await owner('coupons').insert({ ...mirrored, id: coupon, raw: '{}', percent_off: 50, duration: 'forever' });
    await owner('discounts').insert({
      ...mirrored,
      id: `di_${subscription.id}`,
      customer_id: subscription.customerId,
      supplier_id: subscription.supplierId,
      coupon_id: coupon,
      starts_at: daysAgo(9),
      raw: JSON.stringify(raw),
    });
    await refresh(subscription);
  };

  test('reduces the MRR of a subscription that has none of its own', async () => {
    const subscription = await addSubscription(database.current.owner);
    await half(subscription);
    expect(await mrrOf(subscription)).toBe(2_450);
  });

  test.each(['subscription_item', 'invoice'])('is not what was given for one %s', async (part) => {
    const subscription = await addSubscription(database.current.owner);
    await half(subscription, { [part]: 'some_1' });
    expect(await mrrOf(subscription)).toBe(4_900);
  });

  test('gives way to one of the subscription', async () => {
    const subscription = await addSubscription(database.current.owner);
    await database.current
      .owner('subscriptions')
      .where({ id: subscription.id })
      .update({ discount_ids: ['di_other'] });
    await half(subscription);
    expect(await mrrOf(subscription)).toBe(4_900);
  });
});

test('a rate of long ago is none, as it is none for the movements', async () => {
  const { owner } = database.current;
  const rate = { currency: 'EUR', source: 'test', per_euro: 1, gbp_per_unit: 0.85 };
  await owner('fx_rates').insert({ ...rate, day: '2026-11-02' });
  const paidInEuros = async (periodStart: Date) => {
    const subscription = await addSubscription(owner, { periodStart });
    await owner('subscriptions').where({ id: subscription.id }).update({ currency: 'EUR' });
    await refresh(subscription);
    return mrrOf(subscription);
  };
  expect(await paidInEuros(new Date('2026-11-09T12:00:00Z'))).toBe(4_165);
  expect(await paidInEuros(new Date('2026-11-10T12:00:00Z'))).toBe(0);
});
