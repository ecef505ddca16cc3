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

async function scalePrice(account: Awaited<ReturnType<typeof openTestAccount>>, interval: 'month' | 'year' = 'month') {
  const product = await account.stripe.products.create({ name: 'Scale' });
  const unit_amount = interval === 'month' ? 7900 : 79_000;
  return account.stripe.prices.create({ product: product.id, currency: 'gbp', unit_amount, recurring: { interval } });
}

describe('changing the plan', () => {
  it('credits the time left and charges it at the new price with the next invoice', async () => {
    const account = await openTestAccount();
    const { subscription, customer } = await withSubscription(account);
    const scale = await scalePrice(account);
    const half = start + Math.round((renewal - start) / 2);
    account.engine.advanceTo(half);
    const item = subscription.items.data[0]?.id ?? '';
    await account.stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: scale.id }] });
    const pending = await account.stripe.invoiceItems.list({ customer: customer.id, pending: true });
    expect(pending.data.map((row) => [row.amount, row.proration])).toEqual([
      [3950, true],
      [-2450, true],
    ]);
    account.engine.advanceTo(renewal + 3600);
    const charge = await latestCharge(account, customer.id);
    expect(charge.amount).toBe(7900 + 3950 - 2450);
  });

  it('can be invoiced at once', async () => {
    const account = await openTestAccount();
    const { subscription, customer } = await withSubscription(account);
    const scale = await scalePrice(account);
    account.engine.advanceTo(start + Math.round((renewal - start) / 2));
    const item = subscription.items.data[0]?.id ?? '';
    const changed = await account.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: scale.id }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });
    expect(changed.latest_invoice).toMatchObject({
      billing_reason: 'subscription_update',
      status: 'paid',
      total: 1500,
    });
    expect((await latestCharge(account, customer.id)).amount).toBe(1500);
  });

  it('to another interval starts a new period that is billed at once', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    const yearly = await scalePrice(account, 'year');
    account.engine.advanceTo(start + Math.round((renewal - start) / 2));
    const item = subscription.items.data[0]?.id ?? '';
    const changed = await account.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: yearly.id }],
      expand: ['latest_invoice'],
    });
    expect(changed.latest_invoice).toMatchObject({ status: 'paid', total: 79_000 - 2450 });
    expect(changed.items.data[0]?.current_period_start).toBe(account.engine.now());
  });

  it('to a cheaper one leaves the customer credit that later invoices use', async () => {
    const account = await openTestAccount();
    const { price, customer } = await withCustomer(account);
    const scale = await scalePrice(account);
    const subscription = await account.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: scale.id }],
    });
    account.engine.advanceTo(start + Math.round((renewal - start) / 2));
    const item = subscription.items.data[0]?.id ?? '';
    await account.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: price.id }],
      proration_behavior: 'always_invoice',
    });
    expect(await account.stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -1500 });
    account.engine.advanceTo(renewal + 3600);
    const invoices = await account.stripe.invoices.list({ customer: customer.id, limit: 1 });
    expect(invoices.data[0]).toMatchObject({
      total: 4900,
      amount_due: 3400,
      starting_balance: -1500,
      ending_balance: 0,
    });
  });
});

describe('coupons', () => {
  it.each([
    ['once', [3920, 4900, 4900]],
    ['repeating', [3920, 3920, 4900]],
    ['forever', [3920, 3920, 3920]],
  ] as const)('of duration %s lower the right invoices', async (duration, totals) => {
    const account = await openTestAccount();
    const coupon = await account.stripe.coupons.create({
      percent_off: 20,
      duration,
      ...(duration === 'repeating' ? { duration_in_months: 2 } : {}),
    });
    const { subscription } = await withSubscription(account, { discounts: [{ coupon: coupon.id }] });
    account.engine.advanceTo(start + 65 * day);
    const invoices = await account.stripe.invoices.list({ subscription: subscription.id });
    expect(invoices.data.map((invoice) => invoice.total).toReversed()).toEqual(totals);
  });

  it('show on the invoice with their discount', async () => {
    const account = await openTestAccount();
    const coupon = await account.stripe.coupons.create({ amount_off: 500, currency: 'gbp', duration: 'forever' });
    const { subscription } = await withSubscription(account, {
      discounts: [{ coupon: coupon.id }],
      expand: ['discounts'],
    });
    expect(subscription.discounts[0]).toMatchObject({ source: { coupon: coupon.id, type: 'coupon' } });
    const invoice = await account.stripe.invoices.retrieve(String(subscription.latest_invoice));
    expect(invoice).toMatchObject({ subtotal: 4900, total: 4400, total_discount_amounts: [{ amount: 500 }] });
  });

  it('cannot be redeemed more often than allowed', async () => {
    const account = await openTestAccount();
    const coupon = await account.stripe.coupons.create({ percent_off: 50, duration: 'once', max_redemptions: 1 });
    const { customer, price } = await withSubscription(account, { discounts: [{ coupon: coupon.id }] });
    const again = account.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      discounts: [{ coupon: coupon.id }],
    });
    await expect(again).rejects.toMatchObject({ code: 'coupon_expired' });
  });
});

