import { releaseMarks, type RecomputeKind, settleMarks, takeMarks } from '@wedsync/db/platform';
import { systemActor } from '@wedsync/domain/platform';
import type { Drain } from './capability.ts';
import type { WorkerServices } from './services.ts';

export type RecomputeOptions = {
  readonly kind: RecomputeKind;
  readonly description?: string;
  /** Waits this long after the first mark of a supplier, so a burst of facts costs one computation. */
  readonly debounceMs: number;
  readonly batchSize: number;
  readonly concurrency: number;
  /** Brings these suppliers up to date in transactions of its own; must be repeatable. */
  readonly recompute: (services: WorkerServices, supplierIds: readonly string[]) => Promise<void>;
};

/**
 * A drain that recomputes marked suppliers in batches. A supplier that is marked again while its batch is under way keeps its mark and comes round
 * again, so the last fact always counts; a batch that fails gives its marks back.
 */
export function recomputeDrain(options: RecomputeOptions): Drain {
  const { kind, debounceMs, batchSize, concurrency, recompute } = options;
  return {
    name: `recompute-${kind}`,
    description: options.description ?? `Recomputes ${kind} of suppliers with new facts.`,
    channel: null,
    sweepMs: Math.max(250, debounceMs / 4),
    concurrency,
    async drain(services) {
      const { store } = services;
      const marks = await takeMarks(store.pool, kind, { debounceMs, limit: batchSize });
      if (marks.length === 0) return 0;
      try {
        await recompute(
          services,
          marks.map(({ supplierId }) => supplierId),
        );
      } catch (error) {
        await releaseMarks(store.pool, kind, marks);
        throw error;
      }
      const actor = systemActor(`recompute-${kind}`, `recompute_${kind}`);
      await store.transact(actor, (writer) => settleMarks(writer, kind, marks));
      return marks.length;
    },
  };
}
