import { bandOf, type HealthModel } from '@wedsync/domain/success';
import type { Writer } from '../../platform/index.ts';
import { recomputeHealth } from './recompute-health.ts';

export type NewOverride = {
  readonly supplierId: string;
  readonly value: number;
  readonly reason: string;
  readonly by: string;
  readonly byName: string;
  readonly at: Date;
  readonly expiresAt: Date;
};

/** Puts a person's judgement in front of the automatic score. @returns false when the supplier has no score row in scope */
export async function putOverride(writer: Writer, override: NewOverride, { config }: HealthModel): Promise<boolean> {
  const changed = await writer
    .sql('health_scores')
    .where({ supplier_id: override.supplierId })
    .update({
      override_value: override.value,
      override_reason: override.reason,
      override_by: override.by,
      override_by_name: override.byName,
      override_at: override.at,
      override_expires_at: override.expiresAt,
      score: override.value,
      band: bandOf(config, override.value),
    });
  await showOnSuppliers(writer, [override.supplierId]);
  return changed === 1;
}

/**
 * Takes overrides away and scores those suppliers at once, held against what stood until now: a fall that the override hid is told like any other.
 * @returns whose stood
 */
export async function liftOverrides(writer: Writer, supplierIds: readonly string[], now: Date): Promise<string[]> {
  const lifted: { supplier_id: string }[] = await writer
    .sql('health_scores')
    .whereIn('supplier_id', supplierIds)
    .whereNotNull('override_value')
    .update({
      override_value: null,
      override_reason: null,
      override_by: null,
      override_by_name: null,
      override_at: null,
      override_expires_at: null,
    })
    .returning('supplier_id');
  const ids = lifted.map((row) => row.supplier_id);
  await recomputeHealth(writer, ids, now);
  return ids;
}

/** Suppliers whose override has run out, a batch of them; rows another process holds are left to it. */
export async function expiredOverrides(writer: Writer, now: Date, limit: number): Promise<string[]> {
  const rows: { supplier_id: string }[] = await writer
    .sql('health_scores')
    .where('override_expires_at', '<=', now)
    .orderBy('override_expires_at')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .select('supplier_id');
  return rows.map((row) => row.supplier_id);
}

async function showOnSuppliers(writer: Writer, supplierIds: readonly string[]): Promise<void> {
  await writer.sql.raw(
    `update suppliers s set health_score = h.score, health_band = h.band from health_scores h
      where h.supplier_id = s.id and s.id = any(?) and (s.health_score, s.health_band) is distinct from (h.score, h.band)`,
    [[...supplierIds]],
  );
}
