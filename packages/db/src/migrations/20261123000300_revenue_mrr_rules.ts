import type { Migration } from '../platform/migration.ts';

/** Committed and Stripe-compatible MRR plan by plan, and how long a debt may last before MRR counts it as lost. */
export const revenueMrrRules: Migration = {
  name: '20261123000300_revenue_mrr_rules',
  up: (sql) => sql.raw([views, pastDueWindows].join('\n')),
};

/**
 * Of suppliers with one plan the views agree with those that were there. Of others they are worked out anew: what is marked here is published again,
 * and a closed month that says something else then is restated as always.
 */
const views = `
alter table mrr_movements add column in_committed_plan boolean not null default false, add column in_stripe_plan boolean not null default false;
alter table mrr_movements disable trigger refuse_closed_mrr;
update mrr_movements m set in_committed_plan = case when v.plans = 1 then m.in_committed else m.in_plan end,
  in_stripe_plan = case when v.plans = 1 then m.in_stripe else m.in_plan end
from (select supplier_id, count(distinct coalesce(plan_code, '')) as plans from mrr_movements group by 1) v where v.supplier_id = m.supplier_id;
update mrr_movements set key = concat_ws('+', case when in_net then 'net' end, case when in_committed then 'committed' end, case when in_stripe then 'stripe' end,
  case when in_plan then 'plan' end, case when in_committed_plan then 'committed_plan' end, case when in_stripe_plan then 'stripe_plan' end) || substr(key, strpos(key, '|'));
alter table mrr_movements enable trigger refuse_closed_mrr;
insert into recompute_marks (kind, supplier_id) select 'mrr', supplier_id from mrr_accounts on conflict do nothing;
`;

/** The newest row of a day counts; one that was set is never changed, another is added. */
const pastDueWindows = `
create table past_due_windows (
  id bigint generated always as identity primary key,
  applies_from date not null, days int not null check (days between 1 and 90), reason text not null,
  set_by text not null default coalesce(wedsync_actor() ->> 'id', 'unknown'), set_by_name text not null default coalesce(wedsync_actor() ->> 'name', 'unknown'),
  set_at timestamptz not null default clock_timestamp()
);
create index past_due_windows_from on past_due_windows (applies_from desc, id desc);
call append_only('past_due_windows');
call audit_table('past_due_windows');
`;
