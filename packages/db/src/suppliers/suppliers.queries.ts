import type { Reader } from '../platform/index.ts';

/** Our ids of the host application's suppliers, by external id; those we have not met are absent. */
export async function linkedSupplierIds(
  reader: Reader,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (externalIds.length === 0) return new Map();
  const rows: { id: string; external_id: string }[] = await reader
    .sql('suppliers')
    .select('id', 'external_id')
    .whereRaw('external_id = any(?)', [[...new Set(externalIds)]]);
  return new Map(rows.map((row) => [row.external_id, row.id]));
}
