import { findSupplierName, startVisit } from '@wedsync/db/access';
import type { Reader } from '@wedsync/db/platform';
import { viewAsMs } from '@wedsync/domain/access';
import { MINUTE_MS, NotFound, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction } from '../platform/index.ts';
import { directoryOf } from './directory.ts';

/** Looking through a supplier's eyes: that supplier only, nothing can be changed, for a quarter of an hour, every view on record. */
export const viewAsSupplier = defineAction({
  resource: 'suppliers',
  verb: 'view-as',
  title: 'View as this supplier',
  description: 'See only what belongs to this supplier, without being able to change anything, for 15 minutes',
  danger: false,
  reasonRequired: true,
  input: z.strictObject({}),
  assess: async (reader, supplierId) => ({
    supplierId,
    amount: null,
    approval: null,
    fingerprint: supplierId,
    preview: {
      lines: [
        { label: 'Supplier', value: await nameOf(reader, supplierId) },
        { label: 'Ends by itself after', value: `${viewAsMs / MINUTE_MS} minutes` },
      ],
      warnings: ['Everything you open is put on record with your reason.'],
    },
  }),
  perform: async (writer, supplierId, _input, { clock, uuids, store, actor, principal }) => {
    const businessName = await nameOf(writer, supplierId);
    const startedAt = clock.now();
    const expiresAt = plusMs(startedAt, viewAsMs);
    const reason = actor.reason ?? '';
    await startVisit(writer, { staffId: principal.id, supplierId, businessName, reason, startedAt, expiresAt }, uuids);
    directoryOf(store).forget(principal.id);
    return { state: 'succeeded', result: { supplierId, businessName, expiresAt: expiresAt.toISOString() } };
  },
});

async function nameOf(reader: Reader, supplierId: string): Promise<string> {
  const name = await findSupplierName(reader, supplierId);
  if (name === undefined) throw NotFound({ what: 'supplier', id: supplierId });
  return name;
}
