import type { Kernel } from '../kernel/kernel.ts';
import type { BalanceTransactionRecord, CreditNoteLineRecord, CreditNoteRecord } from '../records/index.ts';
import type { CustomerBalanceTransactionRecord, DisputeRecord, PayoutRecord } from '../records/index.ts';
import { wireTax } from './invoice.ts';

export function wireBalanceTransaction(row: BalanceTransactionRecord, kernel: Kernel) {
  return {
    id: row.id,
    object: 'balance_transaction',
    amount: row.amount,
    available_on: row.available_on,
    balance_type: 'payments',
    created: row.created,
    currency: row.currency,
    description: row.description,
    exchange_rate: null,
    fee: row.fee,
    fee_details: row.fee_details.map((detail) => ({
      amount: detail.amount,
      application: null,
      currency: row.currency,
      description: detail.description,
      type: 'stripe_fee',
    })),
    net: row.amount - row.fee,
    reporting_category: row.reporting_category,
    source: row.source,
    status: row.available_on <= kernel.now() ? 'available' : 'pending',
    type: row.type,
  };
}

export function wirePayout(row: PayoutRecord) {
  return {
    id: row.id,
    object: 'payout',
    amount: row.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: row.arrival_date,
    automatic: true,
    balance_transaction: row.balance_transaction,
    created: row.created,
    currency: row.currency,
    description: 'STRIPE PAYOUT',
    destination: `ba_sandbox_${row.currency}`,
    failure_balance_transaction: row.failure_balance_transaction,
    failure_code: row.failure_code,
    failure_message: row.failure_code && `The bank refused the payout (${row.failure_code}).`,
    livemode: false,
    metadata: row.metadata,
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: row.reconciliation_status,
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: row.status,
    trace_id:
      row.status === 'paid' ? { status: 'supported', value: row.id.slice(-12) } : { status: 'pending', value: null },
    type: 'bank_account',
  };
}

export function wireDispute(row: DisputeRecord, kernel: Kernel) {
  return {
    id: row.id,
    object: 'dispute',
    amount: row.amount,
    balance_transactions: row.balance_transactions.map((id) =>
      wireBalanceTransaction(kernel.need('balance_transaction', id), kernel),
    ),
    charge: row.charge,
    created: row.created,
    currency: row.currency,
    enhanced_eligibility_types: [],
    evidence: row.evidence,
    evidence_details: {
      due_by: row.due_by,
      enhanced_eligibility: {},
      has_evidence: Object.keys(row.evidence).length > 0,
      past_due: row.submission_count === 0 && row.due_by < kernel.now(),
      submission_count: row.submission_count,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: row.status.startsWith('warning_'),
    livemode: false,
    metadata: row.metadata,
    payment_intent: row.payment_intent,
    payment_method_details: {
      card: {
        brand: row.card_brand,
        case_type: row.status.startsWith('warning_') ? 'inquiry' : 'chargeback',
        network: row.card_brand,
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: row.reason,
    status: row.status,
  };
}

export function wireCreditNote(row: CreditNoteRecord) {
  const exclusiveTax = row.total_taxes.reduce((sum, tax) => sum + tax.amount, 0);
  return {
    id: row.id,
    object: 'credit_note',
    amount: row.total,
    amount_shipping: 0,
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    customer_balance_transaction: row.customer_balance_transaction,
    discount_amount: row.discount_amounts.reduce((sum, discount) => sum + discount.amount, 0),
    discount_amounts: row.discount_amounts,
    effective_at: row.created,
    invoice: row.invoice,
    lines: {
      object: 'list',
      data: row.lines.map((line) => wireCreditNoteLine(line)),
      has_more: false,
      url: `/v1/credit_notes/${row.id}/lines`,
    },
    livemode: false,
    memo: row.memo,
    metadata: row.metadata,
    number: row.number,
    out_of_band_amount: row.out_of_band_amount,
    pdf: `https://pay.stripe.com/credit_notes/${row.id}/pdf`,
    post_payment_amount: row.post_payment_amount,
    pre_payment_amount: row.pre_payment_amount,
    pretax_credit_amounts: row.discount_amounts.map((discount) => ({ ...discount, type: 'discount' })),
    reason: row.reason,
    refunds: row.refunds.map((refund) => ({ ...refund, payment_record_refund: null, type: 'refund' })),
    shipping_cost: null,
    status: row.status,
    subtotal: row.subtotal,
    subtotal_excluding_tax: row.subtotal,
    total: row.total,
    total_excluding_tax: row.total - exclusiveTax,
    total_taxes: row.total_taxes.map(wireTax),
    type: row.type,
    voided_at: row.voided_at,
  };
}

export function wireCreditNoteLine(line: CreditNoteLineRecord) {
  const quantity = line.quantity ?? 1;
  const unitAmount = line.type === 'custom_line_item' ? Math.round(line.amount / quantity) : null;
  return {
    id: line.id,
    object: 'credit_note_line_item',
    amount: line.amount,
    description: line.description,
    discount_amount: line.discount_amounts.reduce((sum, discount) => sum + discount.amount, 0),
    discount_amounts: line.discount_amounts,
    ...(line.invoice_line_item === null ? {} : { invoice_line_item: line.invoice_line_item }),
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity: line.quantity,
    tax_rates: [],
    taxes: line.taxes.map(wireTax),
    type: line.type,
    unit_amount: unitAmount,
    unit_amount_decimal: unitAmount === null ? null : String(unitAmount),
  };
}

export function wireCustomerBalanceTransaction(row: CustomerBalanceTransactionRecord) {
  return {
    id: row.id,
    object: 'customer_balance_transaction',
    amount: row.amount,
    checkout_session: null,
    created: row.created,
    credit_note: row.credit_note,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    description: row.description,
    ending_balance: row.ending_balance,
    invoice: row.invoice,
    livemode: false,
    metadata: row.metadata,
    type: row.type,
  };
}
