import type { ListQuery, Page } from '@wedsync/domain/platform';
import {
  reasonsOf,
  type HealthBand,
  type HealthModel,
  type HealthScoreFilter,
  type HealthScoreRow,
} from '@wedsync/domain/success';
import { listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { whereSupplierMatches } from '../../suppliers/index.ts';
import { loadHealthModels } from './models.queries.ts';
import { storedHealth } from './stored-health.ts';

/** A current score as it is stored, with what lists show of the supplier. */
export type StoredScore = {
  readonly supplierId: string;
  readonly businessName: string;
  readonly vendorType: string;
  readonly ownerId: string | null;
  readonly mrrMinor: number;
  readonly score: number | null;
  readonly band: HealthBand;
  readonly autoScore: number | null;
  readonly autoBand: HealthBand;
  readonly coverage: number;
  readonly exception: string | null;
  readonly modelVersion: number | null;
  readonly segments: readonly string[] | null;
  readonly values: readonly (number | null)[];
  readonly change7: number | null;
  readonly change14: number | null;
  readonly trend: number;
  readonly overrideValue: number | null;
  readonly overrideReason: string | null;
  readonly overrideByName: string | null;
  readonly overrideAt: Date | null;
  readonly overrideExpiresAt: Date | null;
  readonly scoredAt: Date | null;
};

export function listHealthScores(reader: Reader, query: ListQuery<HealthScoreFilter>): Promise<Page<HealthScoreRow>> {
  return listPage(reader, listSpec, query);
}

export async function findHealthScore(reader: Reader, supplierId: string): Promise<HealthScoreRow | undefined> {
  return (await hydrate(reader, [supplierId]))[0];
}

const listSpec: ListSpec<HealthScoreRow, HealthScoreFilter> = {
  resource: 'health-scores',
  keys: (reader) => reader.sql('health_scores as h').join('suppliers as s', 's.id', 'h.supplier_id'),
  idColumn: 'h.supplier_id',
  sorts: {
    score: 'h.score',
    change7: 'h.change_7',
    scoredAt: 'h.scored_at',
    mrrMinor: 's.mrr_minor',
    businessName: 's.sort_name',
    id: 'h.supplier_id',
  },
  defaultSort: { field: 'score', order: 'ASC' },
  filters: {
    id: (query, ids) => void query.whereIn('h.supplier_id', ids),
    supplierId: (query, ids) => void query.whereIn('h.supplier_id', ids),
    band: (query, bands) => void query.whereIn('s.health_band', bands),
    ownerId: (query, ownerId) => void query.where('s.owner_id', ownerId),
    overridden: (query, yes) =>
      void (yes ? query.whereNotNull('h.override_value') : query.whereNull('h.override_value')),
    moved: (query, direction) => void query.where('h.change_7', direction === 'up' ? '>' : '<', 0),
    q: (query, text) => whereSupplierMatches(query, 'h.supplier_id', text),
  },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<HealthScoreRow[]> {
  const supplierIds = ids.map(String);
  const { byVersion } = await loadHealthModels(reader);
  const rows = await storedScores(reader, supplierIds);
  const weeks = await weeklyScores(reader, supplierIds);
  return rows.map((row) => present(row, byVersion.get(row.modelVersion ?? -1), weeks.get(row.supplierId) ?? []));
}

/** Eight points a week apart, oldest first, the newest from today; a week without a score is a hole. */
async function weeklyScores(reader: Reader, supplierIds: string[]): Promise<ReadonlyMap<string, (number | null)[]>> {
  const result: { rows: { supplierId: string; scores: (number | null)[] }[] } = await reader.sql.raw(
    `select h.supplier_id as "supplierId", array_agg(w.score::int order by w.week desc) as scores
       from health_scores h cross join lateral (
         select week, (select d.score from health_score_days d where d.supplier_id = h.supplier_id
             and d.day <= (h.scored_at at time zone 'Europe/London')::date - week * 7
             and d.day > (h.scored_at at time zone 'Europe/London')::date - week * 7 - 7 order by d.day desc limit 1) as score
           from generate_series(0, 7) week) w
      where h.supplier_id = any(?) group by 1`,
    [supplierIds],
  );
  return new Map(result.rows.map((row) => [row.supplierId, row.scores]));
}

export async function storedScores(reader: Reader, supplierIds: readonly string[]): Promise<StoredScore[]> {
  return reader
    .sql('health_scores as h')
    .join('suppliers as s', 's.id', 'h.supplier_id')
    .whereIn('h.supplier_id', supplierIds)
    .select({
      supplierId: 'h.supplier_id',
      businessName: 's.business_name',
      vendorType: 's.vendor_type',
      ownerId: 's.owner_id',
      mrrMinor: 's.mrr_minor',
      score: 'h.score',
      band: 'h.band',
      autoScore: 'h.auto_score',
      autoBand: 'h.auto_band',
      coverage: 'h.coverage',
      exception: 'h.exception',
      modelVersion: 'h.model_version',
      segments: 'h.segments',
      values: 'h.measure_values',
      change7: 'h.change_7',
      change14: 'h.change_14',
      trend: 'h.trend',
      overrideValue: 'h.override_value',
      overrideReason: 'h.override_reason',
      overrideByName: 'h.override_by_name',
      overrideAt: 'h.override_at',
      overrideExpiresAt: 'h.override_expires_at',
      scoredAt: 'h.scored_at',
    });
}

function present(row: StoredScore, model: HealthModel | undefined, weeks: readonly (number | null)[]): HealthScoreRow {
  return {
    id: row.supplierId,
    supplierId: row.supplierId,
    businessName: row.businessName,
    vendorType: row.vendorType,
    ownerId: row.ownerId,
    mrrMinor: row.mrrMinor,
    score: row.score,
    band: row.band,
    autoScore: row.autoScore,
    autoBand: row.autoBand,
    trend: row.trend,
    change7: row.change7,
    change14: row.change14,
    weeks: [...weeks],
    coverage: row.coverage,
    exception: row.exception,
    modelVersion: row.modelVersion,
    override: overrideOf(row),
    reasons: model === undefined ? [] : reasonsOf(storedHealth(model, row)),
    scoredAt: row.scoredAt?.toISOString() ?? null,
  };
}

export function overrideOf(row: StoredScore): HealthScoreRow['override'] {
  const { overrideValue: value, overrideReason: reason, overrideAt, overrideExpiresAt } = row;
  if (value === null || overrideAt === null || overrideExpiresAt === null) return null;
  return {
    value,
    reason: reason ?? '',
    byName: row.overrideByName ?? '',
    at: overrideAt.toISOString(),
    expiresAt: overrideExpiresAt.toISOString(),
  };
}
