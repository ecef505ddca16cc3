import type { ListQuery, Page } from '@wedsync/domain/platform';
import {
  healthModelConfigSchema,
  type HealthModelConfig,
  type HealthSimulationFilter,
  type HealthSimulationRow,
} from '@wedsync/domain/success';
import { listPage, type ListSpec, type Reader } from '../../platform/index.ts';

/** How the work of a job run stands, for whoever asked for it: `state` and `progress` of the run joined as `r`. */
export const runStanding = (finished: string) => `
  case when ${finished} then 'done' when r.state = 'running' then 'running' when r.state in ('dead', 'cancelled') or r.id is null then 'failed' else 'waiting' end`;
export const runProgress = `
  case when r.progress is null then null else json_build_object('done', coalesce((r.progress ->> 'done')::float8, 0),
    'total', (r.progress ->> 'total')::float8, 'note', r.progress ->> 'note') end`;

export function listHealthSimulations(
  reader: Reader,
  query: ListQuery<HealthSimulationFilter>,
): Promise<Page<HealthSimulationRow>> {
  return listPage(reader, listSpec, query);
}

export async function findHealthSimulation(reader: Reader, id: string): Promise<HealthSimulationRow | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** The configuration a simulation tries, and the model it is held against. */
export async function simulationInput(
  { sql }: Reader,
  id: string,
): Promise<{ readonly modelId: string; readonly config: HealthModelConfig; readonly against: number } | undefined> {
  const row: { modelId: string; config: unknown; against: number } | undefined = await sql('health_simulations')
    .where({ id })
    .first({ modelId: 'model_id', config: 'config', against: 'against' });
  return row && { ...row, config: healthModelConfigSchema.parse(row.config) };
}

/** Suppliers that paid at a moment, a sample that is the same at every moment. */
export async function payersAt({ sql }: Reader, asOf: Date, limit: number): Promise<string[]> {
  const result: { rows: { id: string }[] } = await sql.raw(
    `select supplier_id as id from mrr_movements where in_net and effective_at <= ? group by 1 having sum(amount_minor) > 0
      order by md5(supplier_id) limit ?`,
    [asOf, limit],
  );
  return result.rows.map((row) => row.id);
}

const listSpec: ListSpec<HealthSimulationRow, HealthSimulationFilter> = {
  resource: 'health-simulations',
  keys: (reader) => reader.sql('health_simulations as s'),
  idColumn: 's.id',
  sorts: { requestedAt: 's.requested_at' },
  defaultSort: { field: 'requestedAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('s.id', ids),
    modelId: (query, modelId) => void query.where('s.model_id', modelId),
  },
  countCap: null,
  hydrate,
  rowId: (row) => row.id,
};

type Stored = Omit<HealthSimulationRow, 'requestedAt' | 'finishedAt'> & { requestedAt: Date; finishedAt: Date | null };

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<HealthSimulationRow[]> {
  const result: { rows: Stored[] } = await sql.raw(
    `select s.id, s.model_id as "modelId", m.title as "modelTitle", s.model_version as "modelVersion", s.against,
       ${runStanding('s.finished_at is not null')} as state, ${runProgress} as progress,
       case when s.finished_at is null then r.error end as error,
       s.requested_by_name as "requestedByName", s.requested_at as "requestedAt", s.finished_at as "finishedAt", s.population, s.backtest
     from health_simulations s join health_models m on m.id = s.model_id left join job_runs r on r.id = s.job_run_id
     where s.id = any(?)`,
    [ids.map(String)],
  );
  return result.rows.map((row) => ({
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
