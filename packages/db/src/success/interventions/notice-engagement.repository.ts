import { backWithinDays, quietDaysBefore } from '@wedsync/domain/success';
import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import type { Writer } from '../../platform/index.ts';

/**
 * Notices signs of engagement that no message tells of: somebody quiet who signs in soon after something reached them, and a task that was done.
 * @returns how many were noticed
 */
export async function noticeEngagement({ sql }: Writer, now: Date): Promise<number> {
  const cameBack: { rowCount: number } = await sql.raw(backStatement, {
    now,
    since: plusMs(now, -(backWithinDays + lateDays) * DAY_MS),
  });
  const done: { rowCount: number } = await sql.raw(doneStatement);
  return cameBack.rowCount + done.rowCount;
}

/** Sign-ins may be told so late. */
const lateDays = 4;

const backStatement = `
update interventions i set state = 'engaged', engaged_at = back.at, engaged_by = 'came_back'
from interventions j cross join lateral (
  select min(e.occurred_at) as at from product_events e
  where e.supplier_id = j.supplier_id and e.name = 'login' and e.occurred_at > j.sent_at and e.occurred_at <= j.sent_at + interval '${backWithinDays} days'
) back
where j.id = i.id and j.kind in ('email', 'sms', 'in_app') and j.state in ('sent', 'delivered') and j.sent_at > :since and j.sent_at <= :now and back.at is not null
  and not exists (
    select from product_events e where e.supplier_id = j.supplier_id and e.name = 'login'
      and e.occurred_at > j.sent_at - interval '${quietDaysBefore} days' and e.occurred_at <= j.sent_at
  )`;

const doneStatement = `
update interventions i set state = 'engaged', engaged_at = t.closed_at, engaged_by = 'task_done'
from tasks t where i.kind = 'task' and i.state = 'sent' and t.id = i.outcome_id and t.status = 'done'`;
