import type { MrrMovementRow } from '@wedsync/domain/revenue';
import { recomputeMrr } from '@wedsync/db/revenue';
import type { SubscriptionState } from '@wedsync/domain/billing';
import { convertMinor, fxFromEuroRates, readEcbRates } from '@wedsync/domain/revenue';
import { roundHalfEven } from '@wedsync/domain/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { Truth } from '../../../sandbox/src/index.ts';
import { applyNextEvents } from '../../src/billing/index.ts';
import { refreshStandingNightly } from '../../src/billing/refresh-standing.ts';
import type { AnyJob, JobContext, WorkerServices } from '../../src/platform/index.ts';
import { followSubscriptions } from '../../src/revenue/follow-subscriptions.ts';
import { importFxRates } from '../../src/revenue/import-fx-rates.ts';
import { rebuildMrr } from '../../src/revenue/recompute-mrr.ts';
import { actor, deliver, introduceSuppliers, recordWorld, type RecordedWorld } from '../billing/recorded-world.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const now = '2026-02-10T12:00:00Z';
let world: RecordedWorld;
let services: WorkerServices;
let truth: Truth;

beforeAll(async () => {
  world = await recordWorld({ seed: 3, suppliers: 60, months: 18, now: () => new Date(now) });
  truth = world.sandbox.truth();
  const env = { FX_RATES_URL: `${world.sandbox.url}/ecb/stats/eurofxref/` };
  services = testServices(database.current, { env, clock: testClock(now) });
  await introduceSuppliers(database.current.store, world.recording);
  await deliver(database.current.store, world.recording.webhooks);
  while ((await applyNextEvents(services, world.stripe, [followSubscriptions])) > 0);
}, 300_000);
afterAll(() => world.sandbox.stop());

describe('before any exchange rate is known', () => {
  test('suppliers who pay in pounds have their movements, the others wait by name', async () => {
    await run(rebuildMrr);
    const { owner } = database.current;
    const waiting: { missing_rate: string }[] = await owner('mrr_accounts').whereNotNull('missing_rate');
    expect(waiting.length).toBeGreaterThan(3);
    expect(waiting.filter((one) => !['EUR', 'USD', 'AUD'].includes(one.missing_rate))).toEqual([]);
    const moved: { currency: string }[] = await owner('mrr_movements').distinct('currency');
    expect(moved.map(({ currency }) => currency)).toEqual(['GBP']);
  }, 60_000);
});

describe('the daily rates', () => {
  test('come from the feed with their source, and none twice', async () => {
    const first = await run(importFxRates);
    const again = await run(importFxRates);
    expect(first).toMatchObject({ corrected: [] });
    expect(again).toMatchObject({ added: 0, customers: 0 });
    const sources: { source: string }[] = await database.current.owner('fx_rates').distinct('source');
    expect(sources).toEqual([{ source: 'ECB reference rates' }]);
  }, 60_000);

  test('on a weekend the last published before counts, and no rate is made up', async () => {
    const days: { day: string }[] = await database.current
      .owner('fx_rates')
      .distinct('day')
      .whereBetween('day', ['2026-01-02', '2026-01-06']);
    expect(days.map(({ day }) => day).toSorted()).toEqual(['2026-01-02', '2026-01-05', '2026-01-06']);
  });
});

