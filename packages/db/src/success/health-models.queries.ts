import type { ListQuery, Page } from '@wedsync/domain/platform';
import {
  healthMeasures,
  healthModelConfigSchema,
  type HealthModel,
  type HealthModelFilter,
  type HealthModelRow,
} from '@wedsync/domain/success';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

type StoredModel = {
  id: string;
  version: number;
  title: string;
  state: HealthModelRow['state'];
  publishedBy: string | null;
  publishedAt: Date | null;
  config: unknown;
};

/** Models by version, read once: the one that scores now and the older ones that history names. */
export type HealthModels = { readonly current: HealthModel; readonly byVersion: ReadonlyMap<number, HealthModel> };

/** @throws Error when no model is published; the first migration publishes one */
export async function loadHealthModels(reader: Reader): Promise<HealthModels> {
  const rows: { version: number; state: string; config: unknown }[] = await reader
    .sql('health_models')
    .select('version', 'state', 'config')
    .whereNot('state', 'draft');
  const byVersion = new Map(
    rows.map(({ version, config }) => [version, { version, config: healthModelConfigSchema.parse(config) }]),
  );
  const current = byVersion.get(rows.find(({ state }) => state === 'published')?.version ?? -1);
  if (current === undefined) throw new Error('No health model is published.');
  return { current, byVersion };
}

export function listHealthModels(reader: Reader, query: ListQuery<HealthModelFilter>): Promise<Page<HealthModelRow>> {
  return listPage(reader, listSpec, query);
}

export async function findHealthModel(reader: Reader, id: string): Promise<HealthModelRow | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const listSpec: ListSpec<HealthModelRow, HealthModelFilter> = {
  resource: 'health-models',
  keys: (reader) => reader.sql('health_models as m'),
  idColumn: 'm.id',
  sorts: { version: 'm.version', publishedAt: 'm.published_at' },
  defaultSort: { field: 'version', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('m.id', ids),
    state: (query, state) => void query.where('m.state', state),
  },
  countCap: null,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<HealthModelRow[]> {
  const rows: StoredModel[] = await reader.sql('health_models').whereIn('id', ids).select({
    id: 'id',
    version: 'version',
    title: 'title',
    state: 'state',
    publishedBy: 'published_by',
    publishedAt: 'published_at',
    config: 'config',
  });
  return rows.map(present);
}

function present(row: StoredModel): HealthModelRow {
  const config = healthModelConfigSchema.parse(row.config);
  const used = new Set<string>(config.measures.map((measure) => measure.key));
  const measures = healthMeasures
    .filter(({ key }) => used.has(key))
    .map(({ key, title, unit, definition }) => ({ key, title, unit, definition }));
  return { ...row, config, measures, publishedAt: row.publishedAt?.toISOString() ?? null };
}
