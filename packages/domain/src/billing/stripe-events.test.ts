import { describe, expect, test } from 'vitest';
import { stripeEventRule, stripeEventRules, stripeHandlers } from './stripe-events.ts';

const each = (noun: string, verbs: string) => verbs.split(' ').map((verb) => `${noun}.${verb}`);

/** Every type that domain knowledge names, family by family. */
const named = [
  ...each('charge', 'succeeded updated pending failed captured expired refunded refund.updated'),
  ...each('charge.dispute', 'created updated closed funds_withdrawn funds_reinstated'),
  ...each('refund', 'created updated failed'),
  ...each('radar.early_fraud_warning', 'created updated'),
  ...each('review', 'opened closed'),
  ...each(
    'payment_intent',
    'created processing requires_action amount_capturable_updated partially_funded succeeded canceled payment_failed',
  ),
  ...each(
    'invoice',
    'created updated finalized finalization_failed sent upcoming will_be_due overdue paid payment_succeeded payment_failed',
  ),
  ...each('invoice', 'payment_action_required payment_attempt_required overpaid marked_uncollectible voided deleted'),
  'invoice_payment.paid',
  ...each('invoiceitem', 'created deleted'),
  ...each('credit_note', 'created updated voided'),
  ...each(
    'customer.subscription',
    'created updated deleted paused resumed pending_update_applied pending_update_expired trial_will_end',
  ),
  ...each('subscription_schedule', 'created updated released completed canceled aborted expiring'),
  ...each('customer', 'created updated deleted'),
  ...each('customer.discount', 'created updated deleted'),
  ...each('customer.tax_id', 'created updated deleted'),
  ...each('customer.source', 'created updated deleted expiring'),
  ...each('coupon', 'created updated deleted'),
  ...each('promotion_code', 'created updated'),
  ...each('price', 'created updated deleted'),
  ...each('product', 'created updated deleted'),
  ...each('plan', 'created updated deleted'),
  ...each('tax_rate', 'created updated'),
  ...each('checkout.session', 'completed async_payment_succeeded async_payment_failed expired'),
  ...each('setup_intent', 'created canceled requires_action setup_failed succeeded'),
  ...each('payment_method', 'attached detached updated automatically_updated'),
  'mandate.updated',
  ...each('payout', 'created updated paid failed canceled reconciliation_completed'),
  ...['balance.available', 'balance_settings.updated', 'reserve.hold.created', 'topup.succeeded'],
  ...['customer_cash_balance_transaction.created', 'cash_balance.funds_available', 'billing_portal.session.created'],
  ...['entitlements.active_entitlement_summary.updated', 'quote.accepted', 'billing.credit_grant.created'],
  ...each('reporting.report_run', 'succeeded failed'),
  'test_helpers.test_clock.advancing',
  ...[
    'account.updated',
    'person.created',
    'capability.updated',
    'application_fee.created',
    'transfer.created',
    'issuing_card.created',
  ],
  ...['treasury.credit_reversal.created', 'terminal.reader.action_failed', 'identity.verification_session.created'],
  ...[
    'climate.order.created',
    'financial_connections.account.created',
    'sigma.scheduled_query_run.created',
    'file.created',
  ],
  ...['source.failed', 'tax.settings.updated'],
];

describe('the table of Stripe events', () => {
  test.each(named)('%s has a row', (type) => expect(stripeEventRule(type)).not.toBeNull());

  test('a type nobody has heard of has none', () => expect(stripeEventRule('wedding.called_off')).toBeNull());

  test('every handler is used', () => {
    const used = new Set(Object.values(stripeEventRules).flatMap((rule) => ('handler' in rule ? [rule.handler] : [])));
    expect([...used].sort()).toEqual([...stripeHandlers].sort());
  });

  test('everything that moves money is handled, not merely stored', () => {
    const money = named.filter((type) =>
      /^(charge|refund|invoice|credit_note|payout|customer\.subscription)\b/.test(type),
    );
    const merelyStored = money.filter((type) => 'stored' in (stripeEventRule(type) ?? {}));
    expect(merelyStored).toEqual([]);
  });
});
