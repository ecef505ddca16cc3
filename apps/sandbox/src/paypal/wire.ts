import type { Dispute, Movement, Payment, Plan, Product, Refund, Subscription } from './contract.ts';

/** PayPal has no decimals in these. */
const wholeCurrencies: ReadonlySet<string> = new Set(['JPY', 'HUF', 'TWD']);

/** Minor units (hundredths, or whole units where there are no decimals) as PayPal writes them. */
export function decimal(minor: number, currency: string): string {
  if (wholeCurrencies.has(currency)) return String(minor);
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The other way; null when the text is no amount of the currency. */
export function minorOf(value: unknown, currency: string): number | null {
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return null;
  const [whole = '0', fraction = ''] = value.split('.');
  const places = wholeCurrencies.has(currency) ? 0 : 2;
  if (fraction.length > places) return null;
  return Number(`${whole}${fraction.padEnd(places, '0')}`);
}

export function iso(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString().replace('.000Z', 'Z');
}

function value(minor: number, currency: string) {
  return { currency_code: currency, value: decimal(minor, currency) };
}

function link(rel: string, path: string, method = 'GET') {
  return { rel, method, href: `https://api.paypal.com${path}` };
}

export function productWire({ id, name, createdAt }: Product) {
  return {
    id,
    name,
    type: 'SERVICE',
    category: 'SOFTWARE',
    create_time: iso(createdAt),
    update_time: iso(createdAt),
    links: [link('self', `/v1/catalogs/products/${id}`)],
  };
}

export function planWire(plan: Plan) {
  const trial = {
    frequency: { interval_unit: 'DAY', interval_count: plan.trialDays },
    tenure_type: 'TRIAL',
    sequence: 1,
    total_cycles: 1,
  };
  const regular = {
    pricing_scheme: {
      version: 1,
      fixed_price: value(plan.priceMinor, plan.currency),
      create_time: iso(plan.createdAt),
    },
    frequency: { interval_unit: plan.unit, interval_count: plan.count },
    tenure_type: 'REGULAR',
    sequence: plan.trialDays > 0 ? 2 : 1,
    total_cycles: 0,
  };
  return {
    id: plan.id,
    product_id: plan.productId,
    name: plan.name,
    status: plan.status,
    usage_type: 'LICENSED',
    billing_cycles: plan.trialDays > 0 ? [trial, regular] : [regular],
    payment_preferences: {
      auto_bill_outstanding: true,
      setup_fee_failure_action: 'CANCEL',
      payment_failure_threshold: plan.failureThreshold,
    },
    taxes: { percentage: String(plan.taxPercent), inclusive: false },
    quantity_supported: false,
    create_time: iso(plan.createdAt),
    update_time: iso(plan.createdAt),
    links: [link('self', `/v1/billing/plans/${plan.id}`)],
  };
}

export function subscriptionWire(subscription: Subscription, plan: Plan) {
  const { id, status, payer, trialEndsAt, cyclesDone, lastPayment, lastFailureAt, nextBillingAt } = subscription;
  const trial = {
    tenure_type: 'TRIAL',
    sequence: 1,
    cycles_completed: cyclesDone > 0 ? 1 : 0,
    cycles_remaining: cyclesDone > 0 ? 0 : 1,
    total_cycles: 1,
  };
  const regular = {
    tenure_type: 'REGULAR',
    sequence: trialEndsAt === null ? 1 : 2,
    cycles_completed: cyclesDone,
    cycles_remaining: 0,
    total_cycles: 0,
  };
  return {
    id,
    plan_id: subscription.planId,
    status,
    ...(subscription.note === null ? {} : { status_change_note: subscription.note }),
    status_update_time: iso(subscription.changedAt),
    start_time: iso(subscription.startAt),
    quantity: String(subscription.quantity),
    ...(subscription.customId === null ? {} : { custom_id: subscription.customId }),
    subscriber: {
      payer_id: payer.id,
      email_address: payer.email,
      name: { given_name: payer.name.split(' ')[0] ?? payer.name, surname: payer.name.split(' ').slice(1).join(' ') },
    },
    billing_info: {
      outstanding_balance: value(subscription.failures > 0 ? owedMinor(plan) : 0, plan.currency),
      cycle_executions: trialEndsAt === null ? [regular] : [trial, regular],
      ...(lastPayment === null
        ? {}
        : { last_payment: { amount: value(lastPayment.amountMinor, plan.currency), time: iso(lastPayment.at) } }),
      ...(lastFailureAt === null
        ? {}
        : {
            last_failed_payment: {
              amount: value(owedMinor(plan), plan.currency),
              time: iso(lastFailureAt),
              reason_code: 'PAYER_CANNOT_PAY',
              ...(nextBillingAt === null ? {} : { next_payment_retry_time: iso(nextBillingAt) }),
            },
          }),
      ...(nextBillingAt === null ? {} : { next_billing_time: iso(nextBillingAt) }),
      failed_payments_count: subscription.failures,
    },
    create_time: iso(subscription.createdAt),
    update_time: iso(subscription.changedAt),
    plan_overridden: false,
    links: [link('self', `/v1/billing/subscriptions/${id}`)],
  };
}

/** What one payment of a plan comes to. */
function owedMinor({ priceMinor, taxPercent }: Plan): number {
  return priceMinor + Math.round((priceMinor * taxPercent) / 100);
}

/** A payment of a subscription, in the words of PayPal's first version. */
export function saleWire(payment: Payment) {
  const { id, currency, subtotalMinor, taxMinor, refundedMinor } = payment;
  const total = subtotalMinor + taxMinor;
  const refunded = refundedMinor === 0 ? payment.state : refundedMinor === total ? 'refunded' : 'partially_refunded';
  return {
    id,
    state: payment.state === 'completed' ? refunded : payment.state,
    amount: {
      total: decimal(total, currency),
      currency,
      details: { subtotal: decimal(subtotalMinor, currency), tax: decimal(taxMinor, currency) },
    },
    payment_mode: 'INSTANT_TRANSFER',
    ...(payment.state === 'completed' || payment.state === 'reversed'
      ? { transaction_fee: { value: decimal(payment.feeMinor, currency), currency } }
      : {}),
    ...(payment.subscriptionId === null ? {} : { billing_agreement_id: payment.subscriptionId }),
    ...(payment.customId === null ? {} : { custom: payment.customId }),
    protection_eligibility: 'ELIGIBLE',
    create_time: iso(payment.createdAt),
    update_time: iso(payment.changedAt),
    links: [link('self', `/v1/payments/sale/${id}`), link('refund', `/v1/payments/sale/${id}/refund`, 'POST')],
  };
}

const captureStates = { completed: 'COMPLETED', pending: 'PENDING', denied: 'DECLINED', reversed: 'REFUNDED' } as const;

export function captureWire(payment: Payment) {
  const { id, currency, subtotalMinor, taxMinor, feeMinor, refundedMinor } = payment;
  const total = subtotalMinor + taxMinor;
  const refunded = refundedMinor === 0 ? null : refundedMinor === total ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  return {
    id,
    status: (payment.state === 'completed' ? refunded : null) ?? captureStates[payment.state],
    amount: value(total, currency),
    final_capture: true,
    ...(payment.customId === null ? {} : { custom_id: payment.customId }),
    ...(payment.state === 'completed' || payment.state === 'reversed'
      ? {
          seller_receivable_breakdown: {
            gross_amount: value(total, currency),
            paypal_fee: value(feeMinor, currency),
            net_amount: value(total - feeMinor, currency),
          },
        }
      : {}),
    create_time: iso(payment.createdAt),
    update_time: iso(payment.changedAt),
    links: [link('self', `/v2/payments/captures/${id}`), link('refund', `/v2/payments/captures/${id}/refund`, 'POST')],
  };
}

export function refundWire(refund: Refund, refundedInAll: number) {
  const { id, amountMinor, currency } = refund;
  return {
    id,
    status: refund.status,
    amount: value(amountMinor, currency),
    ...(refund.customId === null ? {} : { custom_id: refund.customId }),
    ...(refund.note === null ? {} : { note_to_payer: refund.note }),
    seller_payable_breakdown: {
      gross_amount: value(amountMinor, currency),
      paypal_fee: value(0, currency),
      net_amount: value(amountMinor, currency),
      total_refunded_amount: value(refundedInAll, currency),
    },
    create_time: iso(refund.createdAt),
    update_time: iso(refund.changedAt),
    links: [link('self', `/v2/payments/refunds/${id}`), link('up', `/v2/payments/captures/${refund.paymentId}`)],
  };
}

/** The same refund as the event of a refunded sale carries it. */
export function saleRefundWire(refund: Refund) {
  const { id, amountMinor, currency, paymentId } = refund;
  return {
    id,
    sale_id: paymentId,
    state: refund.status.toLowerCase(),
    amount: { total: decimal(amountMinor, currency), currency },
    ...(refund.customId === null ? {} : { custom: refund.customId }),
    create_time: iso(refund.createdAt),
    update_time: iso(refund.changedAt),
    links: [link('self', `/v1/payments/refund/${id}`), link('sale', `/v1/payments/sale/${paymentId}`)],
  };
}

export function disputeWire(dispute: Dispute, payment: Payment) {
  const { id, currency, amountMinor, status } = dispute;
  return {
    dispute_id: id,
    create_time: iso(dispute.createdAt),
    update_time: iso(dispute.changedAt),
    disputed_transactions: [
      {
        seller_transaction_id: payment.id,
        create_time: iso(payment.createdAt),
        transaction_status: 'COMPLETED',
        gross_amount: value(payment.subtotalMinor + payment.taxMinor, currency),
        ...(payment.customId === null ? {} : { custom: payment.customId }),
        buyer: { name: 'Buyer' },
        seller: { merchant_id: 'WEDSYNCSANDBX', name: 'WedSync' },
        seller_protection_eligible: true,
      },
    ],
    reason: dispute.reason,
    status,
    dispute_amount: value(amountMinor, currency),
    dispute_life_cycle_stage: dispute.stage,
    dispute_channel: 'INTERNAL',
    dispute_state: status === 'RESOLVED' ? 'RESOLVED' : 'REQUIRED_ACTION',
    ...(status === 'RESOLVED'
      ? { dispute_outcome: { outcome_code: dispute.outcome, amount_refunded: value(lostOf(dispute), currency) } }
      : { seller_response_due_date: iso(dispute.answerBy) }),
    links: [link('self', `/v1/customer/disputes/${id}`)],
  };
}

export function lostOf({ outcome, amountMinor }: Dispute): number {
  return outcome === 'RESOLVED_BUYER_FAVOUR' ? amountMinor : 0;
}

/** A row of the report; the fee is negative there. */
export function movementWire(movement: Movement, endingBalance: number) {
  const { currency, amountMinor, feeMinor, referenceId, referenceType } = movement;
  return {
    transaction_info: {
      paypal_account_id: 'WEDSYNCSANDBX',
      transaction_id: movement.id,
      ...(referenceId === null ? {} : { paypal_reference_id: referenceId, paypal_reference_id_type: referenceType }),
      transaction_event_code: movement.code,
      transaction_initiation_date: iso(movement.at).replace('Z', '+0000'),
      transaction_updated_date: iso(movement.at).replace('Z', '+0000'),
      transaction_amount: value(amountMinor, currency),
      ...(feeMinor === 0 ? {} : { fee_amount: value(-feeMinor, currency) }),
      transaction_status: movement.status,
      ...(movement.affectsBalance ? { ending_balance: value(endingBalance, currency) } : {}),
      ...(movement.customId === null ? {} : { custom_field: movement.customId }),
      protection_eligibility: '01',
    },
  };
}
