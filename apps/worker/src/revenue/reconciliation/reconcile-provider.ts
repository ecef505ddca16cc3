import type { Writer } from '@wedsync/db/platform';
import {
  closeHealed,
  daysWithExceptions,
  findAnomalies,
  firstMovementDay,
  forgetUnlisted,
  heardThrough,
  keepFindings,
  keepStatementLines,
  listOutsidePayments,
  markDaysReconciled,
  payoutsToReconcile,
  sumPayout,
  unequalPairs,
  unequalPairsOfPayout,
  type DayRange,
} from '@wedsync/db/revenue';
import { moveSyncCursor, syncCursor } from '@wedsync/db/connectors';
import type { Provider, StatementLine } from '@wedsync/domain/billing';
import { calendarDate, DAY_MS, dayBounds, MINUTE_MS, plusMs, type Actor } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Statement } from '../../billing/index.ts';
import type { WorkerServices } from '../../platform/index.ts';
import { findingOfAnomaly, findingsOfPairs, findingsOfPayout } from './findings.ts';

export type Reconciler = Pick<WorkerServices, 'store' | 'clock' | 'uuids'> & {
  readonly actor: Actor;
  readonly signal: AbortSignal;
};

export type Outcome = { days: number; found: number; healed: number };

/** Days are looked at again for so long: lines are added and changed late. */
const overlapDays = 3;
const firstLookDays = 90;
/** A month of lines is kept in one transaction. */
const daysAtOnce = 31;
const payoutsAtOnce = 50;
/** Payments outside every provider are typed in by people. */
const manualLagMs = 5 * MINUTE_MS;

/** Holds a provider's list against the books, day by day: the days since the last time, a few before, and those that were not right. */
export async function reconcileProvider(deps: Reconciler, statement: Statement): Promise<Outcome> {
  const { provider, lagMs } = statement;
  return overDays(deps, provider, (range) => reconcileDays(deps, { provider, lagMs, list: listOf(statement) }, range));
}

/** The same for payments outside every provider: their list is what invoices say. */
export async function reconcileManual(deps: Reconciler): Promise<Outcome> {
  const list: List = async (writer, range, now) => listOutsidePayments(writer, range, now);
  return overDays(deps, 'manual', (range) =>
    reconcileDays(deps, { provider: 'manual', lagMs: manualLagMs, list: () => Promise.resolve(list) }, range),
  );
}

async function overDays(
  { store, actor, clock, signal }: Reconciler,
  provider: Provider,
  reconcile: (range: DayRange) => Promise<Outcome>,
): Promise<Outcome> {
  const total: Outcome = { days: 0, found: 0, healed: 0 };
  for (const range of await rangesDue({ store, actor, clock }, provider)) {
    if (signal.aborted) return total;
    const { days, found, healed } = await reconcile(range);
    total.days += days;
    total.found += found;
    total.healed += healed;
  }
  return total;
}

async function rangesDue(
  { store, actor, clock }: Pick<Reconciler, 'store' | 'actor' | 'clock'>,
  provider: Provider,
): Promise<DayRange[]> {
  const today = calendarDate(clock.now());
  const { done, first, unsettled } = await store.read(actor, async (reader) => {
    const cursor = z.iso.date().safeParse(await syncCursor(reader, cursorOf(provider)));
    const from = cursor.success ? cursor.data : null;
    const movement = await firstMovementDay(reader, provider);
    return { done: from, first: movement, unsettled: await daysWithExceptions(reader, provider, today) };
  });
  const lookBack = addDays(today, -firstLookDays);
  const earliest = first !== null && first < lookBack ? first : lookBack;
  const from = done === null ? earliest : addDays(done, -overlapDays);
  const alone = unsettled.filter((day) => day < from).map((day) => ({ from: day, to: day }));
  return [...alone, ...chunks(from, today)];
}

function chunks(from: string, to: string): DayRange[] {
  const ranges: DayRange[] = [];
  for (let start = from; start <= to; start = addDays(start, daysAtOnce)) {
    const end = addDays(start, daysAtOnce - 1);
    ranges.push({ from: start, to: end < to ? end : to });
  }
  return ranges;
}

type List = (writer: Writer, range: DayRange, now: Date) => Promise<void>;
type Side = {
  readonly provider: Provider;
  readonly lagMs: number;
  /** Reads the provider's side before the transaction opens; what it returns keeps it. */
  readonly list: (range: DayRange, now: Date) => Promise<List>;
};

