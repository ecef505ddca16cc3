import { grouped } from '@wedsync/domain/platform';
import {
  addLines,
  effectOf,
  measureCells,
  recommend,
  type RoiCell,
  type ContactedAndStayed,
  type RoiLine,
  type RoiQuery,
  type RoiReport,
} from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import { churnPolicy } from '../churn/index.ts';
import { actResults } from '../interventions/act-results.queries.ts';
import { newestInterventionPolicy } from '../interventions/intervention-policies.repository.ts';
import { contactedAndStayed, milestoneCells, roiCells, type MilestoneCell } from './roi-cells.queries.ts';
import { playbookPaces, unattendedGroups, type Pace } from './roi-paces.queries.ts';

/** What playbooks brought and cost for those who entered in these months, and what is worth doing next, among the suppliers that the reader sees. */
export async function roiReport(reader: Reader, query: RoiQuery, now: Date): Promise<RoiReport> {
  const { retentionDays, smallestEffect } = await newestInterventionPolicy(reader);
  const cells = await roiCells(reader, query);
  const contacted = await contactedAndStayed(reader, query);
  const paces = await playbookPaces(reader, now);
  const { playbookId: only } = query;
  const concerned = paces.filter(({ playbookId }) =>
    only === undefined ? cells.some((cell) => cell.playbookId === playbookId) : playbookId === only,
  );
  const lines = concerned.map((pace) => ({ pace, line: measureCells(ofPlaybook(cells, pace), smallestEffect) }));
  const unattended = only === undefined ? await unattendedGroups(reader) : [];
  return {
    measuredAt: await measuredAt(reader),
    currency: 'GBP',
    retentionDays,
    smallestEffect,
    total: { ...addLines(lines.map(({ line }) => line)), contactedAndStayed: contacted.get('') ?? nobody },
    playbooks: lines.map(({ pace, line }) => ({ ...named(pace), state: pace.state, ...line })),
    months: monthsOf(cells, contacted, smallestEffect),
    groups: concerned.flatMap((pace) => groupsOf(pace, ofPlaybook(cells, pace), smallestEffect)),
    milestones: await milestonesOf(reader, query, concerned, smallestEffect),
    acts: [...(await actResults(reader, query))],
    recommendations: recommend(
      lines.map(({ pace, line }) => ({ ...pace, live: pace.state === 'live', line })),
      unattended,
      await churnPolicy(reader),
      smallestEffect,
    ).map((one) => ({ ...one, arithmetic: [...one.arithmetic] })),
  };
}

const nobody: ContactedAndStayed = { suppliers: 0, minor: 0 };

async function measuredAt({ sql }: Reader): Promise<string | null> {
  const newest: { measured_at: Date } | undefined = await sql('roi_runs')
    .orderBy('measured_at', 'desc')
    .first('measured_at');
  return newest?.measured_at.toISOString() ?? null;
}

const ofPlaybook = (cells: readonly RoiCell[], { playbookId }: Pick<Pace, 'playbookId'>) =>
  cells.filter((cell) => cell.playbookId === playbookId);

const named = ({ playbookId, playbookName }: Pace) => ({ playbookId, playbookName });

/** A month's saving is that of the playbooks that can be judged by that month alone; most cannot, for months are small. */
function monthsOf(
  cells: readonly RoiCell[],
  contacted: ReadonlyMap<string, ContactedAndStayed>,
  smallestEffect: number,
): RoiReport['months'] {
  return [...grouped(cells, ({ month }) => month)].map(([month, inMonth]) => {
    const playbooks = [...grouped(inMonth, ({ playbookId }) => playbookId).values()];
    const sum = addLines(playbooks.map((own): RoiLine => measureCells(own, smallestEffect)));
    return {
      month,
      entered: sum.entered,
      costMinor: sum.costMinor,
      contactedAndStayedMinor: (contacted.get(month) ?? nobody).minor,
      savedMinor: sum.saved?.minor ?? null,
    };
  });
}

/** Only where both arms can carry a statement: cut finely enough, chance always finds a group in which something works. */
function groupsOf(pace: Pace, cells: readonly RoiCell[], smallestEffect: number): RoiReport['groups'] {
  const groups = [...grouped(cells, ({ planCode, healthBand }) => `${planCode}/${healthBand}`).values()];
  return groups.flatMap((group) => {
    const [first] = group;
    const { staying } = measureCells(group, smallestEffect);
    return first === undefined || staying.uplift === null
      ? []
      : [{ ...named(pace), planCode: first.planCode, healthBand: first.healthBand, staying }];
  });
}

type Milestone = { readonly id: string; readonly title: string; readonly cohortShare: number | null };

async function milestonesOf(
  reader: Reader,
  query: RoiQuery,
  paces: readonly Pace[],
  smallestEffect: number,
): Promise<RoiReport['milestones']> {
  const cells = await milestoneCells(reader, query);
  const known = await milestonesKnown(reader);
  return paces.flatMap((pace) =>
    known.flatMap(({ id, title, cohortShare }) => {
      const own = cells.filter(({ playbookId, milestoneId }) => playbookId === pace.playbookId && milestoneId === id);
      if (own.length === 0) return [];
      const effect = effectOf(countOf(own, 'treated'), countOf(own, 'held_out'), smallestEffect);
      return [{ ...named(pace), milestoneId: id, title, effect, cohortShare }];
    }),
  );
}

function countOf(cells: readonly MilestoneCell[], arm: MilestoneCell['arm']) {
  const { eligible = 0, reached = 0 } = cells.find((cell) => cell.arm === arm) ?? {};
  return { n: eligible, successes: reached };
}

async function milestonesKnown({ sql }: Reader): Promise<readonly Milestone[]> {
  const found: { rows: Milestone[] } = await sql.raw(
    `select m.id, m.title, (sum(c.reached)::float8 / nullif(sum(c.suppliers), 0)) as "cohortShare"
     from milestones m left join milestone_cohorts c on c.milestone_id = m.id and c.cohort = 'all'
     where m.active group by m.id, m.title, m.position order by m.position, m.id`,
  );
  return found.rows;
}
