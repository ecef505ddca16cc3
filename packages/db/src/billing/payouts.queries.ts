import type { Payout, PayoutFilter } from '@wedsync/domain/billing';
import { moneyList } from './money-list.ts';

export const payouts = moneyList<Payout, PayoutFilter>({
  resource: 'payouts',
  table: 'payouts',
  amount: 't.amount_minor',
  owned: false,
  columns: {
    status: 't.status',
    amountMinor: 't.amount_minor',
    arrivalDate: 't.arrival_date',
    automatic: 't.automatic',
    failureCode: 't.failure_code',
    failureMessage: 't.failure_message',
    reconciliationStatus: 't.reconciliation_status',
    paidAt: 't.paid_at',
    failedAt: 't.failed_at',
  },
  sorts: { amountMinor: 't.amount_minor', arrivalDate: 't.arrival_date' },
  searched: [],
  filters: {},
});
