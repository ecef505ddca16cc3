import type { Calibration, Classifier } from '@wedsync/domain/platform/statistics';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import {
  calibrationSchema,
  churnFeatureVersion,
  churnModelRowSchema,
  classifierSchema,
  frozenBinsSchema,
  meaningsOf,
  type ChurnModelFilter,
  type ChurnModelRow,
  type FrozenBins,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { isLossSql } from './is-loss.ts';

/** A model that scores: the champion's predictions are shown, a shadow's are only kept. */
export type OfficeHolder = {
  readonly id: string;
  readonly state: 'champion' | 'shadow';
  readonly horizonDays: number;
  readonly featureVersion: string;
  readonly classifier: Classifier;
  readonly calibration: Calibration;
  readonly frozenBins: readonly FrozenBins[];
};

/** Parsed once a process: a model never changes. */
const parsed = new Map<string, Pick<OfficeHolder, 'classifier' | 'calibration' | 'frozenBins'>>();
const mostParsed = 30;

/** The champions, and the shadows beside them. */
export async function officeHolders(reader: Reader): Promise<OfficeHolder[]> {
  const rows: Pick<OfficeHolder, 'id' | 'state' | 'horizonDays' | 'featureVersion'>[] = await reader
    .sql('churn_models')
    .whereIn('state', ['champion', 'shadow'])
    .orderBy('number')
    .select({ id: 'id', state: 'state', horizonDays: 'horizon_days', featureVersion: 'feature_version' });
  const models = await modelsById(
    reader,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const model = models.find(({ id }) => id === row.id);
    return model === undefined ? [] : [{ ...model, ...row }];
  });
}

export type ParsedModel = Pick<OfficeHolder, 'id' | 'classifier' | 'calibration' | 'frozenBins'>;

/** What models learned, ready to score with. */
export async function modelsById(reader: Reader, ids: readonly string[]): Promise<ParsedModel[]> {
  await parseMissing(reader, ids);
  return ids.flatMap((id) => {
    const model = parsed.get(id);
    return model === undefined ? [] : [{ id, ...model }];
  });
}

async function parseMissing(reader: Reader, ids: readonly string[]): Promise<void> {
  const missing = ids.filter((id) => !parsed.has(id));
  if (missing.length === 0) return;
  if (parsed.size > mostParsed) parsed.clear();
  const rows: { id: string; classifier: unknown; calibration: unknown; frozen_bins: unknown }[] = await reader
    .sql('churn_models')
    .whereIn('id', ids)
    .select('id', 'classifier', 'calibration', 'frozen_bins');
  for (const row of rows)
    parsed.set(row.id, {
      classifier: classifierSchema.parse(row.classifier),
      calibration: calibrationSchema.parse(row.calibration),
      frozenBins: frozenBinsSchema.parse(row.frozen_bins),
    });
}

/** AUC that the champion of a horizon was promoted with; null without one. */
export async function championAuc(reader: Reader, horizonDays: number): Promise<number | null> {
  const row: { auc: number | null } | undefined = await reader
    .sql('churn_models')
    .where({ state: 'champion', horizon_days: horizonDays })
    .first(reader.sql.raw(`(report -> 'metrics' ->> 'auc')::float8 as auc`));
  return row?.auc ?? null;
}

/** Suppliers that left, below which there is no point in trying. */
const enoughLosses = 50;

/** Horizons for which nothing has been trained yet on features as they are meant now, once enough suppliers have left and no history is still arriving. */
export async function horizonsWithoutModel(reader: Reader, horizons: readonly number[]): Promise<number[]> {
  const known: number[] = await reader
    .sql('churn_models')
    .where({ feature_version: churnFeatureVersion })
    .distinct('horizon_days')
    .pluck('horizon_days');
  const lacking = horizons.filter((horizon) => !known.includes(horizon));
  if (lacking.length === 0) return [];
  const result: { rows: { ready: boolean }[] } = await reader.sql.raw(
    `select (select count(*) from (select 1 from mrr_movements where type = 'churn' and in_net limit ?) lost) >= ?
        and not exists (select 1 from product_event_replays) as ready`,
    [enoughLosses, enoughLosses],
  );
  return result.rows[0]?.ready === true ? lacking : [];
}

