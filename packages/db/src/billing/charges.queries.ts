import type { Charge, ChargeFilter } from '@wedsync/domain/billing';
import { moneyList } from './money-list.ts';

export const charges = moneyList<Charge, ChargeFilter>({
  resource: 'charges',
  table: 'charges',
  amount: 't.amount_minor',
  columns: {
    status: 't.status',
    amountMinor: 't.amount_minor',
    amountCapturedMinor: 't.amount_captured_minor',
    amountRefundedMinor: 't.amount_refunded_minor',
    feeMinor: 'b.fee_minor',
    netMinor: 'b.net_minor',
    disputed: 't.disputed',
    declineCode: 't.decline_code',
    failureMessage: 't.failure_message',
    methodType: 't.method_type',
    cardBrand: 't.card_brand',
    cardLast4: 't.card_last4',
    description: 't.description',
    receiptUrl: 't.receipt_url',
    paymentIntentId: 't.payment_intent_id',
    balanceTransactionId: 't.balance_transaction_id',
    invoiceId:
      '(select p.invoice_id from invoice_payments p where p.payment_intent_id = t.payment_intent_id order by p.created_at limit 1)',
  },
  joins: 'left join balance_transactions b on b.id = t.balance_transaction_id',
  sorts: { amountMinor: 't.amount_minor' },
  searched: ['t.payment_intent_id'],
  filters: {
    disputed: (query, disputed) => void query.where('t.disputed', disputed),
    declineCode: (query, codes) => void query.whereIn('t.decline_code', codes),
    refunded: (query, refunded) => void query.where('t.amount_refunded_minor', refunded ? '>' : '=', 0),
  },
});
