import { takeMarks } from '@wedsync/db/platform';
import { keepRows } from '@wedsync/db/billing';
import {
  bookEntries,
  countLives,
  findSupplierValue,
  listRetentionCurves,
  listSupplierValues,
  recomputeValues,
} from '@wedsync/db/revenue';
import {
  postingsForBalanceTransaction,
  postingsForCreditNote,
  retentionCurveSchema,
  supplierValueSchema,
} from '@wedsync/domain/revenue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { note, transaction } from '../../../../packages/domain/src/revenue/mirrored-money.fixture.ts';
import { applyNextEvents } from '../../src/billing/index.ts';
import type { AnyJob, JobContext, WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { followSubscriptions } from '../../src/revenue/follow-subscriptions.ts';
import { importFxRates } from '../../src/revenue/import-fx-rates.ts';
import { followValue, revalueOnFacts, valueEverybody, valueGrownBase } from '../../src/revenue/lifetime-value/index.ts';
import { rebuildMrr } from '../../src/revenue/recompute-mrr.ts';
import { actor, deliver, introduceSuppliers, recordWorld, type RecordedWorld } from '../billing/recorded-world.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const now = '2026-02-10T12:00:00Z';
/** So many of the last events arrive only when a test asks for them. */
const held = 60;
const hooks = [bookChanges, followSubscriptions, followValue];
let world: RecordedWorld;
let services: WorkerServices;

beforeAll(async () => {
  world = await recordWorld({ seed: 3, suppliers: 260, months: 18, now: () => new Date(now) });
  const env = { FX_RATES_URL: `${world.sandbox.url}/ecb/stats/eurofxref/` };
  services = testServices(database.current, { env, clock: testClock(now) });
  await introduceSuppliers(database.current.store, world.recording);
  await run(importFxRates);
  await deliver(database.current.store, world.recording.webhooks.slice(0, -held));
  while ((await applyNextEvents(services, world.stripe, hooks)) > 0);
  await run(rebuildMrr);
}, 300_000);
afterAll(() => world.sandbox.stop());

describe('before anything was fitted', () => {
  test('everybody who brought money is marked, and their realised value is told without an expectation', async () => {
    expect(await revalueAll()).toBeGreaterThan(50);
    const rows = await values();
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter(({ realised_minor }) => realised_minor === null)).toEqual([]);
    expect(new Set(rows.filter(({ state }) => state === 'paying').map(({ reason }) => reason))).toEqual(
      new Set(['too-few']),
    );
  }, 60_000);
});

describe('realised value', () => {
  test('in pounds it is the cash that came in for a supplier, less the tax of what it paid', async () => {
    const { rows, off } = await offFromCash();
    expect(rows).toBeGreaterThan(50);
    expect(off).toEqual([]);
  });
  test('all its lines are the postings of the ledger, refunds, disputes and fees among them', async () => {
    const found = await database.current.owner.raw(`
      select sum(refunds_minor)::int as refunds, sum(lost_disputes_minor)::int as disputes, sum(processor_fees_minor)::int as fees, sum(paid_minor)::int as paid from supplier_values v
       where not exists (select 1 from journal_entries e join postings p on p.entry_id = e.id where e.supplier_id = v.supplier_id and p.currency <> 'GBP')`);
    const booked = await database.current.owner.raw(`
      select p.account, sum(p.amount_minor)::int as minor from journal_entries e join postings p on p.entry_id = e.id
       where e.source_kind like 'balance_transaction%' and e.supplier_id is not null
         and not exists (select 1 from journal_entries f join postings q on q.entry_id = f.id where f.supplier_id = e.supplier_id and q.currency <> 'GBP') group by 1`);
    const rows: { account: string; minor: number }[] = booked.rows;
    const of = (account: string) => rows.find((row) => row.account === account)?.minor ?? 0;
    expect(found.rows[0]).toEqual({
      refunds: of('refunds_contra'),
      disputes: of('disputes'),
      fees: of('processor_fees'),
      paid: -of('ar'),
    });
    expect(of('refunds_contra')).toBeGreaterThan(0);
  });
  test('money in another currency counts at the rate of the day it was booked', async () => {
    const found = await database.current.owner.raw(`
      select v.supplier_id, v.paid_minor::int as paid, sum(-p.amount_minor * (select f.gbp_per_unit from fx_rates f where f.currency = p.currency and f.day <= e.booked_on order by f.day desc limit 1))::float8 as converted
      from supplier_values v join journal_entries e on e.supplier_id = v.supplier_id join postings p on p.entry_id = e.id
      where p.account = 'ar' and e.source_kind like 'balance_transaction%' and p.currency <> 'GBP'
        and not exists (select 1 from journal_entries g join postings q on q.entry_id = g.id where g.supplier_id = v.supplier_id and q.account = 'ar' and q.currency = 'GBP')
      group by 1, 2`);
    const rows: { supplier_id: string; paid: number; converted: number }[] = found.rows;
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ paid, converted }) => Math.abs(paid - converted) > 1)).toEqual([]);
  });
});

