import { systemClock } from '@wedsync/db/platform';
import { upsertSuppliers } from '@wedsync/db/suppliers';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { syncPaypalTransactions } from '../../src/billing/syncs/index.ts';
import { linkWaiting } from '../../src/billing/link-suppliers.ts';
import type { JobContext, WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { testServices } from '../support/index.ts';
import {
  daySeconds,
  deliverPaypal,
  drainPaypal,
  storyStart,
  tellPaypalStory,
  type PaypalStory,
} from './a-paypal-story.ts';
import { accountTotals, dump, forgetEverything } from './dumps.ts';
import { actor } from './recorded-world.ts';

const database = useTestDatabase();
let story: PaypalStory;
let services: WorkerServices;

beforeAll(async () => {
  story = await tellPaypalStory();
}, 60_000);
afterAll(() => story.stop());
beforeEach(async () => {
  services = testServices(database.current, { clock: systemClock });
  await forgetAll();
});

async function forgetAll(): Promise<void> {
  await forgetEverything(database.current.owner);
  await database.current.owner.raw('truncate sync_cursors');
}

const names = ['ana', 'ben', 'cleo'];
async function arrive(): Promise<void> {
  for (const [index, externalId] of names.entries()) {
    const supplier = {
      externalId,
      businessName: externalId,
      vendorType: 'photographer' as const,
      region: 'London',
      country: 'GB',
      timeZone: 'Europe/London',
      currency: 'GBP',
      signedUpAt: '2025-01-15T09:00:00Z',
    };
    const ids = { next: () => `0199f000-0000-7000-8000-0000000000${String(index).padStart(2, '0')}` };
    await database.current.store.transact(actor, (writer) => upsertSuppliers(writer, [supplier], ids));
  }
}

/** Reads the report once, on the day after the story. */
function sync(open = () => Promise.resolve(story.paypal), days = 61): Promise<unknown> {
  const context: JobContext = {
    ...services,
    clock: testClock(new Date((storyStart + days * daySeconds) * 1_000).toISOString()),
    runId: 1,
    attempt: 1,
    plannedAt: null,
    actor,
    signal: new AbortController().signal,
    progress: async () => undefined,
  };
  return syncPaypalTransactions([bookChanges], open).run(context, {});
}

async function inOrder(): Promise<Record<string, unknown[]>> {
  await arrive();
  await deliverPaypal(database.current.store, story.events);
  await drainPaypal(services, story.paypal);
  await sync();
  return dump(database.current.owner);
}

describe('one account in which a good deal went wrong', () => {
  test('the ledger is what PayPal’s own movements and payments say, to the penny and to the yen', async () => {
    await inOrder();
    const truth = story.truth();
    expect(await accountTotals(database.current.owner)).toEqual(truth);
    expect(Object.keys(truth)).toEqual(
      expect.arrayContaining(['disputes', 'dispute_fees', 'refunds_contra', 'fx', 'bank']),
    );
    expect(truth.revenue?.jpy).toBeLessThan(0);
  });

  test('every event is applied or ignored with a reason', async () => {
    await inOrder();
    const states = await database.current.owner('provider_events').distinct('state', 'error');
    expect(
      states.filter(({ state, error }) => state !== 'applied' && !(state === 'ignored' && error !== null)),
    ).toEqual([]);
  });

  test('suppliers stand where their subscriptions are, and what each did is on its timeline', async () => {
    await inOrder();
    const stand = await database.current
      .owner('suppliers')
      .select('business_name', 'lifecycle', 'plan_code', 'mrr_minor')
      .orderBy('business_name');
    expect(stand).toEqual([
      { business_name: 'ana', lifecycle: 'active', plan_code: 'professional', mrr_minor: 4_900 },
      { business_name: 'ben', lifecycle: 'cancelled', plan_code: null, mrr_minor: 0 },
      { business_name: 'cleo', lifecycle: 'cancelled', plan_code: null, mrr_minor: 0 },
    ]);
    const told = await database.current
      .owner('timeline_entries')
      .where({ source: 'paypal' })
      .distinct('actor_name', 'kind');
    expect(told.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['payment', 'refund', 'dispute', 'subscription']),
    );
    expect(new Set(told.map(({ actor_name }) => actor_name))).toEqual(new Set(['PayPal']));
  });

  test('a trial is known after it has ended, and that it was paid for', async () => {
    await inOrder();
    const [trial] = await database.current.owner('subscriptions').where({ customer_id: 'paypal:ben' });
    const ends = new Date((storyStart + 7 * daySeconds) * 1_000);
    expect([trial.trial_start, trial.trial_end]).toEqual([new Date(storyStart * 1_000), ends]);
  });

  test('a lost dispute is lost, a won one won', async () => {
    await inOrder();
    expect(await database.current.owner('disputes').select('status').orderBy('created_at')).toEqual([
      { status: 'lost' },
      { status: 'won' },
    ]);
  });

  test('money of every movement is somebody’s, but for what the account itself moves', async () => {
    await inOrder();
    const nobodys = await database.current
      .owner('balance_transactions')
      .whereNull('supplier_id')
      .distinct('type')
      .orderBy('type');
    expect(nobodys.map(({ type }) => type)).toEqual(['currency_conversion', 'payout']);
  });

  test('any order and any repetition give the same mirror and the same ledger', async () => {
    const expected = await inOrder();
    await fc.assert(
      fc.asyncProperty(shuffled(), fc.boolean(), async (events, syncsFirst) => {
        await forgetAll();
        if (syncsFirst) await sync();
        await arrive();
        for (let from = 0; from < events.length; from += 17) {
          await deliverPaypal(database.current.store, events.slice(from, from + 17));
          await drainPaypal(services, story.paypal);
        }
        await sync(undefined, 68);
        expect(await dump(database.current.owner)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  }, 120_000);

  test('a payment without a subscription finds its supplier, whether or not anything else of it is here', async () => {
    const once = story.events.filter(({ event_type }) => event_type === 'PAYMENT.CAPTURE.COMPLETED');
    const rest = story.events.filter((event) => !once.includes(event));
    const ownerOfCapture = async () => {
      const [charge] = await database.current
        .owner('charges')
        .leftJoin('suppliers', 'suppliers.id', 'charges.supplier_id')
        .where({ 'charges.customer_id': 'paypal:ana' })
        .orderBy('charges.created_at', 'desc')
        .select('business_name');
      return charge?.business_name;
    };
    expect(once).toHaveLength(1);
    await deliverPaypal(database.current.store, once);
    await drainPaypal(services, story.paypal);
    expect(await ownerOfCapture()).toBeNull();
    await arrive();
    await database.current.store.transact(actor, (writer) => linkWaiting(writer, new Date()));
    expect(await ownerOfCapture()).toBe('ana');

    await forgetAll();
    await arrive();
    await deliverPaypal(
      database.current.store,
      rest.filter(({ create_time }) => create_time < (once[0]?.create_time ?? '')),
    );
    await drainPaypal(services, story.paypal);
    await deliverPaypal(database.current.store, once);
    await drainPaypal(services, story.paypal);
    expect(await ownerOfCapture()).toBe('ana');
  });

  test('applying each day’s events that day ends where applying all of them later does', async () => {
    const expected = await inOrder();
    await forgetAll();
    await arrive();
    const daily = await tellPaypalStory(async (news, paypal) => {
      await deliverPaypal(database.current.store, news);
      await drainPaypal(services, paypal);
    });
    await sync(() => Promise.resolve(daily.paypal));
    daily.stop();
    expect(await dump(database.current.owner)).toEqual(expected);
  }, 60_000);
});

describe('the report', () => {
  test('alone books all the money: no event is needed', async () => {
    await arrive();
    await sync();
    expect(await accountTotals(database.current.owner)).toEqual(story.truth());
  });

  test('read twice books nothing twice', async () => {
    await inOrder();
    const before = await accountTotals(database.current.owner);
    expect(await sync(undefined, 68)).toMatchObject({ missing: 0 });
    expect(await accountTotals(database.current.owner)).toEqual(before);
  });

  test('is read again only after six hours', async () => {
    await sync(undefined, 60);
    expect(await sync(undefined, 60.2)).toMatchObject({ skipped: expect.stringContaining('six hours') });
  });

  test('that is behind moves the place only as far as it knows', async () => {
    story.engine.faults.reportingLagMinutes = 30 * 24 * 60;
    const first = await sync();
    expect(first).toMatchObject({ doneThrough: new Date((storyStart + 30 * daySeconds) * 1_000).toISOString() });
    story.engine.faults.reportingLagMinutes = 0;
    await sync();
    expect(await accountTotals(database.current.owner)).toEqual(story.truth());
  });

  test('a pass that was cut off goes on where it was', async () => {
    let calls = 0;
    const dying = {
      ...story.paypal,
      client: {
        ...story.paypal.client,
        get: (path: string) => {
          calls += path.startsWith('/v1/reporting') ? 1 : 0;
          return calls > 20 ? Promise.reject(new Error('killed')) : story.paypal.client.get(path);
        },
      },
    };
    await expect(sync(() => Promise.resolve(dying))).rejects.toThrow('killed');
    const [kept] = await database.current.owner('sync_cursors').where({ name: 'paypal.transactions' });
    expect(kept?.position.pass).not.toBeNull();
    await sync();
    expect(await accountTotals(database.current.owner)).toEqual(story.truth());
  });
});

describe('an event', () => {
  test('of something PayPal knows nothing of books nothing, and is dead in the end where people see it', async () => {
    const [real] = story.events.filter(({ event_type }) => event_type === 'PAYMENT.SALE.COMPLETED');
    if (real === undefined) throw new Error('Nobody paid.');
    const forged = {
      ...real,
      id: 'WH-FORGED',
      resource: { ...real.resource, id: 'FORGED', amount: { total: '9999.00', currency: 'GBP' } },
    };
    await deliverPaypal(database.current.store, [forged]);
    await drainPaypal(services, story.paypal);
    const [event] = await database.current.owner('provider_events');
    expect(event).toMatchObject({ event_id: 'WH-FORGED', error: expect.stringContaining('knows nothing of') });
    expect(await database.current.owner('charges')).toEqual([]);
  });

  test('with another amount than PayPal says books what PayPal says', async () => {
    const [real] = story.events.filter(({ event_type }) => event_type === 'PAYMENT.SALE.COMPLETED');
    if (real === undefined) throw new Error('Nobody paid.');
    await deliverPaypal(database.current.store, [
      { ...real, resource: { ...real.resource, amount: { total: '9999.00', currency: 'GBP' } } },
    ]);
    await drainPaypal(services, story.paypal);
    expect(await database.current.owner('charges').select('amount_minor', 'provider')).toEqual([
      { amount_minor: 5_880, provider: 'paypal' },
    ]);
  });
});

function shuffled() {
  const { events } = story;
  return fc.array(fc.nat({ max: events.length - 1 }), { maxLength: 10 }).chain((twice) =>
    fc.shuffledSubarray([...events, ...twice.flatMap((index) => events[index] ?? [])], {
      minLength: events.length + twice.length,
    }),
  );
}
