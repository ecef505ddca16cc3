import { deserialize, serialize } from 'node:v8';
import { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { createStripeEngine } from './engine.ts';
import {
  day,
  latestCharge,
  openTestAccount,
  start,
  withCustomer,
  withSubscription,
} from '../../test/stripe-account.ts';

describe('idempotency', () => {
  it('answers the same call with the same key as the first time', async () => {
    const account = await openTestAccount();
    const { customer } = await withSubscription(account);
    const charge = await latestCharge(account, customer.id);
    const options = { idempotencyKey: 'refund-1' };
    const first = await account.stripe.refunds.create({ charge: charge.id, amount: 500 }, options);
    const second = await account.stripe.refunds.create({ amount: 500, charge: charge.id }, options);
    expect(second.id).toBe(first.id);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await account.stripe.refunds.list({ charge: charge.id })).data).toHaveLength(1);
  });

  it('refuses the key for another call', async () => {
    const account = await openTestAccount();
    const options = { idempotencyKey: 'customer-1' };
    await account.stripe.customers.create({ name: 'Ana' }, options);
    const other = account.stripe.customers.create({ name: 'Ben' }, options);
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    await expect(other).rejects.toMatchObject({ statusCode: 400 });
  });

  it('repeats a card error, but forgets a call refused for its parameters', async () => {
    const account = await openTestAccount();
    const { method, customer } = await withCustomer(account);
    account.engine.outside.setCardBehaviour(method.id, { declineCode: 'lost_card' });
    const params = { amount: 500, currency: 'gbp', customer: customer.id, payment_method: method.id, confirm: true };
    const pay = () => account.stripe.paymentIntents.create(params, { idempotencyKey: 'pay-1' });
    await expect(pay()).rejects.toMatchObject({ code: 'card_declined' });
    account.engine.outside.clearCardBehaviour(method.id);
    await expect(pay()).rejects.toMatchObject({ code: 'card_declined' });
    expect((await account.stripe.charges.list({ customer: customer.id })).data).toHaveLength(1);
    const bad = { ...params, amount: Number.NaN };
    await expect(account.stripe.paymentIntents.create(bad, { idempotencyKey: 'pay-2' })).rejects.toMatchObject({
      param: 'amount',
    });
    const good = await account.stripe.paymentIntents.create(params, { idempotencyKey: 'pay-2' });
    expect(good.status).toBe('succeeded');
  });
});

describe('lists', () => {
  it('page newest first in both directions', async () => {
    const account = await openTestAccount();
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) ids.unshift((await account.stripe.customers.create({ name: `c${i}` })).id);
    const first = await account.stripe.customers.list({ limit: 3 });
    expect(first).toMatchObject({ has_more: true, url: '/v1/customers' });
    expect(first.data.map((row) => row.id)).toEqual(ids.slice(0, 3));
    const second = await account.stripe.customers.list({ limit: 3, starting_after: ids[2] });
    expect(second.data.map((row) => row.id)).toEqual(ids.slice(3, 6));
    const back = await account.stripe.customers.list({ limit: 2, ending_before: ids[4] });
    expect(back.data.map((row) => row.id)).toEqual(ids.slice(2, 4));
    const all: string[] = [];
    for await (const customer of account.stripe.customers.list({ limit: 2 })) all.push(customer.id);
    expect(all).toEqual(ids);
  });

  it('filter by the time of creation', async () => {
    const account = await openTestAccount();
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      made.push((await account.stripe.customers.create({})).id);
      account.engine.advanceTo(start + (i + 1) * day);
    }
    const middle = await account.stripe.customers.list({ created: { gte: start + day, lt: start + 3 * day } });
    expect(middle.data.map((row) => row.id)).toEqual([made[2], made[1]]);
    expect(
      (await account.stripe.customers.list({ created: { gt: start + 3 * day } })).data.map((row) => row.id),
    ).toEqual([made[4]]);
  });

  it('of events hold everything emitted, by type and page by page', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    const listed: string[] = [];
    for await (const event of account.stripe.events.list({ limit: 4 })) listed.unshift(event.id);
    expect(listed).toEqual(account.events.map((event) => event.id));
    const paid = await account.stripe.events.list({ types: ['invoice.paid', 'charge.succeeded'] });
    expect(paid.data.map((event) => event.type).sort()).toEqual(['charge.succeeded', 'invoice.paid']);
    const created = await account.stripe.events.list({ type: 'customer.subscription.created' });
    expect(created.data[0]?.data.object).toMatchObject({ id: subscription.id, status: 'incomplete' });
  });

  it('find prices by their lookup keys', async () => {
    const account = await openTestAccount();
    const { price } = await withCustomer(account);
    const found = await account.stripe.prices.list({
      lookup_keys: ['professional_month_gbp'],
      expand: ['data.product'],
    });
    expect(found.data).toMatchObject([{ id: price.id, product: { metadata: { plan_code: 'professional' } } }]);
  });
});