describe('movements against the truth of the world', () => {
  beforeAll(async () => {
    await run(rebuildMrr);
    await run(refreshStandingNightly);
  }, 60_000);

  test('what every supplier’s movements add up to is its MRR, converted when its service period began', async () => {
    const { owner } = database.current;
    const suppliers: { external_id: string; mrr_minor: number; net: number }[] = await owner('suppliers as s')
      .join('mrr_accounts as a', 'a.supplier_id', 's.id')
      .select('s.external_id', 's.mrr_minor', { net: 'a.net_minor' });
    expect(suppliers.filter(({ mrr_minor, net }) => mrr_minor !== net)).toEqual([]);
    const summed: { supplier_id: string; sum: number; net_minor: number }[] = (
      await owner.raw(`select a.supplier_id, a.net_minor, coalesce(sum(m.amount_minor) filter (where m.in_net), 0)::bigint as sum
        from mrr_accounts a left join mrr_movements m on m.supplier_id = a.supplier_id group by 1, 2`)
    ).rows;
    expect(summed.filter(({ sum, net_minor }) => sum !== net_minor)).toEqual([]);
  });

  test('suppliers who pay in pounds have exactly the MRR the world knows', async () => {
    const rows: { external_id: string; net: number }[] = await database.current
      .owner('mrr_accounts as a')
      .join('suppliers as s', 's.id', 'a.supplier_id')
      .where('a.net_minor', '>', 0)
      .select('s.external_id', { net: 'a.net_minor' });
    const ours = new Map(rows.map(({ external_id, net }) => [external_id, net]));
    const pounds = Object.entries(truth.mrr.bySupplierTwelfths).filter(([, by]) => by.gbp !== undefined);
    expect(pounds.length).toBeGreaterThan(10);
    expect(pounds.map(([id]) => [id, ours.get(id)])).toEqual(
      pounds.map(([id, by]) => [id, roundHalfEven((by.gbp ?? 0) / 12)]),
    );
    expect(ours.size).toBe(Object.keys(truth.mrr.bySupplierTwelfths).length);
  });

  test('the others at the last rate published by the day their period began', async () => {
    const xml = await (await fetch(`${world.sandbox.url}/ecb/stats/eurofxref/eurofxref-hist.xml`)).text();
    const fx = fxFromEuroRates(readEcbRates(xml), 'GBP');
    const rows: { currency: string; net: number; day: string; account: number }[] = await database.current
      .owner('subscriptions as b')
      .join('mrr_accounts as a', 'a.supplier_id', 'b.supplier_id')
      .where('b.net_mrr_minor', '>', 0)
      .whereNot('b.currency', 'GBP')
      .select('b.currency', { net: 'b.net_mrr_minor', account: 'a.net_minor' })
      .select(database.current.owner.raw(`to_char(b.period_start at time zone 'Europe/London', 'YYYY-MM-DD') as day`));
    expect(rows.length).toBeGreaterThan(3);
    for (const { currency, net, day, account } of rows) expect(account).toBe(convertMinor(net, fx(currency, day)));
  });

  test('each month’s movements in pounds are the world’s, kind by kind', async () => {
    const rows: { month: string; type: string; sum: number; n: number }[] = (
      await database.current.owner
        .raw(`select to_char(m.effective_at at time zone 'UTC', 'YYYY-MM') as month, type, sum(amount_minor)::bigint as sum, count(*)::int as n
        from mrr_movements m where in_net and currency = 'GBP' group by 1, 2 order by 1, 2`)
    ).rows;
    const ours = new Map(rows.map(({ month, type, sum, n }) => [`${month} ${type}`, { sum, n }]));
    const theirs = Object.entries(truth.mrr.movementTwelfths).flatMap(([month, by]) =>
      Object.entries(by.gbp ?? {}).map(([type, twelfths]) => [`${month} ${type}`, twelfths] as const),
    );
    expect([...ours.keys()].toSorted()).toEqual(theirs.map(([key]) => key).toSorted());
    // Annual prices are twelfths of a penny apart once every movement is rounded.
    for (const [key, twelfths] of theirs)
      expect(Math.abs((ours.get(key)?.sum ?? Number.NaN) - twelfths / 12), key).toBeLessThanOrEqual(
        ours.get(key)?.n ?? 0,
      );
  });

  test('start and movements make the end, in every view, for every supplier, plan, region, kind of vendor and month', async () => {
    const off = await database.current.owner.raw(`
      select s.region, s.vendor_type, m.supplier_id, m.month, sum(amount_minor) filter (where in_plan) as by_plan, sum(amount_minor) filter (where in_net) as net
        from mrr_movements m join suppliers s on s.id = m.supplier_id group by grouping sets ((s.region), (s.vendor_type), (m.supplier_id, m.month), (m.month))
       having sum(amount_minor) filter (where in_plan) is distinct from sum(amount_minor) filter (where in_net)`);
    expect(off.rows).toEqual([]);
    const below = await database.current.owner.raw(`
      select * from (select supplier_id, plan_code, sum(amount_minor) over (partition by supplier_id, plan_code order by effective_at, id) as standing
        from mrr_movements where in_plan) w where standing < 0`);
    expect(below.rows).toEqual([]);
  });

  test('a rebuild from nothing gives the same movements', async () => {
    const before = withoutIds(await dump());
    await database.current.owner.transaction(async (sql) => {
      await sql.raw('set local session_replication_role = replica');
      await sql.raw('delete from mrr_movements');
      await sql.raw('delete from mrr_accounts');
    });
    expect(await dump()).toEqual([]);
    await run(rebuildMrr);
    expect(withoutIds(await dump())).toEqual(before);
    expect(before.length).toBeGreaterThan(100);
  }, 60_000);

  test('and a second rebuild writes nothing', async () =>
    expect(await run(rebuildMrr)).toMatchObject({ added: 0, withdrawn: 0, restated: 0 }));
});

