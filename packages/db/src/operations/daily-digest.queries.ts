import type { DigestEdition, DigestFacts } from '@wedsync/domain/operations';
import type { Money } from '@wedsync/domain/platform';
import type { Reader } from '../platform/index.ts';

export type DigestReader = { readonly id: string; readonly name: string; readonly slackUserId: string };

/** Who owns suppliers and can be written to in Slack. */
export async function digestReaders({ sql }: Reader): Promise<DigestReader[]> {
  return sql('staff as p')
    .whereNull('p.disabled_at')
    .whereNotNull('p.slack_user_id')
    .whereExists(sql('suppliers as s').whereRaw('s.owner_id = p.id').select(sql.raw('1')))
    .orderBy('p.id')
    .select({ id: 'p.id', name: 'p.name', slackUserId: 'p.slack_user_id' });
}

/** Of the segment asked for; of all when none is. */
const among = (supplierId: string) => `(asked.segment is null or ${supplierId} in (select supplier_id from members))`;

type Row = {
  readonly atRisk: number;
  readonly names: string[] | null;
  readonly due: number;
  readonly overdue: number;
  readonly approvals: number;
  readonly cases: number;
  readonly amounts: Money[] | null;
};

/** What there is to do on a day: in one person's book, or in the whole house when `ownerId` is null; of one segment, or of all. */
export async function digestFacts(
  { sql }: Reader,
  { ownerId, segmentId }: Pick<DigestEdition, 'ownerId' | 'segmentId'>,
  today: string,
): Promise<DigestFacts> {
  const found: { rows: Row[] } = await sql.raw(
    `with asked as (select ?::text as owner, ?::text as segment, ?::date as today),
     members as (select m.supplier_id from segment_memberships m, asked where m.segment_id = asked.segment and m.left_at is null),
     risk as (
       select s.business_name, s.mrr_minor from suppliers s, asked
       where s.health_band in ('critical', 'at_risk') and s.lifecycle in ('trial', 'active', 'past_due') and (asked.owner is null or s.owner_id = asked.owner)
         and ${among('s.id')}
     ), due as (
       select t.due_on < asked.today as late from tasks t, asked
       where t.status = 'open' and t.due_on <= asked.today and (asked.owner is null or t.owner_id = asked.owner)
         and ${among('t.supplier_id')}
     ), waiting as (
       select 1 from approvals a left join suppliers s on s.id = a.supplier_id, asked
       where a.state = 'awaiting_approval' and (asked.owner is null or s.owner_id = asked.owner)
         and ${among('a.supplier_id')}
     ), owed as (
       select d.currency, sum(d.amount_minor)::bigint as amount_minor, count(*)::int as cases
       from dunning_cases d left join suppliers s on s.id = d.supplier_id, asked
       where d.state = 'open' and (asked.owner is null or s.owner_id = asked.owner)
         and ${among('d.supplier_id')} group by d.currency
     )
     select (select count(*)::int from risk) as "atRisk",
       (select array_agg(business_name order by mrr_minor desc, business_name) from (select * from risk order by mrr_minor desc, business_name limit 3) top) as names,
       (select count(*)::int from due) as due, (select count(*)::int from due where late) as overdue,
       (select count(*)::int from waiting) as approvals,
       (select coalesce(sum(cases), 0)::int from owed) as cases,
       (select jsonb_agg(jsonb_build_object('amountMinor', amount_minor, 'currency', currency) order by currency) from owed) as amounts`,
    [ownerId, segmentId, today],
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error('A digest is one row.');
  const { atRisk, names, due, overdue, approvals, cases, amounts } = row;
  return {
    atRisk: { count: atRisk, names: names ?? [] },
    tasks: { due, overdue },
    approvalsWaiting: approvals,
    dunning: { cases, amounts: amounts ?? [] },
  };
}
