import type { Writer } from '../../platform/index.ts';
import { cellsSql, milestonesSql } from './roi-cells.queries.ts';

/**
 * Reckons every cell anew from the outcomes, in one transaction. What is the same is not written, what is gone is deleted: done twice, it does nothing the
 * second time. @returns how many rows changed
 */
export async function refreshRoi(writer: Writer): Promise<number> {
  return (await refresh(writer, cells)) + (await refresh(writer, milestones));
}

/** What was measured and what came of it, for "as of" on the page. */
export async function keepRoiRun(
  { sql }: Writer,
  { outcomes, changedOutcomes, changedCells }: { outcomes: number; changedOutcomes: number; changedCells: number },
  now: Date,
): Promise<void> {
  await sql('roi_runs').insert({
    measured_at: now,
    outcomes,
    changed_outcomes: changedOutcomes,
    changed_cells: changedCells,
  });
}

type Kept = {
  readonly table: string;
  readonly from: string;
  readonly key: readonly string[];
  readonly sums: readonly string[];
};

const cells: Kept = {
  table: 'roi_cells',
  from: cellsSql,
  key: ['month', 'playbook_id', 'arm', 'plan_code', 'health_band'],
  sums: [
    'entered',
    'suppliers',
    'goal_judged',
    'goal_met',
    'stay_judged',
    'stayed',
    'residual_known',
    'residual_minor',
    'value_known',
    'value_change_minor',
    'value_change_squares',
    'contacted',
    'contacted_stayed',
    'contacted_stayed_residual_minor',
    'acts',
    'reached',
    'engaged',
    'cost_thousandths',
    'judged_cost_thousandths',
  ],
};

const milestones: Kept = {
  table: 'roi_milestones',
  from: milestonesSql,
  key: ['month', 'playbook_id', 'milestone_id', 'arm'],
  sums: ['eligible', 'reached'],
};

async function refresh({ sql }: Writer, { table, from, key, sums }: Kept): Promise<number> {
  const of = (name: string, columns: readonly string[]) => columns.map((column) => `${name}.${column}`).join(', ');
  const gone: { rowCount: number } = await sql.raw(
    `delete from ${table} k where not exists (select from (${from}) f where (${of('f', key)}) = (${of('k', key)}))`,
  );
  const changed: { rowCount: number } = await sql.raw(
    `insert into ${table} as k (${[...key, ...sums].join(', ')}) select ${of('f', [...key, ...sums])} from (${from}) f
     on conflict (${key.join(', ')}) do update set ${sums.map((column) => `${column} = excluded.${column}`).join(', ')}
     where (${of('k', sums)}) is distinct from (${of('excluded', sums)})`,
  );
  return gone.rowCount + changed.rowCount;
}
