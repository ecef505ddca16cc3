import type { SegmentPreview } from '@wedsync/domain/suppliers';
import type { Reader } from '../../platform/index.ts';
import type { Fragment } from './compile-rule.ts';

/** Whether a condition on suppliers `s` holds for one. */
export async function supplierMatches({ sql }: Reader, supplierId: string, condition: Fragment): Promise<boolean> {
  const found = await sql('suppliers as s')
    .where('s.id', supplierId)
    .whereRaw(condition.sql, [...condition.bindings])
    .first('s.id');
  return found !== undefined;
}

const sampleSize = 8;
/** Asked for with every stroke while a rule is written: one that takes longer is refused, and holds no connection meanwhile. */
const previewTimeoutMs = 5_000;

/** How many suppliers of those the reader sees a condition means, and the first of them by name. */
export async function previewSegment({ sql }: Reader, condition: Fragment): Promise<SegmentPreview> {
  await sql.raw(`select set_config('statement_timeout', ?, true)`, [String(previewTimeoutMs)]);
  const matching = () => sql('suppliers as s').whereRaw(condition.sql, [...condition.bindings]);
  const [counted, all, sample] = await Promise.all([
    matching().count({ n: '*' }).first(),
    sql('suppliers').count({ n: '*' }).first(),
    matching()
      .select('s.id', { businessName: 's.business_name' })
      .orderByRaw('s.sort_name, s.row_no')
      .limit(sampleSize),
  ]);
  return { count: Number(counted?.n ?? 0), of: Number(all?.n ?? 0), sample };
}
