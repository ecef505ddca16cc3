import { describe, expect, it } from 'vitest';
import { day, latestCharge, openTestAccount, start, withSubscription } from '../../test/stripe-account.ts';

async function withCharge() {
  const account = await openTestAccount();
  const { customer } = await withSubscription(account);
  const charge = await latestCharge(account, customer.id);
  account.newTypes();
  return { account, charge };
}

describe('refunds', () => {
  it('take the money from the balance and keep the fee', async () => {
    const { account, charge } = await withCharge();
    const refund = await account.stripe.refunds.create({
      charge: charge.id,
      amount: 1900,
      reason: 'requested_by_customer',
      metadata: { request: 'r1' },
    });
    expect(refund).toMatchObject({ status: 'succeeded', amount: 1900, metadata: { request: 'r1' } });
    expect(account.newTypes()).toEqual(['refund.created', 'charge.refunded']);
    const after = await account.stripe.charges.retrieve(charge.id, { expand: ['refunds'] });
    expect(after).toMatchObject({ amount_refunded: 1900, refunded: false, refunds: { data: [{ id: refund.id }] } });
    const moved = await account.stripe.balanceTransactions.list({ source: refund.id });
    expect(moved.data).toMatchObject([{ type: 'refund', amount: -1900, fee: 0, net: -1900 }]);
  });

  it('may be several until nothing is left', async () => {
    const { account, charge } = await withCharge();
    await account.stripe.refunds.create({ charge: charge.id, amount: 4000 });
    await account.stripe.refunds.create({ payment_intent: String(charge.payment_intent) });
    expect(await account.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 4900, refunded: true });
    await expect(account.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      statusCode: 400,
      type: 'StripeInvalidRequestError',
      code: 'charge_already_refunded',
    });
  });

  it('of more than is left are refused', async () => {
    const { account, charge } = await withCharge();
    await account.stripe.refunds.create({ charge: charge.id, amount: 4000 });
    await expect(account.stripe.refunds.create({ charge: charge.id, amount: 901 })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
      message: 'Refund amount (9.01 GBP) is greater than unrefunded amount on charge (9.00 GBP)',
    });
    expect((await account.stripe.refunds.list({ charge: charge.id })).data).toHaveLength(1);
  });

  it('that are pending move no money until they settle', async () => {
    const { account, charge } = await withCharge();
    account.engine.outside.makeRefundsPending(charge.id);
    const refund = await account.stripe.refunds.create({ charge: charge.id, amount: 1000 });
    expect(refund).toMatchObject({ status: 'pending', balance_transaction: null });
    account.newTypes();
    account.engine.advanceTo(start + 5 * day);
    expect(account.newTypes()).toContain('refund.updated');
    const settled = await account.stripe.refunds.retrieve(refund.id, { expand: ['balance_transaction'] });
    expect(settled).toMatchObject({ status: 'succeeded', balance_transaction: { amount: -1000 } });
  });

  it('that are pending may fail without ever having moved money', async () => {
    const { account, charge } = await withCharge();
    account.engine.outside.makeRefundsPending(charge.id);
    account.engine.outside.failNextRefund(charge.id, 'declined', 2);
    const refund = await account.stripe.refunds.create({ charge: charge.id, amount: 1000 });
    account.engine.advanceTo(start + 10 * day);
    const failed = await account.stripe.refunds.retrieve(refund.id);
    expect(failed).toMatchObject({ status: 'failed', failure_reason: 'declined', balance_transaction: null });
    expect((await account.stripe.balanceTransactions.list({ source: refund.id })).data).toEqual([]);
    expect((await account.stripe.charges.retrieve(charge.id)).amount_refunded).toBe(0);
  });

  it('that the bank sends back return to the balance', async () => {
    const { account, charge } = await withCharge();
    account.engine.outside.failNextRefund(charge.id, 'lost_or_stolen_card', 3);
    const refund = await account.stripe.refunds.create({ charge: charge.id, amount: 1000 });
    expect(refund.status).toBe('succeeded');
    account.newTypes();
    account.engine.advanceTo(start + 3 * day);
    expect(account.newTypes()).toEqual(expect.arrayContaining(['refund.updated', 'refund.failed', 'charge.updated']));
    const failed = await account.stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_reason: 'lost_or_stolen_card',
      failure_balance_transaction: { type: 'refund_failure', amount: 1000 },
    });
  });

  it('of a failed charge are refused', async () => {
    const account = await openTestAccount();
    const { customer, method } = await withSubscription(account);
    account.engine.outside.setCardBehaviour(method.id, { declineCode: 'generic_decline' });
    account.engine.advanceTo(start + 32 * day);
    const failed = await latestCharge(account, customer.id);
    const refunding = account.stripe.refunds.create({ charge: failed.id });
    await expect(refunding).rejects.toMatchObject({ code: 'charge_not_refundable' });
  });
});

