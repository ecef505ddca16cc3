import { describe, expect, it } from 'vitest';
import { day, latestCharge, openTestAccount, start, withSubscription } from '../../test/stripe-account.ts';

describe('the life of a subscription', () => {
  it('is active once its first invoice is paid', async () => {
    const account = await openTestAccount();
    const { subscription, customer } = await withSubscription(account);
    expect(subscription.status).toBe('active');
    const invoice = await account.stripe.invoices.retrieve(String(subscription.latest_invoice), {
      expand: ['payments'],
    });
    expect(invoice).toMatchObject({
      status: 'paid',
      total: 4900,
      amount_paid: 4900,
      amount_remaining: 0,
      billing_reason: 'subscription_create',
      customer: customer.id,
      parent: { type: 'subscription_details', subscription_details: { subscription: subscription.id } },
    });
    expect(invoice.payments?.data[0]).toMatchObject({ status: 'paid', amount_paid: 4900 });
    expect(invoice).not.toHaveProperty('charge');
    expect(invoice).not.toHaveProperty('subscription');
  });

  it('keeps its period on the items', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    expect(subscription).not.toHaveProperty('current_period_end');
    expect(subscription.items.data[0]).toMatchObject({
      current_period_start: start,
      current_period_end: Date.UTC(2025, 1, 15, 10) / 1000,
    });
  });

  it('tells its start as Stripe does', async () => {
    const account = await openTestAccount();
    await withSubscription(account);
    const types = account.newTypes();
    for (const type of [
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
    ]) {
      expect(types).toContain(type);
    }
  });

  it('ends its trial paused without a payment method and resumes with one', async () => {
    const account = await openTestAccount();
    const { price } = await withSubscription(account);
    const customer = await account.stripe.customers.create({ name: 'Ben' });
    const trial = await account.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
    account.engine.advanceTo(start + 8 * day);
    expect((await account.stripe.subscriptions.retrieve(trial.id)).status).toBe('paused');
    const method = await account.stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_gb' } });
    await account.stripe.paymentMethods.attach(method.id, { customer: customer.id });
    await account.stripe.subscriptions.update(trial.id, { default_payment_method: method.id });
    account.newTypes();
    expect((await account.stripe.subscriptions.resume(trial.id)).status).toBe('active');
    expect(account.newTypes()).toContain('customer.subscription.resumed');
    expect((await latestCharge(account, customer.id)).amount).toBe(4900);
  });

  it('is told with the customer and the invoice it has', async () => {
    const account = await openTestAccount();
    const { subscription, method } = await withSubscription(account);
    const told = (type: string) => account.events.find((event) => event.type === type)?.data.object;
    expect(told('customer.created')).toMatchObject({ invoice_settings: { default_payment_method: method.id } });
    expect(told('customer.subscription.created')).toMatchObject({ latest_invoice: subscription.latest_invoice });
  });

  it('renews with a draft that is finalised and charged an hour later', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    const renewal = Date.UTC(2025, 1, 15, 10) / 1000;
    account.engine.advanceTo(renewal + 60);
    const drafts = await account.stripe.invoices.list({ subscription: subscription.id, status: 'draft' });
    expect(drafts.data).toMatchObject([
      { billing_reason: 'subscription_cycle', automatically_finalizes_at: renewal + 3600 },
    ]);
    account.engine.advanceTo(renewal + 3600);
    const invoice = await account.stripe.invoices.retrieve(drafts.data[0]?.id ?? '');
    expect(invoice.status).toBe('paid');
    expect(invoice.status_transitions.paid_at).toBe(renewal + 3600);
  });

  it('bills on the last day of shorter months and returns to its day', async () => {
    const account = await openTestAccount({ startEpoch: Date.UTC(2025, 0, 31, 9) / 1000 });
    const { subscription } = await withSubscription(account);
    account.engine.advanceTo(Date.UTC(2025, 2, 1) / 1000);
    const march = await account.stripe.subscriptions.retrieve(subscription.id);
    expect(march.items.data[0]?.current_period_start).toBe(Date.UTC(2025, 1, 28, 9) / 1000);
    expect(march.items.data[0]?.current_period_end).toBe(Date.UTC(2025, 2, 31, 9) / 1000);
  });

  it('starts a trial with an invoice of nothing and bills after it', async () => {
    const account = await openTestAccount();
    const { subscription, customer } = await withSubscription(account, { trial_period_days: 14 });
    expect(subscription.status).toBe('trialing');
    const first = await account.stripe.invoices.retrieve(String(subscription.latest_invoice));
    expect(first).toMatchObject({ status: 'paid', total: 0 });
    account.engine.advanceTo(start + 12 * day);
    expect(account.newTypes()).toContain('customer.subscription.trial_will_end');
    account.engine.advanceTo(start + 14 * day + 3700);
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    expect((await latestCharge(account, customer.id)).amount).toBe(4900);
  });

  it('ends at the end of the period when asked to', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    const asked = await account.stripe.subscriptions.update(subscription.id, {
      cancel_at_period_end: true,
      cancellation_details: { feedback: 'too_expensive' },
    });
    expect(asked).toMatchObject({ status: 'active', cancel_at_period_end: true });
    account.engine.advanceTo(start + 40 * day);
    const ended = await account.stripe.subscriptions.retrieve(subscription.id);
    expect(ended).toMatchObject({
      status: 'canceled',
      ended_at: Date.UTC(2025, 1, 15, 10) / 1000,
      cancellation_details: { reason: 'cancellation_requested', feedback: 'too_expensive' },
    });
    expect((await account.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  });

  it('ends now when cancelled', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    expect((await account.stripe.subscriptions.cancel(subscription.id)).status).toBe('canceled');
    expect(account.newTypes()).toContain('customer.subscription.deleted');
  });

  it('voids the invoices of a paused collection', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    const paused = await account.stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior: 'void', resumes_at: start + 50 * day },
    });
    expect(paused.status).toBe('active');
    account.engine.advanceTo(start + 70 * day);
    const invoices = await account.stripe.invoices.list({ subscription: subscription.id });
    expect(invoices.data.map((invoice) => invoice.status)).toEqual(['paid', 'void', 'paid']);
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).pause_collection).toBeNull();
  });

  it('tells what an update changed', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    await account.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    const updated = account.events.at(-1);
    expect(updated?.data.previous_attributes).toMatchObject({
      cancel_at_period_end: false,
      cancel_at: null,
      canceled_at: null,
    });
  });

  it('adds the tax of the country to the price', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account, { automatic_tax: { enabled: true } });
    const invoice = await account.stripe.invoices.retrieve(String(subscription.latest_invoice));
    expect(invoice).toMatchObject({
      subtotal: 4900,
      total: 5880,
      total_excluding_tax: 4900,
      total_taxes: [{ amount: 980 }],
    });
    expect(invoice.lines.data[0]?.taxes).toMatchObject([{ amount: 980, taxable_amount: 4900 }]);
  });
});
