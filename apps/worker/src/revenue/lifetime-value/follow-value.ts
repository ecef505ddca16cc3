import { markForRecompute } from '@wedsync/db/platform';
import { recomputeValues } from '@wedsync/db/revenue';
import { systemActor } from '@wedsync/domain/platform';
import type { AfterMirror } from '../../billing/index.ts';
import { recomputeDrain, type Consumer } from '../../platform/index.ts';

/** Asks for the value of whoever's books the same transaction writes in. */
export const followValue: AfterMirror = (writer, { rows }) => {
  const booked = [
    ...rows('balanceTransactions'),
    ...rows('creditNotes'),
    ...rows('invoices').filter(({ paidAt }) => paidAt !== null),
  ];
  return markForRecompute(
    writer,
    'ltv',
    booked.flatMap(({ supplierId }) => supplierId ?? []),
  );
};

/** Money that came before its supplier counts from the moment the two are linked; a standing that changes says so. */
export const valueFindsItsSupplier: Consumer = {
  name: 'value-follows-standing',
  description: 'Works out the lifetime value of suppliers whose standing changed',
  types: ['supplier.standing_changed'],
  batchSize: 500,
  replay: {
    kind: 'repeats',
    does: 'Works out again what these suppliers are worth, from the books as they are.',
  },
  apply: (writer, events) =>
    markForRecompute(
      writer,
      'ltv',
      events.flatMap(({ supplierId }) => supplierId ?? []),
    ),
};

/** Values suppliers within seconds of a payment or a movement of their MRR; a burst costs one valuation. */
export const revalueOnFacts = recomputeDrain({
  kind: 'ltv',
  description: 'Works out what suppliers with new payments or movements are worth',
  debounceMs: 500,
  batchSize: 300,
  concurrency: 1,
  recompute: async ({ store, clock }, supplierIds) => {
    const actor = systemActor('ltv', 'recompute_ltv');
    await store.transact(actor, (writer) => recomputeValues(writer, supplierIds, clock.now()));
  },
});