describe('disputes', () => {
  it('that are lost cost the amount and the fee', async () => {
    const { account, charge } = await withCharge();
    const opened = account.engine.outside.openDispute(charge.id, {
      reason: 'fraudulent',
      outcome: 'lost',
      closesInDays: 30,
    });
    expect(account.newTypes()).toEqual(['charge.dispute.created', 'charge.updated', 'charge.dispute.funds_withdrawn']);
    expect(await account.stripe.disputes.retrieve(opened.id)).toMatchObject({
      status: 'needs_response',
      is_charge_refundable: false,
      balance_transactions: [
        { type: 'adjustment', amount: -4900, fee: 2000, net: -6900, reporting_category: 'dispute' },
      ],
    });
    await expect(account.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
    account.engine.advanceTo(start + 30 * day);
    expect(account.newTypes()).toContain('charge.dispute.closed');
    const closed = await account.stripe.disputes.retrieve(opened.id);
    expect(closed.status).toBe('lost');
    expect(closed.balance_transactions).toHaveLength(1);
  });

  it('that are won give the amount back and keep the fee', async () => {
    const { account, charge } = await withCharge();
    const opened = account.engine.outside.openDispute(charge.id, {
      reason: 'general',
      outcome: 'won',
      closesInDays: 20,
    });
    const answered = await account.stripe.disputes.update(opened.id, {
      evidence: { product_description: 'x' },
      submit: true,
    });
    expect(answered).toMatchObject({ status: 'under_review', evidence_details: { submission_count: 1 } });
    account.engine.advanceTo(start + 20 * day);
    const won = await account.stripe.disputes.retrieve(opened.id);
    expect(won.status).toBe('won');
    expect(won.balance_transactions.map((moved) => moved.net)).toEqual([-6900, 4900]);
    expect(account.newTypes()).toContain('charge.dispute.funds_reinstated');
  });

  it('that are inquiries move nothing and allow refunds', async () => {
    const { account, charge } = await withCharge();
    const inquiry = { reason: 'general', inquiry: true, outcome: 'warning_closed' as const, closesInDays: 10 };
    const opened = account.engine.outside.openDispute(charge.id, inquiry);
    expect(opened).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
    expect((await account.stripe.refunds.create({ charge: charge.id, amount: 100 })).status).toBe('succeeded');
    account.engine.advanceTo(start + 10 * day);
    expect((await account.stripe.disputes.retrieve(opened.id)).status).toBe('warning_closed');
  });

  it('are lost at once when the merchant accepts them', async () => {
    const { account, charge } = await withCharge();
    const opened = account.engine.outside.openDispute(charge.id, {
      reason: 'duplicate',
      outcome: 'won',
      closesInDays: 60,
    });
    expect((await account.stripe.disputes.close(opened.id)).status).toBe('lost');
    account.engine.advanceTo(start + 61 * day);
    expect((await account.stripe.disputes.retrieve(opened.id)).status).toBe('lost');
  });
});
