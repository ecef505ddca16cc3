/** As for logos: whoever rests over a season longer than this has left. */
const restDays = 183;

/**
 * Whole months from one instant to another as providers renew: of a subscription that began on the 31st, on the last day of shorter months. Asked of
 * instants, not texts: `from` and `to` are expressions.
 */
export const monthsMet = (from: string, to: string) => {
  const [since, until] = [`(${from}) at time zone 'UTC'`, `(${to}) at time zone 'UTC'`];
  const calendar = `(extract(year from ${until}) * 12 + extract(month from ${until}) - extract(year from ${since}) * 12 - extract(month from ${since}))::int`;
  return `(${calendar} - (${since} + ${calendar} * interval '1 month' > ${until})::int)`;
};

/**
 * Renewals met by an instant. Whoever cancels leaves at the next one; whom a payment failed left at the one that was not paid, some days before the
 * subscription ended. Three days allow for ends that are written a little late.
 */
const ended = `case when l.end_reason in ('cancel_involuntary', 'dispute') then greatest(1, ${monthsMet('l.began_at', `(l.ended_at - interval '3 days')`)} / l.step)
  else greatest(0, ${monthsMet('l.began_at', `(l.ended_at - interval '3 days')`)}) / l.step + 1 end`;

/**
 * Lives of customers, as the tail of a WITH: from the first payment, or from coming back, to the end of MRR. A pause over a season is part of a life. A
 * life belongs to the plan it began on, so that whoever stays long enough to move up does not lend the higher plan its years.
 * Bindings: `:now`, and whatever `where` needs.
 * @param where narrows the movements, such as `and m.supplier_id = any(:ids)`
 */
export function livesSql(where: string): string {
  return `turns as (
  select m.supplier_id, m.id, m.type, m.effective_at, m.reason, m.plan_code, m.subscription_id, m.amount_minor,
    lag(m.type) over w as before_type, lag(m.reason) over w as before_reason, lag(m.effective_at) over w as before_at, lead(m.effective_at) over w as next_at
  from mrr_movements m
  where m.in_net and m.type in ('new', 'reactivation', 'churn') and m.effective_at <= :now::timestamptz and not m.reversal
    and not exists (select 1 from mrr_movements r where r.restates_movement_id = m.id and r.reversal) ${where}
  window w as (partition by m.supplier_id order by m.effective_at, m.id)
), bridged as (
  select *, coalesce(type = 'churn' and reason = 'pause' and coalesce(next_at, :now::timestamptz) < effective_at + interval '${restDays} days', false) as rests,
    coalesce(type = 'reactivation' and before_type = 'churn' and before_reason = 'pause' and effective_at < before_at + interval '${restDays} days', false) as resumes
  from turns
), spans as (
  select b.*, lead(type) over v as end_type, lead(effective_at) over v as end_at, lead(reason) over v as ending_reason, max(id) filter (where rests and next_at is null) over (partition by supplier_id) as resting
  from bridged b window v as (partition by supplier_id, (rests or resumes) order by effective_at, id)
), lives as (
  select l.*, case when l.ended_at is null then ${monthsMet('l.began_at', ':now::timestamptz')} / l.step else ${ended} end as periods,
    case when l.ended_at is not null and l.ended_at <= l.then_at then ${ended}
      when l.began_at <= l.then_at then ${monthsMet('l.began_at', 'l.then_at')} / l.step end as periods_then,
    l.ended_at is not null and l.ended_at <= l.then_at as ended_then
  from (
    select s.supplier_id, s.effective_at as began_at, s.plan_code, b.billing_interval, case b.billing_interval when 'year' then 12 else 1 end as step,
      case when s.end_type = 'churn' then s.end_at end as ended_at, case when s.end_type = 'churn' then s.ending_reason end as end_reason,
      :now::timestamptz - case b.billing_interval when 'year' then interval '12 months' else interval '6 months' end as then_at, s.resting,
      row_number() over (partition by s.supplier_id order by s.effective_at desc, s.id desc) as back
    from spans s join subscriptions b on b.id = s.subscription_id
    where s.type in ('new', 'reactivation') and not s.resumes and s.plan_code is not null and b.billing_interval in ('month', 'year')
  ) l
)`;
}
