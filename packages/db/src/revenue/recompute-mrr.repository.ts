import {
  fxFromEuroRates,
  FxRateMissing,
  movementsInViews,
  mrrChangesOf,
  nextChangeOf,
  publicationOf,
  reportingDay,
  type FxLookup,
  withCustomerDiscounts,
  withPresent,
} from '@wedsync/domain/revenue';
import { reportingCurrency } from '../billing/index.ts';
import { emitEvents, lockEach, lockShared, type Writer } from '../platform/index.ts';
import { keepAccounts, type MrrAccount } from './mrr-accounts.repository.ts';
import { closedMonth } from './mrr-closes.repository.ts';
import { readHistories, type MrrHistories } from './mrr-histories.queries.ts';
import { publish, standingMovements, type SupplierPublication } from './mrr-movements.repository.ts';

export type RecomputedMrr = { readonly added: number; readonly withdrawn: number; readonly restated: number };

/**
 * Works out the movements of these suppliers from everything ever told of their subscriptions and publishes what differs. Doing it again changes
 * nothing; doing it for everybody is the full rebuild.
 */
export async function recomputeMrr(writer: Writer, supplierIds: readonly string[], now: Date): Promise<RecomputedMrr> {
  await holdStill(writer, supplierIds);
  const histories = await readHistories(writer, supplierIds);
  const published = await standingMovements(writer, supplierIds);
  const closedThrough = await closedMonth(writer);
  const isClosed = (at: Date) => closedThrough !== null && reportingDay(at).slice(0, 7) <= closedThrough;
  // Once for all of them: reading rates takes longer than following a supplier.
  const fx = fxFromEuroRates(histories.rates, reportingCurrency);
  const accounts = supplierIds.map((supplierId) => accountOf(supplierId, histories, fx, now));
  const publications = accounts.flatMap(({ supplierId, movements }) =>
    movements === null ? [] : [{ supplierId, ...publicationOf(published.get(supplierId) ?? [], movements, isClosed) }],
  );
  await publish(writer, publications);
  await keepAccounts(writer, accounts, now);
  const restated = publications.filter(
    ({ reversed, added }) => reversed.length > 0 || added.some((one) => one.restatement),
  );
  await tellRestated(writer, restated, now);
  return {
    added: publications.reduce((sum, one) => sum + one.added.length, 0),
    withdrawn: publications.reduce((sum, one) => sum + one.withdrawn.length, 0),
    restated: restated.length,
  };
}

/** One at a time for each supplier, and never while a month is being closed. */
async function holdStill(writer: Writer, supplierIds: readonly string[]): Promise<void> {
  await lockShared(writer, 'mrr-months');
  await lockEach(writer, 'mrr', supplierIds);
}

function accountOf(supplierId: string, { ofSupplier, book }: MrrHistories, fx: FxLookup, now: Date): MrrAccount {
  const told = (ofSupplier.get(supplierId) ?? []).map((one) => ({
    ...one,
    states: withCustomerDiscounts(withPresent(one.states, one.present), one.customerDiscounts),
  }));
  const histories = told.map((one) => ({ states: one.states, changes: mrrChangesOf(one, book, now) }));
  const changes = histories.flatMap((one) => one.changes);
  const next = histories.flatMap((one) => nextChangeOf(one.changes, book, one.states, now) ?? []);
  const nextChangeAt = next.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
  try {
    return {
      supplierId,
      movements: movementsInViews(changes, { fx, asOf: now, pastDueWindows: book.pastDueWindows }),
      missingRate: null,
      nextChangeAt,
    };
  } catch (error) {
    if (!FxRateMissing.matches(error)) throw error;
    const foreign = changes.find(({ currency }) => currency !== reportingCurrency);
    return { supplierId, movements: null, missingRate: foreign?.currency ?? 'unknown', nextChangeAt };
  }
}

async function tellRestated(writer: Writer, restated: readonly SupplierPublication[], now: Date): Promise<void> {
  await emitEvents(
    writer,
    restated.map(({ supplierId, reversed, added }) => ({
      type: 'mrr.restated',
      supplierId,
      resource: 'mrr-movements',
      resourceId: supplierId,
      summary: 'A closed month of MRR was restated',
      payload: { takenBack: reversed.length, said: added.filter(({ restatement }) => restatement).length },
      occurredAt: now,
    })),
  );
}
