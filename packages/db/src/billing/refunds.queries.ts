import type { Refund, RefundFilter } from '@wedsync/domain/billing';
import { moneyList } from './money-list.ts';

export const refunds = moneyList<Refund, RefundFilter>({
  resource: 'refunds',
  table: 'refunds',
  amount: 't.amount_minor',
  columns: {
    status: 't.status',
    amountMinor: 't.amount_minor',
    chargeId: 't.charge_id',
    reason: 't.reason',
    failureReason: 't.failure_reason',
    refundRequestId: 't.refund_request_id',
  },
  sorts: { amountMinor: 't.amount_minor' },
  searched: ['t.charge_id', 't.refund_request_id'],
  filters: { chargeId: (query, id) => void query.where('t.charge_id', id) },
});
