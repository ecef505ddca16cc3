import { describe, expect, test } from 'vitest';
import { paypalEventRule, paypalEventRules, paypalHandlers } from './paypal-events.ts';
import { paypalDisputeStatus, paypalSubscriptionStatus, planCodeOfProduct } from './paypal-standing.ts';

/** As the table of the business names them. */
const named = [
  ...['CREATED', 'ACTIVATED', 'UPDATED', 'EXPIRED', 'CANCELLED', 'SUSPENDED', 'PAYMENT.FAILED', 'RE-ACTIVATED'].map(
    (what) => `BILLING.SUBSCRIPTION.${what}`,
  ),
  ...['COMPLETED', 'PENDING', 'DENIED', 'REFUNDED', 'REVERSED'].map((what) => `PAYMENT.SALE.${what}`),
  ...['COMPLETED', 'PENDING', 'DECLINED', 'DENIED', 'REFUNDED', 'REVERSED'].map((what) => `PAYMENT.CAPTURE.${what}`),
  ...['PAYMENT.AUTHORIZATION.CREATED', 'PAYMENT.AUTHORIZATION.VOIDED'],
  ...['CHECKOUT.ORDER.APPROVED', 'CHECKOUT.ORDER.COMPLETED'],
  ...['CREATED', 'UPDATED', 'RESOLVED'].map((what) => `CUSTOMER.DISPUTE.${what}`),
  'RISK.DISPUTE.CREATED',
  ...['CREATED', 'UPDATED', 'ACTIVATED', 'PRICING-CHANGE.ACTIVATED', 'DEACTIVATED'].map(
    (what) => `BILLING.PLAN.${what}`,
  ),
  ...['CATALOG.PRODUCT.CREATED', 'CATALOG.PRODUCT.UPDATED'],
  ...['INVOICING.INVOICE.PAID', 'VAULT.PAYMENT-TOKEN.CREATED', 'PAYMENT.PAYOUTSBATCH.SUCCESS'],
];

describe('the table of events', () => {
  test.each(named)('has a rule for %s', (type) => expect(paypalEventRule(type)).not.toBeNull());
  test('uses every handler', () => {
    const used = new Set(Object.values(paypalEventRules).flatMap((rule) => ('handler' in rule ? rule.handler : [])));
    expect([...used].toSorted()).toEqual(paypalHandlers.toSorted());
  });
  test('says nothing of a type nobody has heard of', () => {
    expect(paypalEventRule('MOON.LANDED')).toBeNull();
    expect(paypalEventRule('constructor')).toBeNull();
  });
});

test.each([
  [{ status: 'APPROVAL_PENDING', failedPayments: 0, onTrial: true }, 'incomplete'],
  [{ status: 'ACTIVE', failedPayments: 0, onTrial: true }, 'trialing'],
  [{ status: 'ACTIVE', failedPayments: 0, onTrial: false }, 'active'],
  [{ status: 'ACTIVE', failedPayments: 2, onTrial: false }, 'past_due'],
  [{ status: 'SUSPENDED', failedPayments: 3, onTrial: false }, 'past_due'],
  [{ status: 'SUSPENDED', failedPayments: 0, onTrial: false }, 'paused'],
  [{ status: 'CANCELLED', failedPayments: 3, onTrial: false }, 'canceled'],
  [{ status: 'EXPIRED', failedPayments: 0, onTrial: false }, 'canceled'],
])('a subscription %o is %s', (standing, status) => expect(paypalSubscriptionStatus(standing)).toBe(status));

test.each([
  ['WEDSYNC-STARTER', 'Starter', 'starter'],
  ['PROD-1', 'WedSync Scale', 'scale'],
  ['PROD-2', 'Album printing', null],
])('product %s "%s" is plan %s', (sku, name, plan) => expect(planCodeOfProduct(sku, name)).toBe(plan));

test.each([
  ['OPEN', null, 'needs_response'],
  ['UNDER_REVIEW', null, 'under_review'],
  ['RESOLVED', 'RESOLVED_SELLER_FAVOUR', 'won'],
  ['RESOLVED', 'RESOLVED_BUYER_FAVOUR', 'lost'],
  ['RESOLVED', 'CANCELED_BY_BUYER', 'won'],
  ['SOMETHING_NEW', null, 'under_review'],
])('a dispute %s with outcome %s is %s', (status, outcome, word) =>
  expect(paypalDisputeStatus(status, outcome)).toBe(word),
);
