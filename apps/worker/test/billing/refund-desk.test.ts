import { eventsAfter } from '@wedsync/db/platform';
import { DomainError } from '@wedsync/domain/platform';
import { beforeEach, describe, expect, test } from 'vitest';
import { addCharge, disputeCharge, type ChargeFixture } from '../../../../packages/db/test/billing/a-charge.ts';
import { sendRefunds } from '../../src/billing/refund-desk/send-refunds.ts';
import { tellPeople } from '../../src/delivery/tell-people.ts';
import { answerLost, deskOf } from './refund-desk.ts';
import {
  ask,
  becomesDue,
  daySeconds,
  everyWebhookArrives,
  gatewayTo,
  hears,
  inTransaction,
  paidCharge,
  sdk,
  servicesOf,
  useRefundWorld,
  webhookArrives,
} from './refund-world.ts';

const world = useRefundWorld();
const { send, refundsAt, requestOf, runOf, tasksOf, eventsOf, clear } = deskOf(world);
const owner = () => world.database.current.owner;

beforeEach(clear);

describe('a refund to the card', () => {
  test('is made once at Stripe, tagged with the request', async () => {
    const charge = await paidCharge(world);
    const { id, runId } = await ask(world, charge);
    expect(await send()).toBe(1);
    const [refund] = await refundsAt(charge);
    expect(refund).toMatchObject({
      amount: 2_000,
      metadata: { refund_request_id: id },
      reason: 'requested_by_customer',
    });
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', provider_refund_id: refund?.id, attempts: 1 });
    expect(await runOf(runId)).toMatchObject({ state: 'succeeded' });
    expect(await send()).toBe(0);
  });

  test('is settled by the webhook as well, and told once', async () => {
    const charge = await paidCharge(world);
    const { id } = await ask(world, charge);
    await send();
    await everyWebhookArrives(world);
    const states = (await eventsOf(id)).map(({ payload }: { payload: { state: string } }) => payload.state);
    expect(states).toEqual(['queued', 'succeeded']);
  });

  test('that is pending waits for the bank', async () => {
    const charge = await paidCharge(world);
    world.engine.outside.makeRefundsPending(charge.id);
    const { id, runId } = await ask(world, charge);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'pending', next_attempt_at: null });
    expect(await runOf(runId)).toMatchObject({ state: 'running' });
    world.engine.advanceTo(world.engine.now() + 5 * daySeconds);
    await everyWebhookArrives(world);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
    expect(await runOf(runId)).toMatchObject({ state: 'succeeded' });
  });

  test('goes through the worker’s own connection, woken by the request', async () => {
    const charge = await paidCharge(world);
    await ask(world, charge);
    const drain = sendRefunds({
      provider: 'stripe',
      name: 'refund-desk.send',
      open: () => Promise.resolve(gatewayTo(world)),
    });
    expect(await drain.drain(servicesOf(world), new AbortController().signal)).toBe(1);
    expect(await refundsAt(charge)).toHaveLength(1);
  });

  test('waits while Stripe is not connected', async () => {
    const { id } = await ask(world, await paidCharge(world));
    const drain = sendRefunds({ provider: 'stripe', name: 'refund-desk.send', open: () => Promise.resolve(null) });
    expect(await drain.drain(servicesOf(world), new AbortController().signal)).toBe(0);
    expect(await requestOf(id)).toMatchObject({ state: 'queued', attempts: 0 });
  });
});

