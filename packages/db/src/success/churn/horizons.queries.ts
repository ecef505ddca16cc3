import { Invalid, type ListQuery, type Page } from '@wedsync/domain/platform';
import {
  churnFeatureVersion,
  churnHorizons,
  mainHorizon,
  type ChurnHorizonFilter,
  type ChurnHorizonRow,
} from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import { churnTrainingJob } from './trainings.repository.ts';

/** How far ahead is foretold: three rows, each with who is champion and how the last training ended. */
export async function listChurnHorizons(
  reader: Reader,
  { filter, sort, offset, limit }: ListQuery<ChurnHorizonFilter>,
): Promise<Page<ChurnHorizonRow>> {
  if (sort !== null && sort.field !== 'id')
    throw Invalid({ message: `churn-horizons cannot be sorted by ${sort.field}.` });
  const rows = (await allHorizons(reader)).filter(({ id }) => filter.id?.includes(id) ?? true);
  const ordered = sort?.order === 'DESC' ? rows.toReversed() : rows;
  return { rows: ordered.slice(offset, offset + limit), total: rows.length, estimated: false };
}

export async function findChurnHorizon(reader: Reader, id: string): Promise<ChurnHorizonRow | undefined> {
  return (await allHorizons(reader)).find((row) => row.id === id);
}

type Stored = Omit<ChurnHorizonRow, 'lastTraining'> & {
  readonly trainingState: string | null;
  readonly trainingAt: Date | null;
  readonly trainingWords: string | null;
};

async function allHorizons({ sql }: Reader): Promise<ChurnHorizonRow[]> {
  const result: { rows: Stored[] } = await sql.raw(
    `select h.days::text as id, h.days as "horizonDays", c.id as "championId", c.algorithm || ' ' || c.number as "championName",
       coalesce(c.feature_version <> ?, false) as "championOutdated",
       r.state as "trainingState", coalesce(r.finished_at, r.started_at, r.created_at) as "trainingAt",
       case r.state when 'running' then concat_ws(' · ', round(100 * (r.progress ->> 'done')::numeric / nullif((r.progress ->> 'total')::numeric, 0)) || ' %', r.progress ->> 'note')
         else coalesce(r.result ->> 'verdict', r.result ->> 'why', r.error) end as "trainingWords"
     from unnest(?::int[]) as h (days)
     left join churn_models c on c.horizon_days = h.days and c.state = 'champion'
     left join lateral (select * from job_runs r where r.name = '${churnTrainingJob}' and coalesce((r.input ->> 'horizonDays')::int, ${mainHorizon}) = h.days order by r.id desc limit 1) r on true
     order by h.days`,
    [churnFeatureVersion, [...churnHorizons]],
  );
  return result.rows.map(({ trainingState, trainingAt, trainingWords, ...row }) => ({
    ...row,
    lastTraining:
      trainingState === null || trainingAt === null
        ? null
        : { state: trainingState, at: trainingAt.toISOString(), words: trainingWords },
  }));
}
