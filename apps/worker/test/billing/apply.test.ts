import { receiveEvents, replayEvents } from '@wedsync/db/connectors';
import { settleMovements } from '@wedsync/db/billing';
import type { Store } from '@wedsync/db/platform';
import { upsertSuppliers } from '@wedsync/db/suppliers';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { applyNextEvents, type AfterMirror } from '../../src/billing/index.ts';
import { linkWaiting } from '../../src/billing/link-suppliers.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { matchCustomerCredit } from '../../src/revenue/match-customer-credit.ts';
import { testServices } from '../support/index.ts';
import { contextAt } from './a-sync.ts';
import { tellStory, type Story } from './a-story.ts';
import { accountTotals, dump, forgetEverything } from './dumps.ts';
import { actor, deliver, drain, received, type StripeEvent } from './recorded-world.ts';

const database = useTestDatabase();
let story: Story;
let services: WorkerServices;

beforeAll(async () => {
  story = await tellStory();
});
afterAll(() => story.stop());
beforeEach(async () => {
  services = testServices(database.current, { clock: { now: () => new Date() } });
  await forgetEverything(database.current.owner);
});

const names = ['ana', 'ben', 'cleo'];
const supplier = (externalId: string) => ({
  externalId,
  businessName: externalId,
  vendorType: 'photographer' as const,
  region: 'London',
  country: 'GB',
  timeZone: 'Europe/London',
  currency: 'GBP',
  signedUpAt: '2025-01-15T09:00:00Z',
});
/** The same ids every time, so that dumps compare. */
async function arrive(externalIds: readonly string[]): Promise<void> {
  const { store } = database.current;
  for (const externalId of externalIds)
    await store.transact(actor, (writer) =>
      upsertSuppliers(writer, [supplier(externalId)], {
        next: () => `0199f000-0000-7000-8000-0000000000${String(names.indexOf(externalId)).padStart(2, '0')}`,
      }),
    );
}
const inOrder = async () => {
  await arrive(names);
  await deliver(database.current.store, story.events);
  await drain(services, story.stripe);
  return dump(database.current.owner);
};
const states = async (): Promise<Record<string, number>> => {
  const rows: { state: string; count: string }[] = await database.current
    .owner('provider_events')
    .select('state')
    .count()
    .groupBy('state');
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
};

describe('one account in which a good deal went wrong', () => {
  test('the ledger is what Stripe’s own objects say, to the penny', async () => {
    await inOrder();
    expect(await accountTotals(database.current.owner)).toEqual(story.truth());
  });

  test('credit given to a customer of which nothing told is booked by asking for it, once', async () => {
    await inOrder();
    const { owner } = database.current;
    const credit = { source_kind: 'customer_credit' };
    const given = await owner('journal_entries').where(credit).pluck('source_id');
    expect(given).toHaveLength(1);
    await owner.transaction(async (sql) => {
      await sql.raw('set local session_replication_role = replica');
      await sql('postings').whereIn('entry_id', sql('journal_entries').where(credit).select('id')).delete();
      await sql('journal_entries').where(credit).delete();
      await sql('customer_balance_transactions').delete();
    });
    const match = matchCustomerCredit([bookChanges], () => Promise.resolve(story.stripe));
    const context = contextAt(services, new Date(story.engine.now() * 1_000).toISOString());
    expect(await match.run(context, {})).toEqual({ asked: 1 });
    expect(await accountTotals(owner)).toEqual(story.truth());
    expect(await match.run(context, {})).toEqual({ asked: 0 });
  });

  test('every event is applied or ignored with a reason', async () => {
    await inOrder();
    expect(Object.keys(await states()).sort()).toEqual(['applied', 'ignored']);
    const ignored = await database.current.owner('provider_events').where({ state: 'ignored', error: null });
    expect(ignored).toEqual([]);
  });

  test('a failed refund is failed, and its money is back on the balance', async () => {
    await inOrder();
    const { owner } = database.current;
    const refund = await owner('refunds').where({ status: 'failed' }).first();
    expect(refund).toMatchObject({ amount_minor: 1_500, failure_reason: 'expired_or_canceled_card' });
    const kinds = await owner('balance_transactions')
      .where({ source_id: refund.id })
      .orderBy('created_at')
      .pluck('type');
    expect(kinds).toEqual(['refund', 'refund_failure']);
  });

  test('a lost dispute is a loss with its fee, and a payout sent back by the bank is on the balance again', async () => {
    await inOrder();
    const { owner } = database.current;
    expect(await owner('disputes').pluck('status')).toEqual(['lost']);
    expect(await owner('payouts').where({ status: 'failed' }).whereNotNull('failed_at')).toHaveLength(1);
    expect((await accountTotals(owner)).dispute_fees?.gbp).toBeGreaterThan(0);
  });

  test('suppliers stand where their subscriptions are', async () => {
    await inOrder();
    const rows = await database.current
      .owner('suppliers')
      .select('external_id', 'lifecycle', 'plan_code', 'mrr_minor')
      .orderBy('external_id');
    expect(rows).toEqual([
      { external_id: 'ana', lifecycle: 'active', plan_code: 'professional', mrr_minor: 4_900 },
      { external_id: 'ben', lifecycle: 'cancelled', plan_code: null, mrr_minor: 0 },
      { external_id: 'cleo', lifecycle: 'cancelled', plan_code: null, mrr_minor: 0 },
    ]);
  });
});