export function listChurnModels(reader: Reader, query: ListQuery<ChurnModelFilter>): Promise<Page<ChurnModelRow>> {
  return listPage(reader, listSpec, query);
}

export async function findChurnModel(reader: Reader, id: string): Promise<ChurnModelRow | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** The champion before the one in office: whom a roll-back brings back. */
export async function predecessorOf(
  reader: Reader,
  model: Pick<ChurnModelRow, 'id' | 'horizonDays'>,
): Promise<ChurnModelRow | undefined> {
  const id: string[] = await reader
    .sql('churn_models')
    .where({ state: 'retired', horizon_days: model.horizonDays })
    .whereNotNull('approver_name')
    .whereNot('id', model.id)
    .orderBy('state_since', 'desc')
    .limit(1)
    .pluck('id');
  return id[0] === undefined ? undefined : findChurnModel(reader, id[0]);
}

const listSpec: ListSpec<ChurnModelRow, ChurnModelFilter> = {
  resource: 'churn-models',
  keys: (reader) => reader.sql('churn_models as m'),
  idColumn: 'm.id',
  sorts: { number: 'm.number', trainedAt: 'm.trained_at', horizonDays: 'm.horizon_days', state: 'm.state' },
  defaultSort: { field: 'number', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('m.id', ids),
    state: (query, states) => void query.whereIn('m.state', states),
    horizonDays: (query, days) => void query.where('m.horizon_days', days),
  },
  countCap: null,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<ChurnModelRow[]> {
  const result: { rows: unknown[] } = await reader.sql.raw(rowsQuery, [ids.map(String)]);
  return result.rows.map((row) => churnModelRowSchema.parse(withFeatures(row)));
}

/** JSON built by the database, so that instants and dates arrive as the contract words them. */
const rowsQuery = `
select m.id, m.number, m.algorithm || ' ' || m.number as name, m.horizon_days as "horizonDays", m.algorithm, m.state,
  to_char(m.state_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "stateSince", m.state_by_name as "stateByName", m.approver_name as "approverName",
  m.author_name as "authorName", to_char(m.trained_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "trainedAt",
  m.seed, m.code_hash as "codeHash", m.runtime, m.label, m.features, m.feature_version as "featureVersion", m.parameters, m.report, m.version,
  jsonb_build_object('id', s.id, 'rows', s.row_count, 'losses', s.loss_count, 'sha256', s.sha256, 'asOfDays', to_jsonb(s.as_of_days), 'knownThrough', s.known_through) as snapshot,
  jsonb_path_query_array(m.classifier, '$.design.features[*].name') as used,
  (select jsonb_build_object('state', q.state, 'why', q.why, 'day', q.day, 'figures', q.figures) from churn_quality q where q.model_id = m.id order by q.day desc limit 1) as quality,
  (select jsonb_build_object('state', d.state, 'day', d.day, 'features', d.features, 'label', d.label) from churn_drift d where d.model_id = m.id order by d.day desc limit 1) as drift,
  (select jsonb_build_object('dismissed', count(*), 'left', count(*) filter (where exists (
      select from mrr_movements l where l.supplier_id = w.supplier_id and ${isLossSql('l')}
        and l.effective_at > w.dismissed_at and l.effective_at <= w.dismissed_at + make_interval(days => w.horizon_days))))
    from churn_dismissals w where w.model_id = m.id) as feedback
from churn_models m join churn_snapshots s on s.id = m.snapshot_id where m.id = any(?)`;

/** Models trained before meanings were kept show those of their version if it is today's, and else the names alone. */
function withFeatures(row: unknown): unknown {
  const model = lookedAtSchema.parse(row);
  const { features, used, featureVersion } = model;
  if (features !== null) return model;
  const meanings =
    featureVersion === churnFeatureVersion
      ? meaningsOf(used)
      : used.map((name) => ({ name, title: name, definition: 'Not kept when it was trained.' }));
  return { ...model, features: meanings };
}

const lookedAtSchema = z.looseObject({
  features: z.array(z.unknown()).nullable(),
  used: z.array(z.string()),
  featureVersion: z.string(),
});
