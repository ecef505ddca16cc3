/** The worker's handlers of PayPal objects; each is one small file named after its noun. */
export const paypalHandlers = [
  'paypal-payment',
  'paypal-refund',
  'paypal-dispute',
  'paypal-subscription',
  'paypal-plan',
  'paypal-product',
  'paypal-notice',
] as const;
export type PaypalHandlerName = (typeof paypalHandlers)[number];

/** Either a handler applies the event, or it is stored and counted, and here is why that is enough. */
export type PaypalEventRule = { readonly handler: PaypalHandlerName } | { readonly stored: string };

const by = (handler: PaypalHandlerName): PaypalEventRule => ({ handler });
const stored = (why: string): PaypalEventRule => ({ stored: why });

const noMoneyYet = 'Moves no money and no subscription.';

/** One row per event type. The ledger is posted from what PayPal answers when it is asked, never from the event itself. */
export const paypalEventRules: Readonly<Record<string, PaypalEventRule>> = {
  'BILLING.SUBSCRIPTION.CREATED': by('paypal-subscription'),
  'BILLING.SUBSCRIPTION.ACTIVATED': by('paypal-subscription'),
  'BILLING.SUBSCRIPTION.UPDATED': by('paypal-subscription'),
  'BILLING.SUBSCRIPTION.EXPIRED': by('paypal-subscription'),
  'BILLING.SUBSCRIPTION.CANCELLED': by('paypal-subscription'),
  'BILLING.SUBSCRIPTION.SUSPENDED': by('paypal-subscription'),
  'BILLING.SUBSCRIPTION.RE-ACTIVATED': by('paypal-subscription'),
  'BILLING.SUBSCRIPTION.PAYMENT.FAILED': by('paypal-subscription'),

  'PAYMENT.SALE.COMPLETED': by('paypal-payment'),
  'PAYMENT.SALE.PENDING': by('paypal-payment'),
  'PAYMENT.SALE.DENIED': by('paypal-payment'),
  'PAYMENT.SALE.REVERSED': by('paypal-payment'),
  'PAYMENT.SALE.REFUNDED': by('paypal-refund'),
  'PAYMENT.CAPTURE.COMPLETED': by('paypal-payment'),
  'PAYMENT.CAPTURE.PENDING': by('paypal-payment'),
  'PAYMENT.CAPTURE.DECLINED': by('paypal-payment'),
  'PAYMENT.CAPTURE.DENIED': by('paypal-payment'),
  'PAYMENT.CAPTURE.REVERSED': by('paypal-payment'),
  'PAYMENT.CAPTURE.REFUNDED': by('paypal-refund'),
  'PAYMENT.REFUND.PENDING': by('paypal-refund'),
  'PAYMENT.REFUND.FAILED': by('paypal-refund'),
  'PAYMENT.AUTHORIZATION.CREATED': stored('Moves nothing until it is captured.'),
  'PAYMENT.AUTHORIZATION.VOIDED': stored('Moves nothing until it is captured.'),
  'CHECKOUT.ORDER.APPROVED': by('paypal-notice'),
  'CHECKOUT.ORDER.COMPLETED': by('paypal-notice'),

  'CUSTOMER.DISPUTE.CREATED': by('paypal-dispute'),
  'CUSTOMER.DISPUTE.UPDATED': by('paypal-dispute'),
  'CUSTOMER.DISPUTE.RESOLVED': by('paypal-dispute'),
  'RISK.DISPUTE.CREATED': by('paypal-dispute'),

  'BILLING.PLAN.CREATED': by('paypal-plan'),
  'BILLING.PLAN.UPDATED': by('paypal-plan'),
  'BILLING.PLAN.ACTIVATED': by('paypal-plan'),
  'BILLING.PLAN.DEACTIVATED': by('paypal-plan'),
  'BILLING.PLAN.PRICING-CHANGE.ACTIVATED': by('paypal-plan'),
  'BILLING.PLAN.PRICING-CHANGE.INPROGRESS': stored('The change is told again when it is active.'),
  'CATALOG.PRODUCT.CREATED': by('paypal-product'),
  'CATALOG.PRODUCT.UPDATED': by('paypal-product'),
};

/** Families of types that are stored and counted as a whole. */
export const storedPaypalFamilies: readonly { readonly prefix: string; readonly why: string }[] = [
  { prefix: 'INVOICING.', why: 'PayPal’s own invoices are not used.' },
  { prefix: 'VAULT.', why: 'Cards and wallets kept at PayPal are not used.' },
  { prefix: 'PAYMENT.PAYOUTS', why: 'Payouts to others are not used.' },
  { prefix: 'PAYMENT.ORDER.', why: 'The payment of an order tells the same.' },
  { prefix: 'CHECKOUT.', why: noMoneyYet },
  { prefix: 'MERCHANT.', why: noMoneyYet },
  { prefix: 'IDENTITY.', why: noMoneyYet },
];

/** How an event type is treated; null for a type nobody has heard of, which is stored and counted too. */
export function paypalEventRule(type: string): PaypalEventRule | null {
  if (Object.hasOwn(paypalEventRules, type)) return paypalEventRules[type] ?? null;
  const family = storedPaypalFamilies.find(({ prefix }) => type.startsWith(prefix));
  return family === undefined ? null : stored(family.why);
}
