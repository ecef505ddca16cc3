import { markForRecompute } from '@wedsync/db/platform';
import { reviewDebts } from '../billing/index.ts';
import { z } from 'zod';
import type { Consumer } from '../platform/index.ts';

const about = z.object({ invoiceId: z.string() });

/** Whoever paid by transfer is not written to again and keeps what they have; whoever's transfer was taken back owes anew. */
export const debtsFollowPaymentsByHand: Consumer = {
  name: 'debts-follow-payments-by-hand',
  description: 'Ends the dunning of what was paid or given up by hand, and begins it again when that is taken back',
  types: ['manual_payment.recorded', 'manual_payment.reversed'],
  batchSize: 100,
  replay: { kind: 'repeats', does: 'Looks again at what these invoices owe, as the books are now.' },
  apply: async (writer, events, { clock }) => {
    const invoiceIds = [...new Set(events.map(({ payload }) => about.parse(payload).invoiceId))].sort();
    await reviewDebts(writer, invoiceIds, clock.now());
    await markForRecompute(
      writer,
      'ltv',
      events.flatMap(({ supplierId }) => supplierId ?? []),
    );
  },
};
