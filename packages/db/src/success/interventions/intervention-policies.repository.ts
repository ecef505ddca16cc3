import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { InterventionPolicy, InterventionPolicyFilter, InterventionPolicyRow } from '@wedsync/domain/success';
import { isoInstant, listPage, type ListSpec, type Reader, type Writer } from '../../platform/index.ts';

/** What holds now. @throws Error when none is there; the migration sets one */
export async function newestInterventionPolicy(reader: Reader): Promise<InterventionPolicyRow> {
  const newest: number[] = await reader.sql('intervention_policies').orderBy('id', 'desc').limit(1).pluck('id');
  const [policy] = await hydrate(reader, newest);
  if (policy === undefined) throw new Error('No policy for interventions has been set.');
  return policy;
}

/** Holds for what is done and for who enters from now on; what was set before stays on record. */
export async function setInterventionPolicy({ sql }: Writer, policy: InterventionPolicy): Promise<void> {
  await sql('intervention_policies').insert({
    email_per_thousand_minor: policy.emailPerThousandMinor,
    sms_per_thousand_minor: policy.smsPerThousandMinor,
    in_app_per_thousand_minor: policy.inAppPerThousandMinor,
    task_minutes: policy.taskMinutes,
    alert_minutes: policy.alertMinutes,
    reply_minutes: policy.replyMinutes,
    approval_minutes: policy.approvalMinutes,
    hourly_cost_minor: policy.hourlyCostMinor,
    retention_days: policy.retentionDays,
    smallest_effect: policy.smallestEffect,
  });
}

export function listInterventionPolicies(
  reader: Reader,
  query: ListQuery<InterventionPolicyFilter>,
): Promise<Page<InterventionPolicyRow>> {
  return listPage(reader, spec, query);
}

export async function findInterventionPolicy(reader: Reader, id: string): Promise<InterventionPolicyRow | undefined> {
  return /^\d{1,15}$/.test(id) ? (await hydrate(reader, [id]))[0] : undefined;
}

/** Every policy with the time it was in force: the first from ever, the last until ever. Joined by the instant of what it prices. */
export const termsSql = `(
  select p.*, case when lag(id) over (order by id) is null then '-infinity' else set_at end as from_at,
    coalesce(lead(set_at) over (order by id), 'infinity') as until_at
  from intervention_policies p
)`;

const spec: ListSpec<InterventionPolicyRow, InterventionPolicyFilter> = {
  resource: 'intervention-policies',
  keys: ({ sql }) => sql('intervention_policies as p'),
  idColumn: 'p.id',
  sorts: { setAt: 'p.id' },
  defaultSort: { field: 'setAt', order: 'DESC' },
  filters: { id: (query, ids) => void query.whereIn('p.id', [...ids]) },
  countCap: null,
  hydrate,
  rowId: ({ id }) => Number(id),
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<InterventionPolicyRow[]> {
  return sql('intervention_policies')
    .whereIn('id', [...ids])
    .select({
      id: sql.raw('id::text'),
      emailPerThousandMinor: 'email_per_thousand_minor',
      smsPerThousandMinor: 'sms_per_thousand_minor',
      inAppPerThousandMinor: 'in_app_per_thousand_minor',
      taskMinutes: 'task_minutes',
      alertMinutes: 'alert_minutes',
      replyMinutes: 'reply_minutes',
      approvalMinutes: 'approval_minutes',
      hourlyCostMinor: 'hourly_cost_minor',
      retentionDays: 'retention_days',
      // As it was typed, not as a binary fraction shows it.
      smallestEffect: sql.raw('smallest_effect::numeric::float8'),
      setByName: 'set_by_name',
      setAt: isoInstant(sql, 'set_at'),
    });
}