function listOf({ provider, lines }: Statement): Side['list'] {
  return async ({ from, to }) => {
    const listed: StatementLine[] = [];
    for await (const page of lines(dayBounds(from).start, dayBounds(to).end)) listed.push(...page);
    return (writer, _range, now) => keepStatementLines(writer, provider, listed, now);
  };
}

/** One transaction a range: the list is kept, compared, and what follows from it is on record, or nothing of it is. */
async function reconcileDays(deps: Reconciler, side: Side, range: DayRange): Promise<Outcome> {
  const { store, actor, clock, uuids } = deps;
  const now = clock.now();
  const keep = await side.list(range, now);
  return store.transact(actor, async (writer) => {
    await keep(writer, range, now);
    await forgetUnlisted(writer, side.provider, range, now);
    const heard = await heardThrough(writer, side.provider, now);
    const before = plusMs(heard, -side.lagMs);
    const pairs = await unequalPairs(writer, side.provider, range, before);
    const found = await keepFindings(writer, findingsOfPairs(side.provider, pairs), now, uuids);
    const looked = { objects: ['balance-transactions'], provider: side.provider, days: range, before } as const;
    const healed = await closeHealed(writer, looked, now);
    await markDaysReconciled(writer, side.provider, range, before);
    await advance(writer, side.provider, range.to);
    return { days: 1 + Math.round((Date.parse(range.to) - Date.parse(range.from)) / DAY_MS), found, healed };
  });
}

async function advance(writer: Writer, provider: Provider, through: string): Promise<void> {
  const known = z.iso.date().safeParse(await syncCursor(writer, cursorOf(provider)));
  if (!known.success || known.data < through) await moveSyncCursor(writer, cursorOf(provider), through);
}

/** Compares payouts with what they carried, movement by movement and in sum, until each agrees. */
export async function reconcilePayouts(deps: Reconciler, statements: readonly Statement[]): Promise<Outcome> {
  const total: Outcome = { days: 0, found: 0, healed: 0 };
  const seen = new Set<string>();
  for (;;) {
    const due = await deps.store.read(deps.actor, (reader) => payoutsToReconcile(reader, payoutsAtOnce + seen.size));
    const fresh = due.filter(({ id }) => !seen.has(id));
    if (fresh.length === 0) return total;
    for (const payout of fresh) {
      if (deps.signal.aborted) return total;
      seen.add(payout.id);
      const list = statements.find(({ provider }) => provider === payout.provider)?.payout ?? null;
      if (list === null) continue;
      const { found, healed } = await reconcilePayout(deps, payout, list);
      total.found += found;
      total.healed += healed;
    }
  }
}

async function reconcilePayout(
  { store, actor, clock, uuids }: Reconciler,
  { id, provider, arrivalDate }: { readonly id: string; readonly provider: Provider; readonly arrivalDate: string },
  list: NonNullable<Statement['payout']>,
): Promise<{ found: number; healed: number }> {
  const now = clock.now();
  const lines: StatementLine[] = [];
  for await (const page of list(id)) lines.push(...page);
  return store.transact(actor, async (writer) => {
    await keepStatementLines(writer, provider, lines, now);
    const sums = await sumPayout(writer, id, now);
    const pairs = await unequalPairsOfPayout(writer, provider, id);
    const findings = [
      ...findingsOfPairs(provider, pairs),
      ...(sums === undefined ? [] : findingsOfPayout(provider, arrivalDate, sums)),
    ];
    const found = await keepFindings(writer, findings, now, uuids);
    const looked = { objects: ['payouts'], provider, days: null, objectId: id } as const;
    return { found, healed: await closeHealed(writer, looked, now) };
  });
}

/** Looks for what is wrong with things rather than with movements: doubles, refunds of nothing, prices of no plan, fees not known. */
export async function reconcileThings({ store, actor, clock, uuids }: Reconciler): Promise<Outcome> {
  const now = clock.now();
  return store.transact(actor, async (writer) => {
    const findings = (await findAnomalies(writer, now)).map(findingOfAnomaly);
    const found = await keepFindings(writer, findings, now, uuids);
    const looked = { objects: ['charges', 'refunds', 'subscriptions'], provider: null, days: null } as const;
    return { days: 0, found, healed: await closeHealed(writer, looked, now) };
  });
}

function cursorOf(provider: Provider): string {
  return `reconciled.${provider}`;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
