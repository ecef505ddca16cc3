import { guardedSuppliers, overriddenAmong } from '@wedsync/db/suppliers';
import { deferredUntil, guardWaits, weddingGuard } from '@wedsync/domain/suppliers';
import type { LastLook } from '../../delivery/index.ts';
import { dunningSource } from './follow-debts.ts';

/** A reminder written on a free day may leave on a guarded one, when something was down meanwhile: then it waits like its step would have. */
export const lookAtReminders: LastLook = {
  source: dunningSource,
  look: async (reader, messages, now) => {
    if (messages.length === 0) return new Map();
    const suppliers = await guardedSuppliers(
      reader,
      messages.flatMap(({ supplierId }) => supplierId ?? []),
    );
    const needNotWait = await overriddenAmong(
      reader,
      dunningSource,
      messages.flatMap(({ sourceId }) => sourceId ?? []),
    );
    return new Map(
      messages.flatMap(({ id, supplierId, sourceId }) => {
        const supplier = suppliers.get(supplierId ?? '');
        const guard = supplier === undefined ? null : weddingGuard(now, supplier);
        if (supplier === undefined || guard === null || needNotWait.has(sourceId ?? '')) return [];
        return [
          [id, { reason: guard.reason, why: guardWaits[guard.reason], until: deferredUntil(now, supplier) }] as const,
        ];
      }),
    );
  },
};