describe('expand', () => {
  it('follows paths into lists and objects', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    const expanded = await account.stripe.subscriptions.retrieve(subscription.id, {
      expand: ['customer', 'latest_invoice.payments'],
    });
    expect(expanded.customer).toMatchObject({ object: 'customer', email: 'ana@example.com' });
    expect(expanded.latest_invoice).toMatchObject({ payments: { data: [{ status: 'paid' }] } });
    const payments = await account.stripe.invoicePayments.list({
      expand: ['data.payment.payment_intent.latest_charge'],
    });
    expect(payments.data[0]?.payment).toMatchObject({
      payment_intent: { object: 'payment_intent', latest_charge: { object: 'charge', paid: true } },
    });
  });

  it('refuses what is not there', async () => {
    const account = await openTestAccount();
    const { customer } = await withCustomer(account);
    const asking = account.stripe.customers.retrieve(customer.id, { expand: ['nonsense'] });
    await expect(asking).rejects.toMatchObject({
      statusCode: 400,
      message: 'This property cannot be expanded (nonsense).',
    });
  });
});

describe('errors', () => {
  it('tell what is missing with 404', async () => {
    const account = await openTestAccount();
    await expect(account.stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such customer: 'cus_none'",
    });
  });

  it('name unknown and missing parameters', async () => {
    const { port } = await openTestAccount();
    const post = async (body: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/v1/products`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_x', 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
      return { status: response.status, body: await response.json() };
    };
    expect(await post('name=A&colour=red')).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', code: 'parameter_unknown', param: 'colour' } },
    });
    expect(await post('')).toMatchObject({
      status: 400,
      body: { error: { code: 'parameter_missing', param: 'name' } },
    });
  });

  it('refuse calls without a key or with a wrong one', async () => {
    const { port } = await openTestAccount();
    const url = `http://127.0.0.1:${port}/v1/customers`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: 'Bearer pk_live_1' } })).status).toBe(401);
  });

  it('answer unknown addresses with 404', async () => {
    const { port } = await openTestAccount();
    const response = await fetch(`http://127.0.0.1:${port}/v1/unicorns`, {
      headers: { authorization: 'Bearer sk_test_x' },
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });
});

describe('faults', () => {
  it('throttle as asked, and the SDK gets through by trying again', async () => {
    const account = await openTestAccount();
    account.engine.faults.next.push({ kind: 'throttle', pathPrefix: '/v1/customers' });
    await expect(account.stripe.customers.create({})).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    account.engine.faults.next.push({ kind: 'server_error', pathPrefix: '/v1/customers' });
    const made = await account.stripe.customers.create({}, { maxNetworkRetries: 2 });
    expect(made.object).toBe('customer');
    expect(account.engine.faults.injected).toMatchObject({ throttle: 1, server_error: 1 });
  });

  it('cut the connection after the work was done; the same key then gives the first answer', async () => {
    const account = await openTestAccount();
    const { customer } = await withSubscription(account);
    const charge = await latestCharge(account, customer.id);
    account.engine.faults.timeoutMs = 200;
    account.engine.faults.next.push({ kind: 'timeout_after_success', method: 'POST', pathPrefix: '/v1/refunds' });
    const options = { idempotencyKey: 'once', timeout: 60 };
    const refund = () => account.stripe.refunds.create({ charge: charge.id, amount: 700 }, options);
    await expect(refund()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const second = await refund();
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await account.stripe.charges.retrieve(charge.id)).amount_refunded).toBe(700);
  });
});

describe('snapshots', () => {
  it('let another engine go on where the first stopped', async () => {
    const account = await openTestAccount();
    const { subscription } = await withSubscription(account);
    account.engine.advanceTo(start + 40 * day);
    const other = createStripeEngine({ seed: 99, startEpoch: 0, upcomingInvoiceDays: 0 });
    other.restore(deserialize(serialize(account.engine.snapshot())));
    account.engine.advanceTo(start + 100 * day);
    other.advanceTo(start + 100 * day);
    expect(JSON.stringify(other.snapshot())).toBe(JSON.stringify(account.engine.snapshot()));
    expect(other.store.get(subscription.id)).toEqual(account.engine.store.get(subscription.id));
  });
});
