import type { ListQuery, Page } from '@wedsync/domain/platform';
import {
  healthMeasures,
  healthModelConfigSchema,
  segmentIdsOf,
  type HealthModel,
  type HealthModelFilter,
  type HealthModelRow,
} from '@wedsync/domain/success';
import { listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { runProgress, runStanding } from './simulations.queries.ts';

type StoredModel = Omit<HealthModelRow, 'config' | 'measures' | 'publishedAt' | 'updatedAt' | 'simulation'> & {
  config: unknown;
  publishedAt: Date | null;
  updatedAt: Date;
  simulationId: string | null;
  simulationState: 'waiting' | 'running' | 'done' | 'failed';
  simulatedAt: Date | null;
  simulationCurrent: boolean;
};

/** Models by version, read once: the one that scores now and the older ones that history names. */
export type HealthModels = {
  readonly current: HealthModel;
  readonly byVersion: ReadonlyMap<number, HealthModel>;
  /** Segments that any of them asks about. */
  readonly segments: readonly string[];
};

/** @throws Error when no model is published; the first migration publishes one */
export async function loadHealthModels(reader: Reader): Promise<HealthModels> {
  const rows: { version: number; state: string; config: unknown }[] = await reader
    .sql('health_models')
    .select({ version: 'number', state: 'state', config: 'config' })
    .whereNot('state', 'draft');
  const byVersion = new Map(
    rows.map(({ version, config }) => [version, { version, config: healthModelConfigSchema.parse(config) }]),
  );
  const current = byVersion.get(rows.find(({ state }) => state === 'published')?.version ?? -1);
  if (current === undefined) throw noModel();
  const segments = [...new Set([...byVersion.values()].flatMap(({ config }) => segmentIdsOf(config)))];
  return { current, byVersion, segments };
}

export function listHealthModels(reader: Reader, query: ListQuery<HealthModelFilter>): Promise<Page<HealthModelRow>> {
  return listPage(reader, listSpec, query);
}

export async function findHealthModel(reader: Reader, id: string): Promise<HealthModelRow | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** The model that scores now. */
export async function publishedHealthModel(reader: Reader): Promise<HealthModelRow> {
  const row: { id: string } | undefined = await reader.sql('health_models').where({ state: 'published' }).first('id');
  const model = row && (await findHealthModel(reader, row.id));
  if (model === undefined) throw noModel();
  return model;
}

function noModel(): Error {
  return new Error('No health model is published.');
}

const listSpec: ListSpec<HealthModelRow, HealthModelFilter> = {
  resource: 'health-models',
  keys: (reader) => reader.sql('health_models as m'),
  idColumn: 'm.id',
  sorts: { number: 'm.number', publishedAt: 'm.published_at' },
  defaultSort: { field: 'number', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('m.id', ids),
    state: (query, state) => void query.where('m.state', state),
  },
  countCap: null,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<HealthModelRow[]> {
  const result: { rows: StoredModel[] } = await sql.raw(
    `select m.id, m.number, m.title, m.note, m.state, m.based_on as "basedOn", m.author_name as "authorName",
       m.published_by as "publishedBy", m.approver_name as "approverName", m.published_at as "publishedAt", m.updated_at as "updatedAt",
       m.version, m.config, tried.id as "simulationId", tried.state as "simulationState", tried.requested_at as "simulatedAt",
       coalesce(tried.model_version = m.version and tried.against = now.number, false) as "simulationCurrent",
       case when m.applied_by_run is null then null else json_build_object('state', ${runStanding(`r.state = 'succeeded'`)}, 'progress', ${runProgress}) end as applying
     from health_models m
     left join health_models now on now.state = 'published'
     left join job_runs r on r.id = m.applied_by_run
     left join lateral (
       select s.id, s.model_version, s.against, s.requested_at, ${runStanding('s.finished_at is not null')} as state
         from health_simulations s left join job_runs r on r.id = s.job_run_id
        where s.model_id = m.id order by s.requested_at desc limit 1) tried on true
     where m.id = any(?)`,
    [ids.map(String)],
  );
  return result.rows.map(present);
}

function present(row: StoredModel): HealthModelRow {
  const { simulationId, simulationState, simulatedAt, simulationCurrent, ...model } = row;
  const config = healthModelConfigSchema.parse(row.config);
  const used = new Set<string>(config.measures.map((measure) => measure.key));
  const measures = healthMeasures
    .filter(({ key }) => used.has(key))
    .map(({ key, title, unit, definition }) => ({ key, title, unit, definition }));
  return {
    ...model,
    config,
    measures,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    simulation:
      simulationId === null || simulatedAt === null
        ? null
        : {
            id: simulationId,
            state: simulationState,
            requestedAt: simulatedAt.toISOString(),
            current: simulationCurrent,
          },
  };
}