describe('whatever way events come', () => {
  test('any order, any repetition and any delay give the same mirror and the same ledger', async () => {
    const expected = await inOrder();
    const total = story.events.length;
    const ways = fc.record({
      order: fc.shuffledSubarray([...story.events], { minLength: total, maxLength: total }),
      again: fc.subarray([...story.events], { maxLength: 30 }),
      sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
      late: fc.subarray(names),
    });
    await fc.assert(
      fc.asyncProperty(ways, async ({ order, again, sizes, late }) => {
        await forgetEverything(database.current.owner);
        await arrive(names.filter((name) => !late.includes(name)));
        for (const part of inParts([...order, ...again], sizes)) {
          await deliver(database.current.store, part);
          await drain(services, story.stripe);
        }
        await arrive(late);
        await database.current.store.transact(actor, (writer) => linkWaiting(writer, services.clock.now()));
        expect(await dump(database.current.owner)).toEqual(expected);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 6) },
    );
  }, 300_000);

  test('applying each day’s events that day ends where applying all of them later does', async () => {
    await arrive(names);
    const lived = await tellStory(async (news, stripe) => {
      await deliver(database.current.store, news);
      await drain(services, stripe);
    });
    await database.current.store.transact(actor, (writer) =>
      settleMovements(writer, new Date(lived.engine.now() * 1_000)),
    );
    const asLived = await dump(database.current.owner);
    expect(await accountTotals(database.current.owner)).toEqual(lived.truth());
    await forgetEverything(database.current.owner);
    await arrive(names);
    await deliver(database.current.store, lived.events);
    await drain(services, lived.stripe);
    lived.stop();
    expect(asLived).toEqual(await dump(database.current.owner));
  }, 60_000);

  test('applying everything once more changes nothing', async () => {
    const expected = await inOrder();
    await database.current.store.transact(actor, async (writer) => {
      for (const id of await writer.sql('provider_events').pluck('id')) await replayEvents(writer, { id });
    });
    const told = await database.current.owner('success_events').count();
    expect(await drain(services, story.stripe)).toBe(story.events.length);
    expect(await dump(database.current.owner)).toEqual(expected);
    expect(await database.current.owner('success_events').count()).toEqual(told);
  });

  test.each([1, 2, 3, 4])('a worker that dies around its transaction %i loses and doubles nothing', async (nth) => {
    const expected = await inOrder();
    for (const moment of ['before', 'after'] as const) {
      await forgetEverything(database.current.owner);
      await arrive(names);
      await deliver(database.current.store, story.events);
      const dying = { ...services, store: diesAround(services.store, nth, moment) };
      await applyNextEvents(dying, story.stripe, [bookChanges]).catch(() => undefined);
      await leasesEnd();
      await drain(services, story.stripe);
      expect(await dump(database.current.owner)).toEqual(expected);
    }
  });
});

