import { calendarDate, DAY_MS, grouped, plusMs, type Uuids } from '@wedsync/domain/platform';
import { chasedWithinMs, dayOf, leastCohort, watchedLifecycles } from '@wedsync/domain/success';
import { emitEvents, type SuccessEvent, type Writer } from '../../platform/index.ts';
import { raiseTask } from '../../suppliers/index.ts';
import { halfYearSql, knownSinceSql } from './cohorts.repository.ts';

/**
 * Notices who has become late for a milestone, and gives the supplier's owner one task for all that is late. Everybody is noticed once for each
 * milestone; who was late for long already gives no task.
 * @returns how many were noticed; fewer than `limit` when there are no more
 */
export async function noticeLate(
  writer: Writer,
  { now, uuids, limit }: { readonly now: Date; readonly uuids: Uuids; readonly limit: number },
): Promise<number> {
  const noticed = await keepLate(writer, now, limit);
  const chased = noticed.filter(({ lateSince }) => now.getTime() - lateSince.getTime() <= chasedWithinMs);
  for (const [supplierId, own] of grouped(chased, (row) => row.supplierId))
    await giveTask(writer, supplierId, own, { now, uuids });
  await emitEvents(writer, chased.map(eventOf(now)));
  return noticed.length;
}

type Late = {
  readonly supplierId: string;
  readonly businessName: string;
  readonly signedUpAt: Date;
  readonly milestoneId: string;
  readonly key: string;
  readonly title: string;
  readonly because: 'target' | 'cohort';
  readonly lateSince: Date;
};

async function keepLate({ sql }: Writer, now: Date, limit: number): Promise<Late[]> {
  const result: { rows: Late[] } = await sql.raw(
    `with kept as (
       insert into late_milestones (supplier_id, milestone_id, because, late_since, noticed_at)
       select s.id, m.id, case when c.p75_days < m.target_days then 'cohort' else 'target' end,
         s.signed_up_at + least(m.target_days, c.p75_days) * interval '1 day', cast(:now as timestamptz)
         from suppliers s join milestones m on m.active and not m.optional and (m.vendor_types = '{}' or s.vendor_type = any(m.vendor_types))
         left join milestone_cohorts c on c.milestone_id = m.id and c.vendor_type = s.vendor_type and c.cohort = ${halfYearSql} and c.suppliers >= :leastCohort
        where s.lifecycle = any(:lifecycles) and s.signed_up_at >= (${knownSinceSql})
          and s.signed_up_at + least(m.target_days, c.p75_days) * interval '1 day' <= :now
          and not exists (select from supplier_milestones r where r.supplier_id = s.id and r.milestone_id = m.id)
          and not exists (select from late_milestones l where l.supplier_id = s.id and l.milestone_id = m.id)
          and not exists (select from product_event_replays h where h.supplier_id = s.id)
        order by s.id, m.id limit :limit
       on conflict do nothing returning supplier_id, milestone_id, because, late_since)
     select k.supplier_id as "supplierId", s.business_name as "businessName", s.signed_up_at as "signedUpAt", k.milestone_id as "milestoneId",
       m.key, m.title, k.because, k.late_since as "lateSince"
       from kept k join suppliers s on s.id = k.supplier_id join milestones m on m.id = k.milestone_id order by 1, m.position`,
    { now, limit, leastCohort, lifecycles: [...watchedLifecycles] },
  );
  return result.rows;
}

/** While the task for an earlier milestone is open, it stands for this one too. */
async function giveTask(
  writer: Writer,
  supplierId: string,
  late: readonly Late[],
  { now, uuids }: { readonly now: Date; readonly uuids: Uuids },
): Promise<void> {
  const [first] = late;
  if (first === undefined) return;
  const { task } = await raiseTask(
    writer,
    {
      supplierId,
      type: 'milestone',
      reason: 'late',
      title: `Help with the milestone: ${first.title}`,
      detail: late.map((row) => lateWords(row, now)).join('\n'),
      priority: 'normal',
      dueOn: calendarDate(plusMs(now, 2 * DAY_MS)),
      source: 'milestones',
    },
    uuids,
  );
  await writer
    .sql('late_milestones')
    .where({ supplier_id: supplierId })
    .whereIn(
      'milestone_id',
      late.map(({ milestoneId }) => milestoneId),
    )
    .update({ task_id: task.id });
}

const limits: Readonly<Record<Late['because'], string>> = {
  target: 'its target day has passed',
  cohort: 'three quarters of its cohort were there sooner',
};

function lateWords({ title, because, signedUpAt }: Late, now: Date): string {
  return `${title}: day ${dayOf(now, signedUpAt)}, and ${limits[because]}`;
}

function eventOf(now: Date) {
  return (late: Late): SuccessEvent => ({
    type: 'milestone.late',
    supplierId: late.supplierId,
    resource: 'milestones',
    resourceId: late.milestoneId,
    summary: `${late.businessName} is late: ${lateWords(late, now)}`,
    payload: { milestone: late.key, title: late.title, because: late.because, day: dayOf(now, late.signedUpAt) },
    occurredAt: now,
  });
}