describe('after the nightly fit', () => {
  test('whoever pays now is in exactly one life that goes on, with the MRR it has', async () => {
    const { owner, store } = database.current;
    const lives = await store.read(actor, (reader) => countLives(reader, new Date(now)));
    const found: { rows: { paying: number; mrr: number }[] } = await owner.raw(
      'select count(*)::int as paying, sum(net_minor)::int as mrr from mrr_accounts where net_minor > 0',
    );
    const sum = (of: 'paying' | 'mrrMinor' | 'lives') => lives.reduce((total, life) => total + life[of], 0);
    expect({ paying: sum('paying'), mrr: sum('mrrMinor') }).toEqual(found.rows[0]);
    expect(lives.filter(({ ended }) => ended).length).toBeGreaterThan(5);
    expect(sum('lives')).toBeGreaterThan(sum('paying'));
  });
  test('whoever pays has an expectation with an interval around it, whoever left has none to come', async () => {
    await run(valueEverybody);
    const rows = await values();
    const paying = rows.filter(
      (row) => row.state === 'paying' && row.billing_interval === 'month' && row.mrr_minor > 0,
    );
    const told = paying.filter(({ residual_minor }) => residual_minor !== null);
    expect(told.length).toBeGreaterThan(30);
    for (const row of told) {
      expect(row.residual_lower_minor ?? Infinity).toBeLessThanOrEqual(row.residual_minor ?? 0);
      expect(row.residual_upper_minor ?? 0).toBeGreaterThanOrEqual(row.residual_minor ?? 0);
      expect(row.predicted_minor).toBe((row.realised_minor ?? 0) + (row.residual_minor ?? 0));
      expect(row.residual_minor ?? 0).toBeLessThan(59 * 0.8 * row.mrr_minor);
    }
    const left = rows.filter(({ state }) => state === 'left');
    expect(left.length).toBeGreaterThan(5);
    expect(left.filter((row) => row.predicted_minor !== row.realised_minor)).toEqual([]);
  });
  test('a second night with the same inputs writes neither a curve nor a value', async () => {
    expect(await run(valueEverybody)).toMatchObject({ changed: 0 });
    const { owner } = database.current;
    const [{ n } = { n: 0 }]: { n: number }[] = await owner('retention_fits').where({ changed: 0 }).count({ n: '*' });
    expect(n).toBe(1);
    expect(await run(valueGrownBase)).toHaveProperty('skipped');
  }, 60_000);
  test('curves and values are read as the api promises them, most valuable first', async () => {
    const { store } = database.current;
    const page = { sort: null, offset: 0, limit: 25 };
    const curves = await store.read(actor, (reader) =>
      listRetentionCurves(reader, { ...page, filter: { current: true, interval: ['month'] } }),
    );
    expect(curves.rows.map((row) => retentionCurveSchema.parse(asJson(row)).level)).toContain('all');
    const listed = await store.read(actor, (reader) =>
      listSupplierValues(reader, { ...page, filter: { state: ['paying'] } }),
    );
    const amounts = listed.rows.flatMap((row) => supplierValueSchema.parse(asJson(row)).predictedMinor ?? []);
    expect(amounts.length).toBeGreaterThan(10);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    const one = await store.read(actor, (reader) => findSupplierValue(reader, listed.rows[0]?.id ?? ''));
    expect(supplierValueSchema.parse(asJson(one)).history.length).toBeGreaterThan(0);
  });
  test('a curve is never changed', async () => {
    await expect(database.current.owner('retention_curves').update({ n: 1 })).rejects.toThrow('append-only');
  });
});

describe('after a payment', () => {
  test('its supplier is marked in the transaction that books it, and one valuation later the payment counts', async () => {
    const { owner, store } = database.current;
    await revalueAll();
    const before = new Map((await values()).map((row) => [row.supplier_id, row.realised_minor]));
    await deliver(store, world.recording.webhooks.slice(-held));
    while ((await applyNextEvents(services, world.stripe, hooks)) > 0);
    // A worker that took the marks and died before it had valued anybody.
    await owner('recompute_marks').update({ marked_at: new Date(0) });
    const taken = await takeMarks(store.pool, 'ltv', { debounceMs: 0, limit: 1_000 });
    expect(taken.length).toBeGreaterThan(0);
    expect(await revalueAll()).toBe(0);
    expect((await offFromCash()).off.length).toBeGreaterThan(0);
    await owner('recompute_marks').update({ taken_until: new Date(0) });
    expect(await revalueAll()).toBe(taken.length);
    expect((await offFromCash()).off).toEqual([]);
    const moved = (await values()).filter((row) => before.get(row.supplier_id) !== row.realised_minor);
    expect(moved.length).toBeGreaterThan(0);
    const marked = new Set(taken.map(({ supplierId }) => supplierId));
    expect(moved.filter((row) => !marked.has(row.supplier_id))).toEqual([]);
  }, 30_000);
  test('two who value at once write it once', async () => {
    const { owner, store } = database.current;
    await owner('supplier_values').delete();
    const ids: string[] = await owner('suppliers').orderBy('id').limit(100).pluck('id');
    const both = await Promise.all(
      [ids, ids.toReversed()].map((order) =>
        store.transact(actor, (writer) => recomputeValues(writer, order, new Date(now))),
      ),
    );
    expect(both.map(({ changed }) => changed).toSorted((a, b) => a - b)).toEqual([0, 100]);
  });
});