describe('an event that cannot be applied', () => {
  const charge = () => story.events.find(({ type }) => type === 'charge.succeeded') ?? story.events[0];

  test('of an unknown shape is set aside at once with the reason, and delays nobody', async () => {
    const expected = await inOrder();
    const odd = altered(charge(), { id: 'ch_unknown', object: 'charge', customer: 'cus_unknown', amount: 'lots' });
    await deliverOne(odd);
    await drain(services, story.stripe);
    const row = await database.current.owner('provider_events').where({ event_id: odd.id }).first();
    expect(row).toMatchObject({ state: 'dead', error_kind: 'invalid', error: expect.stringContaining('amount') });
    expect(await dump(database.current.owner)).toEqual(expected);
  });

  test('that fails every time is dead after eight attempts, and the others are applied the first time', async () => {
    await arrive(names);
    await deliver(database.current.store, story.events);
    const poison: AfterMirror = async (_writer, { rows }) => {
      if (rows('disputes').length > 0) throw new Error('It cannot be booked.');
    };
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await applyNextEvents(services, story.stripe, [bookChanges, poison]);
      if (attempt === 1) expect(await failedTypes()).toEqual(['charge.dispute']);
      await leasesEnd();
    }
    const dead = await database.current.owner('provider_events').where({ state: 'dead' });
    expect(new Set(dead.map(({ error }) => error))).toEqual(new Set(['It cannot be booked.']));
    expect(dead.every(({ attempts }) => attempts === 8)).toBe(true);
    const told = await database.current.owner('success_events').where({ type: 'provider_event.dead' });
    expect(told).toHaveLength(dead.length);
  }, 120_000);

  test('of a type nobody knows is counted and left alone', async () => {
    const event = { ...altered(charge(), { id: 'x_1', object: 'thing' }), type: 'thing.invented' };
    await deliverOne(event);
    await drain(services, story.stripe);
    expect(await states()).toEqual({ ignored: 1 });
  });

  test('is not to blame when Stripe does not answer: no attempt is spent', async () => {
    await deliver(database.current.store, story.events);
    story.engine.faults.next.push(
      ...Array.from({ length: 40 }, () => ({ kind: 'server_error' as const, pathPrefix: '/v1/' })),
    );
    await expect(applyNextEvents(services, story.stripe, [bookChanges])).rejects.toThrow('Stripe');
    story.engine.faults.next.length = 0;
    const attempts: number[] = await database.current
      .owner('provider_events')
      .whereNot({ state: 'ignored' })
      .pluck('attempts');
    expect(Math.max(...attempts)).toBe(0);
    await drain(services, story.stripe);
    expect(await accountTotals(database.current.owner)).toEqual(story.truth());
  });
});

describe('money that comes before its supplier', () => {
  test('goes to the supplier when it arrives: rows, ledger, events, timeline and standing', async () => {
    const { owner, store } = database.current;
    await deliver(store, story.events);
    await drain(services, story.stripe);
    await arrive(['ana']);
    await store.transact(actor, (writer) => linkWaiting(writer, services.clock.now()));
    const ana = await owner('suppliers').first();
    const customer = await owner('customers').where({ supplier_id: ana.id }).first();
    for (const table of [
      'charges',
      'refunds',
      'disputes',
      'invoices',
      'invoice_payments',
      'subscriptions',
      'balance_transactions',
      'journal_entries',
      'provider_events',
    ]) {
      const suppliers = await owner(table)
        .where({ customer_id: customer.id })
        .distinct('supplier_id')
        .pluck('supplier_id');
      expect([table, suppliers]).toEqual([table, [ana.id]]);
    }
    expect(await owner('suppliers').first()).toMatchObject({ lifecycle: 'active', mrr_minor: 4_900 });
    const kinds = await owner('timeline_entries')
      .where({ supplier_id: ana.id })
      .distinct('kind')
      .orderBy('kind')
      .pluck('kind');
    expect(kinds).toEqual(['dispute', 'invoice', 'payment', 'refund', 'sign-up', 'subscription']);
  });
});

async function failedTypes(): Promise<string[]> {
  const types: string[] = await database.current
    .owner('provider_events')
    .whereIn('state', ['received', 'failed'])
    .distinct('type')
    .pluck('type');
  return [...new Set(types.map((type) => type.split('.').slice(0, 2).join('.')))];
}

function inParts<Item>(items: readonly Item[], sizes: readonly number[]): Item[][] {
  const parts: Item[][] = [];
  for (let from = 0, turn = 0; from < items.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? items.length;
    parts.push(items.slice(from, from + size));
    from += size;
  }
  return parts;
}

/** A store whose connection is lost around its nth transaction: before anything is kept, or just after. */
function diesAround(store: Store, nth: number, moment: 'before' | 'after'): Store {
  let count = 0;
  const lost = () => Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' });
  return {
    ...store,
    transact: async (as, work) => {
      count += 1;
      if (count > nth || (count === nth && moment === 'before')) throw lost();
      const result = await store.transact(as, work);
      if (count === nth) throw lost();
      return result;
    },
  };
}

async function leasesEnd(): Promise<void> {
  await database.current
    .owner('provider_events')
    .whereIn('state', ['received', 'failed'])
    .update({ due_at: database.current.owner.fn.now() });
}

function altered(event: StripeEvent | undefined, object: Record<string, unknown> & { object: string }): StripeEvent {
  if (event === undefined) throw new Error('The story has no such event.');
  return { ...event, id: `evt_odd_${String(object.id)}`, data: { object } };
}

async function deliverOne(event: StripeEvent): Promise<void> {
  await database.current.store.transact(actor, (writer) => receiveEvents(writer, [received(event)]));
}
