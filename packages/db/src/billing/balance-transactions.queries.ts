import type { BalanceTransaction, BalanceTransactionFilter } from '@wedsync/domain/billing';
import { moneyList } from './money-list.ts';

export const balanceTransactions = moneyList<BalanceTransaction, BalanceTransactionFilter>({
  resource: 'balance-transactions',
  table: 'balance_transactions',
  amount: 't.amount_minor',
  columns: {
    type: 't.type',
    status: 't.status',
    amountMinor: 't.amount_minor',
    feeMinor: 't.fee_minor',
    netMinor: 't.net_minor',
    sourceId: 't.source_id',
    sourceType: 't.source_type',
    payoutId: 't.payout_id',
    availableOn: 't.available_on',
    description: 't.description',
  },
  sorts: { amountMinor: 't.amount_minor' },
  searched: ['t.source_id', 't.payout_id'],
  filters: {
    type: (query, types) => void query.whereIn('t.type', types),
    payoutId: (query, id) => void query.where('t.payout_id', id),
    sourceId: (query, id) => void query.where('t.source_id', id),
  },
});
