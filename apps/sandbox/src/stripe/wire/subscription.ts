import type { Kernel } from '../kernel/kernel.ts';
import type { SubscriptionItemRecord, SubscriptionRecord } from '../records/index.ts';
import { wirePlan, wirePrice, wireTaxRate } from './catalogue.ts';

export function wireSubscription(row: SubscriptionRecord, kernel: Kernel) {
  return {
    id: row.id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: {
      disabled_reason: null,
      enabled: row.automatic_tax,
      liability: row.automatic_tax ? { type: 'self' } : null,
    },
    billing_cycle_anchor: row.billing_cycle_anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: row.cancel_at,
    cancel_at_period_end: row.cancel_at_period_end,
    canceled_at: row.canceled_at,
    cancellation_details: { ...row.cancellation_details, feedback_option: null },
    collection_method: row.collection_method,
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    days_until_due: row.days_until_due,
    default_payment_method: row.default_payment_method,
    default_source: null,
    default_tax_rates: row.default_tax_rates.map((id) => wireTaxRate(kernel.need('tax_rate', id))),
    description: row.description,
    discounts: row.discounts,
    ended_at: row.ended_at,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: row.items.map((item) => wireSubscriptionItem(item, row, kernel)),
      has_more: false,
      total_count: row.items.length,
      url: `/v1/subscription_items?subscription=${row.id}`,
    },
    latest_invoice: row.latest_invoice,
    livemode: false,
    managed_payments: null,
    metadata: row.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: row.pause_collection,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: row.start_date,
    status: row.status,
    test_clock: null,
    transfer_data: null,
    trial_end: row.trial_end,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: row.missing_payment_method },
    },
    trial_start: row.trial_start,
  };
}

export function wireSubscriptionItem(item: SubscriptionItemRecord, row: SubscriptionRecord, kernel: Kernel) {
  const price = kernel.need('price', item.price);
  return {
    id: item.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: item.created,
    current_period_end: row.current_period_end,
    current_period_start: row.current_period_start,
    current_trial: null,
    discounts: [],
    metadata: item.metadata,
    plan: wirePlan(price),
    price: wirePrice(price),
    quantity: item.quantity,
    subscription: row.id,
    tax_rates: item.tax_rates.map((id) => wireTaxRate(kernel.need('tax_rate', id))),
  };
}
