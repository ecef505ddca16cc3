import type { Dispute, DisputeFilter } from '@wedsync/domain/billing';
import { moneyList } from './money-list.ts';

export const disputes = moneyList<Dispute, DisputeFilter>({
  resource: 'disputes',
  table: 'disputes',
  amount: 't.amount_minor',
  columns: {
    status: 't.status',
    reason: 't.reason',
    amountMinor: 't.amount_minor',
    chargeId: 't.charge_id',
    dueBy: 't.due_by',
    hasEvidence: 't.has_evidence',
    submissionCount: 't.submission_count',
  },
  sorts: { amountMinor: 't.amount_minor', dueBy: 't.due_by' },
  searched: ['t.charge_id'],
  filters: {
    chargeId: (query, id) => void query.where('t.charge_id', id),
    reason: (query, reasons) => void query.whereIn('t.reason', reasons),
  },
});
