import type { Subscription, SubscriptionFilter } from '@wedsync/domain/billing';
import { moneyList } from './money-list.ts';

/** What is sold, the dearest first. */
const items = `coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'productName', p.name, 'planCode', p.plan_code, 'quantity', i.quantity,
  'unitAmountMinor', i.unit_amount_minor, 'interval', i.interval) order by i.unit_amount_minor desc nulls last)
  from subscription_items i left join products p on p.id = i.product_id where i.subscription_id = t.id), '[]')`;

export const subscriptions = moneyList<Subscription, SubscriptionFilter>({
  resource: 'subscriptions',
  table: 'subscriptions',
  amount: 't.net_mrr_minor',
  columns: {
    status: 't.status',
    planCode: 't.plan_code',
    billingInterval: 't.billing_interval',
    netMrrMinor: 't.net_mrr_minor',
    grossMrrMinor: 't.gross_mrr_minor',
    discountMrrMinor: 't.discount_mrr_minor',
    startedAt: 't.started_at',
    periodEnd: 't.period_end',
    trialEnd: 't.trial_end',
    cancelAtPeriodEnd: 't.cancel_at_period_end',
    canceledAt: 't.canceled_at',
    endedAt: 't.ended_at',
    cancellationReason: 't.cancellation_reason',
    cancellationFeedback: 't.cancellation_feedback',
    pauseBehavior: 't.pause_behavior',
    pauseResumesAt: 't.pause_resumes_at',
    cancelAt: 't.cancel_at',
    items,
  },
  sorts: { netMrrMinor: 't.net_mrr_minor', periodEnd: 't.period_end' },
  searched: [],
  filters: {
    planCode: (query, codes) => void query.whereIn('t.plan_code', codes),
    billingInterval: (query, intervals) => void query.whereIn('t.billing_interval', intervals),
  },
});