describe('invoices by hand', () => {
  async function draft(account: Awaited<ReturnType<typeof openTestAccount>>, customer: string) {
    await account.stripe.invoiceItems.create({ customer, amount: 2500, currency: 'gbp', description: 'Set-up' });
    return account.stripe.invoices.create({ customer, currency: 'gbp', pending_invoice_items_behavior: 'include' });
  }

  it('stay drafts until finalised and are numbered then', async () => {
    const account = await openTestAccount();
    const { customer } = await withCustomer(account);
    const invoice = await draft(account, customer.id);
    expect(invoice).toMatchObject({ status: 'draft', number: null, total: 2500 });
    const open = await account.stripe.invoices.finalizeInvoice(invoice.id);
    expect(open).toMatchObject({ status: 'open', number: `${customer.invoice_prefix}-0001`, amount_due: 2500 });
    expect((await account.stripe.invoices.pay(invoice.id)).status).toBe('paid');
  });

  it('can be voided, written off or paid elsewhere', async () => {
    const account = await openTestAccount();
    const { customer } = await withCustomer(account);
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) ids.push((await draft(account, customer.id)).id);
    for (const id of ids) await account.stripe.invoices.finalizeInvoice(id);
    const [first = '', second = '', third = ''] = ids;
    expect((await account.stripe.invoices.voidInvoice(first)).status).toBe('void');
    expect((await account.stripe.invoices.markUncollectible(second)).status).toBe('uncollectible');
    const elsewhere = await account.stripe.invoices.pay(third, { paid_out_of_band: true });
    expect(elsewhere).toMatchObject({ status: 'paid', amount_paid_off_stripe: 2500 });
    expect((await account.stripe.charges.list({ customer: customer.id })).data).toEqual([]);
  });

  it('can be deleted as drafts only', async () => {
    const account = await openTestAccount();
    const { customer } = await withCustomer(account);
    const invoice = await draft(account, customer.id);
    expect((await account.stripe.invoices.del(invoice.id)).deleted).toBe(true);
    const { subscription } = await withSubscriptionOf(account, customer.id);
    await expect(account.stripe.invoices.del(String(subscription.latest_invoice))).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  async function withSubscriptionOf(account: Awaited<ReturnType<typeof openTestAccount>>, customer: string) {
    const price = await scalePrice(account);
    return { subscription: await account.stripe.subscriptions.create({ customer, items: [{ price: price.id }] }) };
  }
});

describe('credit notes', () => {
  it('lower what is due on an open invoice', async () => {
    const account = await openTestAccount();
    const { customer } = await withCustomer(account);
    await account.stripe.invoiceItems.create({ customer: customer.id, amount: 2500, currency: 'gbp' });
    const invoice = await account.stripe.invoices.create({
      customer: customer.id,
      currency: 'gbp',
      pending_invoice_items_behavior: 'include',
    });
    await account.stripe.invoices.finalizeInvoice(invoice.id);
    const note = await account.stripe.creditNotes.create({ invoice: invoice.id, amount: 1000, reason: 'order_change' });
    expect(note).toMatchObject({ type: 'pre_payment', pre_payment_amount: 1000, status: 'issued' });
    const paid = await account.stripe.invoices.pay(invoice.id);
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 1500, pre_payment_credit_notes_amount: 1000 });
    expect((await latestCharge(account, customer.id)).amount).toBe(1500);
  });

  it('settle an open invoice they cover whole', async () => {
    const account = await openTestAccount();
    const { customer } = await withCustomer(account);
    await account.stripe.invoiceItems.create({ customer: customer.id, amount: 2500, currency: 'gbp' });
    const invoice = await account.stripe.invoices.create({
      customer: customer.id,
      currency: 'gbp',
      pending_invoice_items_behavior: 'include',
    });
    await account.stripe.invoices.finalizeInvoice(invoice.id);
    await account.stripe.creditNotes.create({ invoice: invoice.id, amount: 2500 });
    expect(await account.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'paid',
      amount_paid: 0,
      amount_due: 0,
    });
  });

  it('give paid money back as refund and as credit, tax included', async () => {
    const account = await openTestAccount();
    const { subscription, customer } = await withSubscription(account, { automatic_tax: { enabled: true } });
    const invoice = String(subscription.latest_invoice);
    const note = await account.stripe.creditNotes.create({
      invoice,
      amount: 2400,
      refund_amount: 1200,
      credit_amount: 1200,
    });
    expect(note).toMatchObject({
      type: 'post_payment',
      total: 2400,
      subtotal: 2000,
      total_taxes: [{ amount: 400 }],
      refunds: [{ amount_refunded: 1200 }],
    });
    expect(await account.stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -1200 });
    expect((await latestCharge(account, customer.id)).amount_refunded).toBe(1200);
  });

  it('that do not add up are refused', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    const invoice = String(subscription.latest_invoice);
    const short = account.stripe.creditNotes.create({ invoice, amount: 1000, refund_amount: 900 });
    await expect(short).rejects.toMatchObject({ statusCode: 400 });
    const over = account.stripe.creditNotes.create({ invoice, amount: 5000, refund_amount: 5000 });
    await expect(over).rejects.toMatchObject({ statusCode: 400 });
  });
});