test('a whole refund takes back what was paid without its tax, before and after a credit note documents it', async () => {
  const { owner, store } = database.current;
  const found = await owner.raw(`
    select c.supplier_id, c.customer_id, c.id as charge_id, i.id as invoice_id, i.tax_minor::int as tax, i.total_minor::int as total
      from charges c join invoice_payments x on x.payment_intent_id = c.payment_intent_id join invoices i on i.id = x.invoice_id
     where c.status = 'succeeded' and c.currency = 'GBP' and c.amount_refunded_minor = 0 and i.tax_minor > 0 and i.total_minor = c.amount_minor
       and i.paid_at is not null and c.supplier_id is not null order by c.id limit 1`);
  const {
    supplier_id: supplierId,
    customer_id: customerId,
    charge_id: chargeId,
    invoice_id: invoiceId,
    tax,
    total,
  } = found.rows[0];
  const whose = { supplierId, customerId, createdAt: new Date(now), currency: 'GBP' };
  const money = { amountMinor: -total, netMinor: -total, feeMinor: 0, sourceAmountMinor: total, sourceCurrency: 'GBP' };
  const about = { id: 'txn_whole', type: 'refund', sourceType: 'refund', sourceId: 're_whole', chargeId };
  const movement = transaction({ ...whose, ...money, ...about });
  const paper = {
    id: 'cn_whole',
    invoiceId,
    totalMinor: total,
    taxMinor: tax,
    postPaymentMinor: total,
    refundedMinor: total,
  };
  const noted = note({ ...whose, ...paper, refundIds: ['re_whole'] });
  const realised = () =>
    store.transact(actor, async (writer): Promise<number> => {
      await recomputeValues(writer, [supplierId], new Date(now));
      return (await writer.sql('supplier_values').where({ supplier_id: supplierId }).first()).realised_minor;
    });
  const before = await realised();
  await store.transact(actor, async (writer) => {
    await keepRows(writer, 'balanceTransactions', [{ row: movement, raw: {} }], new Date(now));
    await bookEntries(writer, postingsForBalanceTransaction(movement));
  });
  expect((await realised()) - before).toBe(tax - total);
  await store.transact(actor, async (writer) => {
    await keepRows(writer, 'creditNotes', [{ row: noted, raw: {} }], new Date(now));
    await bookEntries(writer, postingsForCreditNote(noted));
  });
  expect((await realised()) - before).toBe(tax - total);
});

/** Suppliers paying in pounds whose realised value is not what came in for them. */
async function offFromCash(): Promise<{ rows: number; off: readonly { supplier_id: string }[] }> {
  const found: { rows: { supplier_id: string; realised: number; cash: number }[] } = await database.current.owner.raw(`
      select v.supplier_id, v.realised_minor::int as realised, (sum(p.amount_minor) filter (where p.account in ('clearing:stripe', 'clearing:paypal', 'bank'))
        - (select coalesce(sum(i.tax_minor), 0) from invoices i where i.supplier_id = v.supplier_id and i.paid_at is not null)
        + (select coalesce(sum(n.tax_minor), 0) from credit_notes n join invoices i on i.id = n.invoice_id where n.supplier_id = v.supplier_id and i.paid_at is not null and n.voided_at is null)
        + (select coalesce(sum(round(r.amount_minor::numeric * i.tax_minor / i.total_minor)), 0) from refunds r join charges c on c.id = r.charge_id
            join invoice_payments x on x.payment_intent_id = c.payment_intent_id join invoices i on i.id = x.invoice_id
            where r.supplier_id = v.supplier_id and r.balance_transaction_id is not null and r.failure_balance_transaction_id is null and i.paid_at is not null
              and not exists (select 1 from credit_notes n where r.id = any(n.refund_ids) and n.voided_at is null)))::int as cash
      from supplier_values v join journal_entries e on e.supplier_id = v.supplier_id join postings p on p.entry_id = e.id
      group by v.supplier_id, v.realised_minor having count(*) filter (where p.currency <> 'GBP') = 0`);
  return { rows: found.rows.length, off: found.rows.filter(({ realised, cash }) => realised !== cash) };
}

type Value = {
  readonly supplier_id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly billing_interval: string | null;
  readonly mrr_minor: number;
  readonly realised_minor: number | null;
  readonly residual_minor: number | null;
  readonly residual_lower_minor: number | null;
  readonly residual_upper_minor: number | null;
  readonly predicted_minor: number | null;
};

/** As it comes over HTTP. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function values(): Promise<Value[]> {
  return database.current.owner('supplier_values').select('*');
}

/** Values whoever is marked, as the drain does when the marks have rested. @returns how many */
async function revalueAll(): Promise<number> {
  let total = 0;
  for (;;) {
    await database.current.owner('recompute_marks').update({ marked_at: new Date(0) });
    const done = await revalueOnFacts.drain(services, new AbortController().signal);
    if (done === 0) return total;
    total += done;
  }
}

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