describe('the other ways to give it', () => {
  test('a credit note corrects whole lines, and the refund is linked to it', async () => {
    const charge = await paidCharge(world);
    const [line] = await owner()('invoice_lines').where({ invoice_id: charge.invoiceId, tax_minor: 200 });
    const { id } = await ask(world, charge, {
      outcome: 'credit_note',
      amountMinor: 1_200,
      lines: [{ invoiceLineId: line.id, amountMinor: 1_200 }],
    });
    await send();
    const request = await requestOf(id);
    expect(request).toMatchObject({ state: 'succeeded', error: null });
    const note = await sdk(world).creditNotes.retrieve(request.provider_credit_note_id);
    expect(note).toMatchObject({ total: 1_200, subtotal: 1_000, lines: { data: [{ invoice_line_item: line.id }] } });
    expect(note.refunds).toMatchObject([{ refund: request.provider_refund_id, amount_refunded: 1_200 }]);
  });

  test('a credit note over part of a line is over the amount, to the penny', async () => {
    const charge = await paidCharge(world);
    const [line] = await owner()('invoice_lines').where({ invoice_id: charge.invoiceId, tax_minor: 200 });
    const lines = [{ invoiceLineId: line.id, amountMinor: 333 }];
    const { id } = await ask(world, charge, { outcome: 'credit_note', amountMinor: 333, lines });
    await send();
    const { provider_credit_note_id: note } = await requestOf(id);
    expect(await sdk(world).creditNotes.retrieve(note)).toMatchObject({ total: 333 });
  });

  test('a credit note that is refused after the refund becomes a task, and the refund stands', async () => {
    const charge = await paidCharge(world);
    await sdk(world).creditNotes.create({ invoice: charge.invoiceId, amount: 7_000, out_of_band_amount: 7_000 });
    const { id, runId } = await ask(world, charge, { outcome: 'credit_note', amountMinor: 1_200 });
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', error: expect.stringContaining('credit note') });
    expect(await runOf(runId)).toMatchObject({ state: 'succeeded' });
    expect(await refundsAt(charge)).toHaveLength(1);
    expect(await tasksOf(charge)).toMatchObject([
      { title: 'Credit note over £12.00 is missing', owner_id: world.staffId },
    ]);
  });

  test('credit goes to the customer’s balance and is told to the supplier', async () => {
    const charge = await paidCharge(world);
    const { id } = await ask(world, charge, { outcome: 'balance', amountMinor: 1_200 });
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', provider_refund_id: null });
    const customer = await sdk(world).customers.retrieve(charge.customerId);
    expect(customer).toMatchObject({ balance: -1_200 });
    expect(await refundsAt(charge)).toEqual([]);
    const given = (await eventsOf(id)).find(({ type }: { type: string }) => type === 'credit.given');
    expect(given).toMatchObject({
      supplier_id: charge.supplierId,
      payload: { amountMinor: 1_200, currency: 'GBP', outcome: 'balance' },
    });
  });

  test('a free month leaves the other discounts and makes the next invoice nothing', async () => {
    const charge = await paidCharge(world);
    const stripe = sdk(world);
    const loyal = await stripe.coupons.create({ percent_off: 10, duration: 'forever' });
    await stripe.subscriptions.update(charge.subscriptionId, { discounts: [{ coupon: loyal.id }] });
    const { id } = await ask(world, charge, { outcome: 'goodwill_month', amountMinor: 5_880 });
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', error: null });
    expect((await stripe.subscriptions.retrieve(charge.subscriptionId)).discounts).toHaveLength(2);
    world.engine.advanceTo(world.engine.now() + 32 * daySeconds);
    const [renewal] = (await stripe.invoices.list({ customer: charge.customerId, limit: 1 })).data;
    expect(renewal).toMatchObject({ billing_reason: 'subscription_cycle', total: 0 });
    expect((await stripe.subscriptions.retrieve(charge.subscriptionId)).discounts).toHaveLength(1);
  });
});

describe('a refusal', () => {
  test('of a charge that no supplier is linked to is the task of whoever asked', async () => {
    const charge = await paidCharge(world);
    await owner()('charges').where({ id: charge.id }).update({ supplier_id: null });
    const { id } = await ask(world, { ...charge, supplierId: null });
    await send({ give: () => Promise.reject(new DomainError('invalid', 'stripe-refused', 'Stripe: No.')) });
    expect(await requestOf(id)).toMatchObject({ state: 'failed' });
    expect(await owner()('tasks').where({ type: 'refund', reason: `refund-failed:${id}` })).toMatchObject([
      { supplier_id: null, owner_id: world.staffId, status: 'open', detail: expect.stringContaining(id) },
    ]);
  });

  test('is final: the run fails, the requester gets a task, the team hears of it', async () => {
    const charge = await paidCharge(world);
    await sdk(world).refunds.create({ charge: charge.id });
    const { id, runId } = await ask(world, charge);
    await send();
    expect(await requestOf(id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('already been refunded'),
    });
    expect(await runOf(runId)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('already been refunded'),
    });
    expect(await tasksOf(charge)).toMatchObject([
      { title: 'Refund of £20.00 failed', owner_id: world.staffId, priority: 'high', type: 'refund' },
    ]);
    const types = (await eventsOf(id)).map(({ type }: { type: string }) => type);
    expect(types).toEqual(['refund_request.changed', 'refund_request.changed', 'refund.failed']);
    await becomesDue(world, id);
    expect(await send()).toBe(0);
  });
});

describe('facts that change before the call', () => {
  test('fail the run with the reason, and nothing is sent', async () => {
    const charge = await paidCharge(world);
    const { id, runId } = await ask(world, charge);
    await disputeCharge(owner(), charge);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('disputed') });
    expect(await runOf(runId)).toMatchObject({ state: 'failed', error: expect.stringContaining('disputed') });
    expect(await refundsAt(charge)).toEqual([]);
    expect(await tasksOf(charge)).toHaveLength(1);
  });

  test('do not stop a call that may have taken effect: Stripe is asked', async () => {
    const charge = await paidCharge(world);
    const { id } = await ask(world, charge);
    await send(answerLost(world));
    await disputeCharge(owner(), charge);
    await becomesDue(world, id);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
  });
});

