import { markForRecompute } from '@wedsync/db/platform';
import { suppliersOfCustomers } from '@wedsync/db/revenue';
import type { AfterMirror } from '../billing/index.ts';
import type { Consumer } from '../platform/index.ts';

/** Asks for the movements that follow from what was mirrored, and from what was told of a moment that the mirror has left behind. */
export const followSubscriptions: AfterMirror = async (writer, { rows, states }) => {
  const mirrored = [
    ...rows('subscriptions'),
    ...rows('discounts'),
    ...rows('invoices').filter(({ paidAt }) => paidAt !== null),
  ];
  const told = await suppliersOfCustomers(writer, [...new Set(states.map(({ customerId }) => customerId))]);
  await markForRecompute(writer, 'mrr', [...mirrored.flatMap(({ supplierId }) => supplierId ?? []), ...told]);
};

/** Money that came before its supplier counts from the moment the two are linked; a standing that changes says so. */
export const movementsFindTheirSupplier: Consumer = {
  name: 'mrr-follows-standing',
  description: 'Works out the MRR of suppliers whose standing changed',
  types: ['supplier.standing_changed'],
  batchSize: 500,
  replay: {
    kind: 'repeats',
    does: 'Works out again the MRR of these suppliers, from what was told of their subscriptions.',
  },
  apply: (writer, events) =>
    markForRecompute(
      writer,
      'mrr',
      events.flatMap(({ supplierId }) => supplierId ?? []),
    ),
};
