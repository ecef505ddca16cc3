import type { ListQuery, Page } from '@wedsync/domain/platform';
import { churnReasonSchema, type ChurnPredictionFilter, type ChurnPredictionRow } from '@wedsync/domain/success';
import { z } from 'zod';
import { listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { whereSupplierMatches } from '../../suppliers/index.ts';

export function listChurnPredictions(
  reader: Reader,
  query: ListQuery<ChurnPredictionFilter>,
): Promise<Page<ChurnPredictionRow>> {
  return listPage(reader, listSpec, query);
}

export async function findChurnPrediction(reader: Reader, id: string): Promise<ChurnPredictionRow | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const supplierOf = (id: string) => id.slice(0, id.lastIndexOf(':'));

const listSpec: ListSpec<ChurnPredictionRow, ChurnPredictionFilter> = {
  resource: 'churn-predictions',
  keys: (reader) => reader.sql('churn_predictions as p').join('suppliers as s', 's.id', 'p.supplier_id'),
  idColumn: 'p.id',
  sorts: {
    expectedSavedMinor: 'p.expected_saved_minor',
    probability: 'p.probability',
    scoredAt: 'p.scored_at',
    mrrMinor: 's.mrr_minor',
    businessName: 's.sort_name',
  },
  emptyLast: ['expectedSavedMinor'],
  defaultSort: { field: 'expectedSavedMinor', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('p.supplier_id', ids.map(supplierOf)).whereIn('p.id', ids),
    supplierId: (query, ids) => void query.whereIn('p.supplier_id', ids),
    horizonDays: (query, days) => void query.where('p.horizon_days', days),
    ownerId: (query, ownerId) => void query.where('s.owner_id', ownerId),
    dismissed: (query, yes) => void (yes ? query.whereNotNull('p.dismissed_at') : query.whereNull('p.dismissed_at')),
    probabilityFrom: (query, least) => void query.where('p.probability', '>=', least),
    q: (query, text) => whereSupplierMatches(query, 'p.supplier_id', text),
  },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

type StoredPrediction = Omit<ChurnPredictionRow, 'reasons' | 'scoredAt' | 'dismissed'> & {
  readonly reasons: unknown;
  readonly scoredAt: Date;
  readonly dismissedAt: Date | null;
  readonly dismissedByName: string | null;
  readonly dismissedReason: string | null;
};

const reasonsSchema = z.array(churnReasonSchema);

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<ChurnPredictionRow[]> {
  const wanted = ids.map(String);
  const rows: StoredPrediction[] = await reader
    .sql('churn_predictions as p')
    .join('suppliers as s', 's.id', 'p.supplier_id')
    .join('churn_models as m', 'm.id', 'p.model_id')
    .leftJoin('supplier_values as v', 'v.supplier_id', 'p.supplier_id')
    .whereIn('p.supplier_id', wanted.map(supplierOf))
    .whereIn('p.id', wanted)
    .select({
      id: 'p.id',
      supplierId: 'p.supplier_id',
      businessName: 's.business_name',
      ownerId: 's.owner_id',
      planCode: 's.plan_code',
      mrrMinor: 's.mrr_minor',
      residualValueMinor: 'v.residual_minor',
      horizonDays: 'p.horizon_days',
      probability: 'p.probability',
      expectedSavedMinor: 'p.expected_saved_minor',
      modelId: 'p.model_id',
      modelName: reader.sql.raw(`m.algorithm || ' ' || m.number`),
      reasons: 'p.reasons',
      scoredAt: 'p.scored_at',
      dismissedAt: 'p.dismissed_at',
      dismissedByName: 'p.dismissed_by_name',
      dismissedReason: 'p.dismissed_reason',
    });
  return rows.map(present);
}

function present({ dismissedAt, dismissedByName, dismissedReason, ...row }: StoredPrediction): ChurnPredictionRow {
  return {
    ...row,
    reasons: reasonsSchema.parse(row.reasons),
    scoredAt: row.scoredAt.toISOString(),
    dismissed:
      dismissedAt === null
        ? null
        : { at: dismissedAt.toISOString(), byName: dismissedByName ?? '', reason: dismissedReason ?? '' },
  };
}