describe('once a month is closed', () => {
  beforeAll(async () => {
    await database.current.owner('mrr_closes').insert({ month: '2025-10-01', version: 1, figures: '{}' });
  });

  test('its movements cannot be taken away or changed', async () => {
    const { owner } = database.current;
    await expect(owner('mrr_movements').where({ month: '2025-10-01' }).delete()).rejects.toThrow('is closed');
    await expect(owner('mrr_movements').where({ month: '2026-01-01' }).update({ amount_minor: 1 })).rejects.toThrow(
      'never changed',
    );
  });

  test('a late fact restates it: the old row is taken back by name, the sum is the new truth, nothing is lost', async () => {
    const { owner, store } = database.current;
    const before = await dump();
    const began: { supplier_id: string; subscription_id: string } = await owner('mrr_movements')
      .where({ type: 'new', in_net: true, currency: 'GBP' })
      .where('month', '<=', '2025-08-01')
      .orderBy('id')
      .first();
    // The same subscription, sold twice over an hour after its first payment: nobody told us until now.
    await owner.raw(
      `insert into subscription_states (subscription_id, customer_id, provider, source_event_id, event_type, effective_at, status, currency, collection_paused,
         cancel_scheduled, period_start, discount_ids, items)
       select s.subscription_id, customer_id, provider, 'evt_late', event_type, m.effective_at + interval '2 hours', 'active', s.currency, false,
         false, period_start, discount_ids, (select jsonb_agg(item || jsonb_build_object('quantity', 2)) from jsonb_array_elements(items) item)
       from subscription_states s join mrr_movements m on m.subscription_id = s.subscription_id and m.type = 'new' and m.in_net
       where s.subscription_id = ? order by s.effective_at limit 1`,
      [began.subscription_id],
    );
    const done = await store.transact(actor, (writer) => recomputeMrr(writer, [began.supplier_id], new Date(now)));
    expect(done.restated).toBe(1);
    const after = await dump();
    const ids = new Set(after.map(({ id }) => id));
    expect(before.filter(({ id, month }) => month <= '2025-10-01' && !ids.has(id))).toEqual([]);
    const restatements = await owner('mrr_movements').where({ restatement: true });
    expect(restatements.length).toBeGreaterThan(0);
    const unbalanced = await owner.raw(
      `select r.id from mrr_movements r join mrr_movements m on m.id = r.restates_movement_id where r.reversal and r.amount_minor <> -m.amount_minor`,
    );
    expect(unbalanced.rows).toEqual([]);
    expect(
      (await store.transact(actor, (writer) => recomputeMrr(writer, [began.supplier_id], new Date(now)))).added,
    ).toBe(0);
  });
});

test('what is told of a moment that the mirror has left behind asks for the movements of its supplier', async () => {
  const { owner, store } = database.current;
  const told = await owner('subscriptions').whereNotNull('supplier_id').whereNotNull('customer_id').first();
  await owner('recompute_marks').delete();
  const late: SubscriptionState = {
    subscriptionId: told.id,
    customerId: told.customer_id,
    provider: 'stripe',
    sourceEventId: 'evt_left_behind',
    eventType: 'customer.subscription.updated',
    effectiveAt: told.created_at,
    status: 'active',
    currency: told.currency,
    collectionPaused: false,
    cancelScheduled: false,
    endedAt: null,
    cancellationReason: null,
    periodStart: null,
    discountIds: [],
    items: [],
  };
  const changed = { rows: () => [], customerIds: [], states: [late], now: new Date(now) };
  await store.transact(actor, (writer) => followSubscriptions(writer, changed));
  expect(await owner('recompute_marks')).toMatchObject([{ kind: 'mrr', supplier_id: told.supplier_id }]);
});

type Dumped = Pick<MrrMovementRow, 'id'> & { readonly month: string };

function dump(): Promise<readonly Dumped[]> {
  return database.current
    .owner('mrr_movements')
    .select(
      'id',
      'supplier_id',
      'key',
      'type',
      'amount_minor',
      'effective_at',
      'plan_code',
      'reason',
      'actor',
      'month',
      'source_event_id',
    )
    .orderBy(['supplier_id', 'key', 'effective_at']);
}

/** A rebuild gives rows new numbers and nothing else. */
function withoutIds(rows: readonly Dumped[]): unknown[] {
  return rows.map(({ id: _id, ...row }) => row);
}

/** Runs a job once, on the last day of the world. */
function run(job: AnyJob): Promise<unknown> {
  const context: JobContext = {
    ...services,
    clock: testClock(now),
    runId: 1,
    attempt: 1,
    plannedAt: null,
    actor,
    signal: new AbortController().signal,
    progress: async () => undefined,
  };
  return job.run(context, {});
}
