import { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import {
  day,
  latestCharge,
  openTestAccount,
  start,
  withCustomer,
  withSubscription,
} from '../../test/stripe-account.ts';

const renewal = Date.UTC(2025, 1, 15, 10) / 1000;
const hour = 3600;

describe('payments that fail', () => {
  it('fall behind, are tried again and recover when the card works again', async () => {
    const account = await openTestAccount();
    const { subscription, method, customer } = await withSubscription(account);
    const untilEpoch = renewal + 2 * day;
    account.engine.outside.setCardBehaviour(method.id, { declineCode: 'insufficient_funds', untilEpoch });
    account.newTypes();
    account.engine.advanceTo(renewal + hour);
    const behind = await account.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    expect(behind).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open', attempt_count: 1 } });
    expect(account.newTypes()).toEqual(
      expect.arrayContaining(['charge.failed', 'payment_intent.payment_failed', 'invoice.payment_failed']),
    );
    expect(await latestCharge(account, customer.id)).toMatchObject({
      status: 'failed',
      failure_code: 'card_declined',
      balance_transaction: null,
      outcome: { reason: 'insufficient_funds', network_decline_code: '51', advice_code: 'try_again_later' },
    });
    account.engine.advanceTo(renewal + 8 * day);
    const recovered = await account.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    expect(recovered).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', attempt_count: 3 } });
    expect((await account.stripe.customers.retrieve(customer.id)).deleted).toBeUndefined();
  });

  it('end the subscription and write the invoice off after the last try', async () => {
    const account = await openTestAccount();
    const { subscription, method } = await withSubscription(account);
    account.engine.outside.setCardBehaviour(method.id, { declineCode: 'generic_decline' });
    account.engine.advanceTo(renewal + 20 * day);
    const ended = await account.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    expect(ended).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
      latest_invoice: { status: 'uncollectible', attempt_count: 9 },
    });
  });

  it('are not sent to the bank again after a hard refusal, until there is another card', async () => {
    const account = await openTestAccount();
    const { subscription, method, customer } = await withSubscription(account);
    account.engine.outside.setCardBehaviour(method.id, { declineCode: 'stolen_card' });
    account.engine.advanceTo(renewal + 6 * day);
    const charges = await account.stripe.charges.list({ customer: customer.id });
    expect(charges.data.filter((charge) => charge.status === 'failed')).toHaveLength(1);
    const other = await account.stripe.paymentMethods.create({
      type: 'card',
      card: { number: '5555555555554444', exp_month: 1, exp_year: 2031 },
    });
    await account.stripe.paymentMethods.attach(other.id, { customer: customer.id });
    await account.stripe.subscriptions.update(subscription.id, { default_payment_method: other.id });
    account.engine.advanceTo(renewal + 9 * day);
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  it('leave a new subscription incomplete, which expires with its invoice voided', async () => {
    const account = await openTestAccount();
    const { price, method, customer } = await withCustomer(account);
    account.engine.outside.setCardBehaviour(method.id, { declineCode: 'do_not_honor' });
    const started = await account.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    expect(started.status).toBe('incomplete');
    account.engine.advanceTo(start + day);
    const expired = await account.stripe.subscriptions.retrieve(started.id, { expand: ['latest_invoice'] });
    expect(expired).toMatchObject({ status: 'incomplete_expired', latest_invoice: { status: 'void' } });
  });

  it('answer a manual payment with a card error', async () => {
    const account = await openTestAccount();
    const { subscription, method } = await withSubscription(account);
    account.engine.outside.setCardBehaviour(method.id, { declineCode: 'lost_card' });
    account.engine.advanceTo(renewal + hour);
    const { latest_invoice } = await account.stripe.subscriptions.retrieve(subscription.id);
    const paying = account.stripe.invoices.pay(String(latest_invoice));
    await expect(paying).rejects.toBeInstanceOf(Stripe.errors.StripeCardError);
    await expect(paying).rejects.toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'lost_card' });
  });

  it('wait for the cardholder when the bank wants to see them', async () => {
    const account = await openTestAccount();
    const { subscription, method } = await withSubscription(account);
    account.engine.outside.setCardBehaviour(method.id, { requiresAction: true });
    account.engine.advanceTo(renewal + hour);
    expect(account.newTypes()).toEqual(
      expect.arrayContaining(['payment_intent.requires_action', 'invoice.payment_action_required']),
    );
    const { latest_invoice } = await account.stripe.subscriptions.retrieve(subscription.id);
    const paid = await account.stripe.invoices.pay(String(latest_invoice), { off_session: false });
    expect(paid.status).toBe('paid');
  });

  it('include cards that have expired', async () => {
    const account = await openTestAccount();
    const { method } = await withSubscription(account);
    await account.stripe.paymentMethods.update(method.id, { card: { exp_month: 1, exp_year: 2025 } });
    account.engine.advanceTo(renewal + hour);
    const failed = account.events.find((event) => event.type === 'charge.failed');
    expect(failed?.data.object).toMatchObject({ failure_code: 'expired_card' });
  });
});

describe('Bacs debits', () => {
  async function withDebit() {
    const account = await openTestAccount();
    const { price, customer } = await withCustomer(account);
    const debit = await account.stripe.paymentMethods.create({
      type: 'bacs_debit',
      bacs_debit: { account_number: '00012345', sort_code: '108800' },
    });
    await account.stripe.paymentMethods.attach(debit.id, { customer: customer.id });
    const subscription = await account.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_payment_method: debit.id,
    });
    return { account, subscription, customer, debit };
  }

  it('are pending for days, succeed without a balance transaction and get it by charge.updated', async () => {
    const { account, subscription, customer } = await withDebit();
    expect(subscription.status).toBe('active');
    expect(await latestCharge(account, customer.id)).toMatchObject({ status: 'pending', balance_transaction: null });
    account.engine.advanceTo(start + 6 * day);
    const told = account.events.filter((event) => event.type.startsWith('charge.'));
    expect(told.map((event) => event.type)).toEqual(['charge.pending', 'charge.succeeded', 'charge.updated']);
    expect(told[1]?.data.object).toMatchObject({ status: 'succeeded', balance_transaction: null });
    expect(told[2]?.data.previous_attributes).toEqual({ balance_transaction: null });
    const charge = await account.stripe.charges.retrieve((await latestCharge(account, customer.id)).id, {
      expand: ['balance_transaction'],
    });
    expect(charge.balance_transaction).toMatchObject({ type: 'payment', amount: 4900, fee: 49, net: 4851 });
  });

  it('that fail leave the invoice open and the subscription behind', async () => {
    const { account, subscription, debit } = await withDebit();
    account.engine.outside.setCardBehaviour(debit.id, { declineCode: 'debit_not_authorized' });
    account.engine.advanceTo(start + 6 * day);
    const behind = await account.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    expect(behind).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open' } });
  });
});
