import { dunningStages, schedule, type DunningStage, type PlannedStep } from '@wedsync/domain/billing';
import type { Reader, Writer } from '../../platform/index.ts';
import { guardedSuppliers } from '../../suppliers/index.ts';
import { keepPlan, stepsBehind, type CaseRow } from './dunning-cases.repository.ts';

type Planned = Pick<
  CaseRow,
  'id' | 'supplierId' | 'state' | 'declineClass' | 'startsAt' | 'closedAt' | 'heldUntil' | 'graceDays'
>;

/** Lays the rest of a case's plan anew, after anything it follows from changed. Nobody known, or nothing owed: there is none. */
export async function layPlan(writer: Writer, row: Planned): Promise<readonly PlannedStep[]> {
  const steps = await planOf(writer, row);
  await keepPlan(writer, row, steps);
  return steps;
}

/** What would happen from here on, without keeping it. */
export async function planOf(reader: Reader, row: Planned): Promise<PlannedStep[]> {
  if (row.supplierId === null || (row.state !== 'open' && row.state !== 'lost')) return [];
  const supplier = (await guardedSuppliers(reader, [row.supplierId])).get(row.supplierId);
  if (supplier === undefined) return [];
  const done = await stepsBehind(reader, row.id);
  const lost = row.state === 'lost';
  return schedule({
    class: row.declineClass,
    startsAt: row.startsAt,
    supplier,
    graceDays: row.graceDays,
    heldUntil: row.heldUntil,
    behind: [...done.map(({ stage }) => stage), ...(lost ? untilLost : [])],
    lastActedAt: latest([...done.map(({ doneAt }) => doneAt), ...(row.closedAt === null ? [] : [row.closedAt])]),
  });
}

/** Once it is lost only winning back is left. */
const untilLost: readonly DunningStage[] = dunningStages.filter((stage) => stage !== 'win_back');

function latest(instants: readonly Date[]): Date | null {
  return instants.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null);
}