describe('a refund that the bank returns', () => {
  test('after it succeeded fails the request and the run, and is one task of the requester', async () => {
    const charge = await paidCharge(world);
    world.engine.outside.failNextRefund(charge.id, 'lost_or_stolen_card', 3);
    const { id, runId } = await ask(world, charge);
    await send();
    await everyWebhookArrives(world);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
    world.engine.advanceTo(world.engine.now() + 4 * daySeconds);
    const eventId = await webhookArrives(world);
    await everyWebhookArrives(world);
    if (eventId !== null) await hears(world, eventId);
    const words = 'The bank returned the money: lost or stolen card.';
    expect(await requestOf(id)).toMatchObject({ state: 'failed', error: words });
    expect(await runOf(runId)).toMatchObject({ state: 'failed', error: words });
    expect(await tasksOf(charge)).toMatchObject([{ owner_id: world.staffId, detail: expect.stringContaining(words) }]);
  });

  test('while pending does the same', async () => {
    const charge = await paidCharge(world);
    world.engine.outside.makeRefundsPending(charge.id);
    world.engine.outside.failNextRefund(charge.id, 'declined', 2);
    const { id, runId } = await ask(world, charge);
    await send();
    world.engine.advanceTo(world.engine.now() + 3 * daySeconds);
    await everyWebhookArrives(world);
    expect(await requestOf(id)).toMatchObject({ state: 'failed' });
    expect(await runOf(runId)).toMatchObject({ state: 'failed' });
    expect(await tasksOf(charge)).toHaveLength(1);
  });

  test('of somebody else’s making concerns no request', async () => {
    const charge = await paidCharge(world);
    world.engine.outside.failNextRefund(charge.id, 'declined', 1);
    await sdk(world).refunds.create({ charge: charge.id, amount: 100 });
    world.engine.advanceTo(world.engine.now() + 2 * daySeconds);
    await everyWebhookArrives(world);
    expect(await tasksOf(charge)).toEqual([]);
  });

  test('for a charge that found its supplier only later is that supplier’s task', async () => {
    const charge = await paidCharge(world);
    await owner()('charges').where({ id: charge.id }).update({ supplier_id: null });
    const { id } = await ask(world, { ...charge, supplierId: null });
    await owner()('charges').where({ id: charge.id }).update({ supplier_id: charge.supplierId });
    await send({ give: () => Promise.reject(new DomainError('invalid', 'refused', 'No.')) });
    expect(await tasksOf(charge)).toHaveLength(1);
    expect(await requestOf(id)).toMatchObject({ supplier_id: charge.supplierId });
  });
});

describe('people', () => {
  const tell = (resourceId: string) =>
    inTransaction(world, async (writer) => {
      const range = { after: 0, upTo: 1e9, types: tellPeople.types, limit: 10_000 };
      const events = (await eventsAfter(writer, range)).filter((event) => event.resourceId === resourceId);
      await tellPeople.apply(writer, events, servicesOf(world));
    });
  async function reachable(): Promise<ChargeFixture> {
    const charge = await paidCharge(world);
    const contact = { supplier_id: charge.supplierId, name: 'Rose', email: 'rose@example.com', is_primary: true };
    await owner()('contacts').insert({ ...contact, id: `con_${charge.id}` });
    return charge;
  }
  const toldAbout = ({ supplierId }: ChargeFixture) =>
    owner()('messages')
      .where({ supplier_id: supplierId })
      .orderBy('channel')
      .select('channel', 'template', 'recipient');

  test.each([
    ['balance', 2_000],
    ['goodwill_month', 5_880],
  ] as const)('hear of %s: the supplier by letter, the team on Slack', async (outcome, amountMinor) => {
    const charge = await reachable();
    const { id } = await ask(world, charge, { outcome, amountMinor });
    await send();
    await tell(id);
    expect(await toldAbout(charge)).toMatchObject([
      { channel: 'email', template: 'credit-given', recipient: 'rose@example.com' },
      { channel: 'slack', recipient: '#refunds' },
    ]);
  });

  test('hear of a refusal on Slack, and the supplier is not written to', async () => {
    const charge = await reachable();
    const { id } = await ask(world, charge);
    await send({ give: () => Promise.reject(new DomainError('invalid', 'refused', 'No.')) });
    await tell(id);
    expect(await toldAbout(charge)).toMatchObject([{ channel: 'slack', template: 'alert:refund-failed' }]);
  });
});

test('two workers never take the same refund', async () => {
  const charges = [await paidCharge(world), await paidCharge(world)];
  for (const charge of charges) await ask(world, charge);
  const taken = await Promise.all([1, 2, 3, 4].map(() => send()));
  expect(taken.reduce((sum, n) => sum + n)).toBe(2);
  for (const charge of charges) expect(await refundsAt(charge)).toHaveLength(1);
});

test('a charge that is gone from the mirror is not refunded blindly', async () => {
  const charge = await addCharge(owner());
  const { id } = await ask(world, charge);
  await owner()('charges').where({ id: charge.id }).delete();
  await send();
  expect(await requestOf(id)).toMatchObject({ state: 'failed', error: 'The charge is gone.' });
});
