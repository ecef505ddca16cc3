import type { Reader } from '../../platform/index.ts';
import { reachedStates } from './act-cost.ts';

/**
 * Which of these suppliers an act of a playbook reached after `from` and up to `to`. What became of them then tells of the act as much as of them; who was held
 * out stands for them where models learn.
 */
export async function treatedWithin(
  { sql }: Reader,
  supplierIds: readonly string[],
  from: Date,
  to: Date,
): Promise<ReadonlySet<string>> {
  const treated: string[] = await sql('interventions')
    .whereRaw('supplier_id = any(?::text[])', [[...supplierIds]])
    .whereRaw(`state in ${reachedStates}`)
    .where('sent_at', '>', from)
    .where('sent_at', '<=', to)
    .distinct()
    .pluck('supplier_id');
  return new Set(treated);
}
