import type { Kernel } from '../kernel/kernel.ts';
import type { ChargeRecord, DeclineFacts, PaymentIntentRecord, RefundRecord } from '../records/index.ts';
import { wirePaymentMethod } from './catalogue.ts';

export function wirePaymentIntent(row: PaymentIntentRecord, kernel: Kernel) {
  return {
    id: row.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: row.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: row.amount_received,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: row.canceled_at,
    cancellation_reason: row.cancellation_reason,
    capture_method: 'automatic',
    client_secret: `${row.id}_secret_${row.id.slice(-12)}`,
    confirmation_method: 'automatic',
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    description: row.description,
    excluded_payment_method_types: null,
    last_payment_error: row.last_payment_error && wireDecline(row.last_payment_error, kernel),
    latest_charge: row.latest_charge,
    livemode: false,
    managed_payments: null,
    metadata: row.metadata,
    next_action:
      row.status === 'requires_action' ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure' } } : null,
    on_behalf_of: null,
    payment_method: row.payment_method,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: row.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: row.receipt_email,
    review: null,
    setup_future_usage: row.invoice === null ? null : 'off_session',
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: row.status,
    transfer_data: null,
    transfer_group: null,
  };
}

/** The error as the API answers it and as the intent remembers it. */
export function wireDecline(decline: DeclineFacts, kernel: Kernel) {
  const method = decline.payment_method === null ? undefined : kernel.tables.payment_method.get(decline.payment_method);
  return {
    type: 'card_error' as const,
    code: decline.code,
    message: decline.message,
    ...(decline.decline_code === null ? {} : { decline_code: decline.decline_code }),
    ...(decline.advice_code === null ? {} : { advice_code: decline.advice_code }),
    ...(decline.network_decline_code === null ? {} : { network_decline_code: decline.network_decline_code }),
    ...(decline.network_advice_code === null ? {} : { network_advice_code: decline.network_advice_code }),
    ...(decline.charge === null ? {} : { charge: decline.charge }),
    ...(method === undefined ? {} : { payment_method: wirePaymentMethod(method) }),
  };
}

export function wireCharge(row: ChargeRecord, kernel: Kernel) {
  const paid = row.status === 'succeeded';
  const receipt = `https://pay.stripe.com/receipts/payment/${row.id}`;
  return {
    id: row.id,
    object: 'charge',
    amount: row.amount,
    amount_captured: paid ? row.amount : 0,
    amount_refunded: row.amount_refunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: row.balance_transaction,
    billing_details: { ...row.billing_details, tax_id: null },
    calculated_statement_descriptor: kernel.settings.statementDescriptor.toUpperCase(),
    captured: row.status !== 'failed',
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    description: row.description,
    disputed: row.disputed,
    failure_balance_transaction: row.failure_balance_transaction,
    failure_code: row.decline?.code ?? null,
    failure_message: row.decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: row.metadata,
    on_behalf_of: null,
    outcome: wireOutcome(row),
    paid,
    payment_intent: row.payment_intent,
    payment_method: row.payment_method,
    payment_method_details: wireMethodDetails(row),
    receipt_email: row.receipt_email,
    receipt_number: null,
    receipt_url: paid ? receipt : null,
    refunded: row.amount_refunded === row.amount && row.amount > 0,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: row.status,
    transfer_data: null,
    transfer_group: null,
  };
}

function wireOutcome(row: ChargeRecord) {
  const decline = row.decline;
  const shared = {
    advice_code: decline?.advice_code ?? null,
    network_advice_code: decline?.network_advice_code ?? null,
    network_decline_code: decline?.network_decline_code ?? null,
  };
  if (decline === null) {
    const seller = { reason: null, risk_level: 'normal', risk_score: 12, seller_message: 'Payment complete.' };
    return { ...shared, network_status: 'approved_by_network', ...seller, type: 'authorized' };
  }
  const reason = decline.decline_code ?? decline.code;
  const seller = { reason, risk_level: 'normal', risk_score: 27, seller_message: sellerMessage(reason) };
  return { ...shared, network_status: 'declined_by_network', ...seller, type: 'issuer_declined' };
}

function sellerMessage(reason: string): string {
  return `The bank returned the decline code \`${reason}\`.`;
}

function wireMethodDetails(row: ChargeRecord) {
  if (row.card === null) {
    return { bacs_debit: { ...row.bacs_debit, expected_debit_date: null, mandate: null }, type: 'bacs_debit' };
  }
  return {
    card: {
      amount_authorized: row.status === 'failed' ? null : row.amount,
      authorization_code: null,
      brand: row.card.brand,
      checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
      country: row.card.country,
      electronic_commerce_indicator: null,
      exp_month: row.card.exp_month,
      exp_year: row.card.exp_year,
      fingerprint: row.card.fingerprint,
      funding: row.card.funding,
      installments: null,
      last4: row.card.last4,
      mandate: null,
      network: row.card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: 'card',
  };
}

export function wireRefund(row: RefundRecord) {
  return {
    id: row.id,
    object: 'refund',
    amount: row.amount,
    balance_transaction: row.balance_transaction,
    charge: row.charge,
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    destination_details: wireDestination(row),
    ...(row.failure_balance_transaction === null
      ? {}
      : { failure_balance_transaction: row.failure_balance_transaction }),
    ...(row.failure_reason === null ? {} : { failure_reason: row.failure_reason }),
    metadata: row.metadata,
    payment_intent: row.payment_intent,
    payment_method: null,
    ...(row.status === 'pending' ? { pending_reason: 'processing' } : {}),
    reason: row.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: row.status,
    transfer_reversal: null,
  };
}

function wireDestination(row: RefundRecord) {
  if (row.payment_method_type === 'bacs_debit') return { type: 'bacs_debit', bacs_debit: {} };
  const known = { reference: row.reference, reference_status: 'available' };
  const reference = row.reference === null ? { reference_status: 'pending' } : known;
  return { card: { ...reference, reference_type: 'acquirer_reference_number', type: 'refund' }, type: 'card' };
}
