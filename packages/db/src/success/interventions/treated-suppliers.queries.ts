import type { Reader } from '../../platform/index.ts';
import { reachedStates } from './act-cost.ts';

/**
 * Which of these suppliers a playbook had in its treated arm at a moment. It was known then, so that leaving them out chooses nobody by what came; who was
 * held out of the same playbooks stands for them where models learn.
 */
export async function treatedAt(
  { sql }: Reader,
  supplierIds: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const treated: string[] = await sql('playbook_enrolments')
    .whereRaw('supplier_id = any(?::text[])', [[...supplierIds]])
    .where({ arm: 'treated' })
    .where('entered_at', '<=', at)
    .whereRaw(`coalesce(ended_at, 'infinity') > ?`, [at])
    .distinct()
    .pluck('supplier_id');
  return new Set(treated);
}

/** After how many days from `from` an act of a playbook first reached each of these suppliers, of those it reached within so many. */
export async function reachedAfter(
  { sql }: Reader,
  supplierIds: readonly string[],
  from: Date,
  withinDays: number,
): Promise<ReadonlyMap<string, number>> {
  const result: { rows: { supplierId: string; days: number }[] } = await sql.raw(
    `select supplier_id as "supplierId", min(extract(epoch from sent_at - :from::timestamptz) / 86400)::float8 as days
       from interventions
      where supplier_id = any(:ids::text[]) and state in ${reachedStates}
        and sent_at > :from::timestamptz and sent_at <= :from::timestamptz + :withinDays * interval '1 day'
      group by 1`,
    { ids: [...supplierIds], from, withinDays },
  );
  return new Map(result.rows.map(({ supplierId, days }) => [supplierId, days]));
}
