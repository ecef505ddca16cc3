import type { Kernel } from '../kernel/kernel.ts';
import type { CouponRecord, CustomerRecord, DiscountRecord, PaymentMethodRecord } from '../records/index.ts';
import type { PriceRecord, ProductRecord, PromotionCodeRecord, TaxRateRecord } from '../records/index.ts';

export function wireCustomer(row: CustomerRecord) {
  return {
    id: row.id,
    object: 'customer',
    address: row.address,
    balance: row.balance,
    created: row.created,
    currency: row.currency,
    customer_account: null,
    default_source: null,
    delinquent: row.delinquent,
    description: row.description,
    email: row.email,
    invoice_prefix: row.invoice_prefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: row.default_payment_method,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: row.metadata,
    name: row.name,
    next_invoice_sequence: row.next_invoice_sequence,
    phone: row.phone,
    preferred_locales: row.preferred_locales,
    shipping: null,
    tax_exempt: row.tax_exempt,
    test_clock: null,
  };
}

export function wireProduct(row: ProductRecord) {
  return {
    id: row.id,
    object: 'product',
    active: row.active,
    created: row.created,
    default_price: null,
    description: row.description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: row.metadata,
    name: row.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: row.updated,
    url: null,
  };
}

export function wirePrice(row: PriceRecord) {
  return {
    id: row.id,
    object: 'price',
    active: row.active,
    billing_scheme: 'per_unit',
    created: row.created,
    currency: row.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: row.lookup_key,
    metadata: row.metadata,
    nickname: row.nickname,
    product: row.product,
    recurring: row.recurring && { ...row.recurring, meter: null, trial_period_days: null, usage_type: 'licensed' },
    tax_behavior: row.tax_behavior,
    tiers_mode: null,
    transform_quantity: null,
    type: row.recurring ? 'recurring' : 'one_time',
    unit_amount: row.unit_amount,
    unit_amount_decimal: String(row.unit_amount),
  };
}

/** The legacy twin of a recurring price that subscription items still carry. */
export function wirePlan(row: PriceRecord) {
  return {
    id: row.id,
    object: 'plan',
    active: row.active,
    amount: row.unit_amount,
    amount_decimal: String(row.unit_amount),
    billing_scheme: 'per_unit',
    created: row.created,
    currency: row.currency,
    interval: row.recurring?.interval ?? 'month',
    interval_count: row.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: row.metadata,
    meter: null,
    nickname: row.nickname,
    product: row.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

export function wirePaymentMethod(row: PaymentMethodRecord) {
  const shared = {
    id: row.id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { ...row.billing_details, tax_id: null },
    created: row.created,
    customer: row.customer,
    customer_account: null,
    livemode: false,
    metadata: row.metadata,
    type: row.type,
  };
  if (row.card === null) return { ...shared, bacs_debit: row.bacs_debit };
  return { ...shared, card: { ...row.card, ...cardConstants(row.card.brand) } };
}

function cardConstants(brand: string) {
  return {
    checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
    display_brand: brand,
    generated_from: null,
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

export function wireTaxRate(row: TaxRateRecord) {
  return {
    id: row.id,
    object: 'tax_rate',
    active: row.active,
    country: row.country,
    created: row.created,
    description: row.description,
    display_name: row.display_name,
    effective_percentage: row.percentage,
    flat_amount: null,
    inclusive: row.inclusive,
    jurisdiction: row.jurisdiction,
    jurisdiction_level: row.state === null ? 'country' : 'state',
    livemode: false,
    metadata: row.metadata,
    percentage: row.percentage,
    rate_type: 'percentage',
    state: row.state,
    tax_type: row.tax_type,
  };
}

export function wireCoupon(row: CouponRecord, kernel: Kernel) {
  const used = row.max_redemptions !== null && row.times_redeemed >= row.max_redemptions;
  const late = row.redeem_by !== null && row.redeem_by < kernel.now();
  return {
    id: row.id,
    object: 'coupon',
    amount_off: row.amount_off,
    created: row.created,
    currency: row.currency,
    duration: row.duration,
    duration_in_months: row.duration_in_months,
    livemode: false,
    max_redemptions: row.max_redemptions,
    metadata: row.metadata,
    name: row.name,
    percent_off: row.percent_off,
    redeem_by: row.redeem_by,
    times_redeemed: row.times_redeemed,
    valid: !used && !late && !row.deleted,
  };
}

export function wirePromotionCode(row: PromotionCodeRecord, kernel: Kernel) {
  const used = row.max_redemptions !== null && row.times_redeemed >= row.max_redemptions;
  const late = row.expires_at !== null && row.expires_at < kernel.now();
  return {
    id: row.id,
    object: 'promotion_code',
    active: row.active && !used && !late,
    code: row.code,
    created: row.created,
    customer: row.customer,
    customer_account: null,
    expires_at: row.expires_at,
    livemode: false,
    max_redemptions: row.max_redemptions,
    metadata: row.metadata,
    promotion: { coupon: row.coupon, type: 'coupon' },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: row.times_redeemed,
  };
}

export function wireDiscount(row: DiscountRecord) {
  return {
    id: row.id,
    object: 'discount',
    checkout_session: null,
    customer: row.customer,
    customer_account: null,
    end: row.end,
    invoice: null,
    invoice_item: null,
    promotion_code: row.promotion_code,
    source: { coupon: row.coupon, type: 'coupon' },
    start: row.start,
    subscription: row.subscription,
    subscription_item: null,
  };
}
