import { randomUUID } from 'node:crypto';
import { insertActionRun, insertStaff, moveActionRun } from '@wedsync/db/access';
import { findRefundTarget, insertRefundRequest } from '@wedsync/db/billing';
import { assessRefund } from '@wedsync/domain/billing';
import { createId, DomainError, systemActor } from '@wedsync/domain/platform';
import { eventById, systemClock, type StoredSuccessEvent, type Writer } from '@wedsync/db/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testActor, testClock, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { PaypalEngine } from '../../../sandbox/src/paypal/index.ts';
import { followRefunds } from '../../src/billing/refund-desk/follow-refunds.ts';
import { paypalRefundGateway } from '../../src/billing/refund-desk/paypal-refund-gateway.ts';
import type { RefundGateway } from '../../src/billing/refund-desk/refund-gateway.ts';
import { sendNextRefund } from '../../src/billing/refund-desk/send-refunds.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { testServices } from '../support/index.ts';
import { deliverPaypal, drainPaypal, openPaypalAccount, type PaypalStory } from './a-paypal-story.ts';
import { accountTotals } from './dumps.ts';

const database = useTestDatabase();
const start = Math.floor(Date.now() / 1_000) - 86_400;
let story: PaypalStory;
let services: WorkerServices;
let staffId: string;
let count = 0;

beforeAll(async () => {
  const engine = new PaypalEngine({ seed: 4, startEpoch: start });
  engine.faults.timeoutMs = 20;
  story = await openPaypalAccount(engine);
  services = testServices(database.current, { clock: systemClock });
  const anybody = { name: 'Ana', email: 'ana@example.com', roles: ['support'], regions: ['*'], passwordHash: 'x' };
  staffId = await database.current.store.transact(systemActor('test', 'req_test'), (writer) =>
    insertStaff(writer, anybody, testUuids),
  );
}, 60_000);
afterAll(() => story.stop());
beforeEach(async () => {
  story.engine.faults.next = [];
  await database.current.owner('refund_requests').update({ next_attempt_at: null });
});

/** Somebody paid £58.80 by PayPal a moment ago, and the mirror knows. */
async function paid(): Promise<string> {
  count += 1;
  story.engine.advanceTo(start + count);
  const payment = story.engine.capture({ customId: `s${count}`, currency: 'GBP', subtotalMinor: 5_880, taxMinor: 0 });
  await hear();
  return payment.id;
}

/** Every webhook arrives and is applied, and the refund desk hears of it. */
async function hear(): Promise<void> {
  const before = await database.current.owner('success_events').max({ id: 'id' }).first();
  await deliverPaypal(database.current.store, story.events);
  await drainPaypal(services, story.paypal);
  await database.current.store.transact(systemActor('test', 'req_test'), async (writer) =>
    followRefunds.apply(writer, await eventsAfter(writer, Number(before?.id ?? 0)), services),
  );
}

async function eventsAfter(writer: Writer, after: number): Promise<StoredSuccessEvent[]> {
  const rows: { id: number }[] = await writer.sql('success_events').where('id', '>', after).orderBy('id').select('id');
  const found = await Promise.all(rows.map(({ id }) => eventById(writer, id)));
  return found.flatMap((event) => event ?? []);
}

async function ask(chargeId: string, amountMinor = 2_000): Promise<string> {
  const [id, runId] = [createId('refundRequest', testUuids.next()), createId('actionRun', testUuids.next())];
  const at = new Date();
  await database.current.store.transact(testActor({ id: staffId, name: 'Ana' }), async (writer) => {
    const money = { amountMinor, currency: 'GBP' };
    const run = { action: 'charges.refund', resource: 'charges', verb: 'refund', targetId: chargeId, input: {} };
    const keys = { inputHash: 'x', fingerprint: 'x', idempotencyKey: randomUUID(), reason: 'Billed twice' };
    await insertActionRun(writer, { ...run, ...keys, id: runId, supplierId: null, amount: money, requestedAt: at });
    await insertRefundRequest(writer, {
      ...money,
      id,
      actionRunId: runId,
      chargeId,
      supplierId: null,
      provider: 'paypal',
      outcome: 'card',
      reasonCode: 'billing_mistake',
      note: null,
      lines: null,
      creditLines: null,
      invoiceId: null,
      subscriptionId: null,
      requestedBy: staffId,
      requestedByName: 'Ana',
      approvedBy: null,
      requestedAt: at,
    });
    await moveActionRun(writer, runId, { state: 'running' }, at);
  });
  return id;
}

const gateway = () => paypalRefundGateway(story.paypal.client, systemClock);
const send = (through: RefundGateway = gateway(), using = services) => sendNextRefund(using, through, 'paypal');
const requestOf = (id: string) => database.current.owner('refund_requests').where({ id }).first();
const becomesDue = (id: string) =>
  database.current
    .owner('refund_requests')
    .where({ id })
    .whereNotNull('next_attempt_at')
    .update({ next_attempt_at: new Date(0) });
const refundsAt = (chargeId: string) =>
  [...story.engine.kernel.state.refunds.values()].filter(({ paymentId }) => paymentId === chargeId);

describe('a refund of a PayPal payment', () => {
  test('is made, comes back by webhook under our own id, and is in the books to the penny', async () => {
    const charge = await paid();
    const id = await ask(charge);
    expect(await send()).toBe(1);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', attempts: 1 });
    await hear();
    const [refund] = await database.current.owner('refunds').where({ charge_id: charge });
    expect(refund).toMatchObject({
      provider: 'paypal',
      refund_request_id: id,
      amount_minor: 2_000,
      status: 'succeeded',
    });
    expect(await database.current.owner('charges').where({ id: charge }).first()).toMatchObject({
      amount_refunded_minor: 2_000,
    });
    expect(await accountTotals(database.current.owner)).toEqual(story.truth());
  });

  test('in parts is made part by part, and what is left is what PayPal says is left', async () => {
    const charge = await paid();
    await ask(charge, 2_000);
    await send();
    await hear();
    await ask(charge, 3_880);
    await send();
    await hear();
    expect(refundsAt(charge).map(({ amountMinor }) => amountMinor)).toEqual([2_000, 3_880]);
    const third = await ask(charge, 1);
    await send();
    expect(await requestOf(third)).toMatchObject({ state: 'failed', error: expect.stringContaining('Only') });
  });

  test('that PayPal refuses is failed with its words', async () => {
    const charge = await paid();
    story.engine.refund(charge, null);
    const id = await ask(charge);
    await send();
    expect(await requestOf(id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('CAPTURE_FULLY_REFUNDED'),
    });
  });
});

describe('exactly once', () => {
  test('when the worker dies between the call and its record', async () => {
    const charge = await paid();
    const id = await ask(charge);
    await expect(send(gateway(), dyingAfterTheCall())).rejects.toThrow('killed');
    expect(await requestOf(id)).toMatchObject({ state: 'sending' });
    await becomesDue(id);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', attempts: 2 });
    expect(refundsAt(charge)).toHaveLength(1);
  });

  test.each(['timeout_after_success', 'server_error', 'throttle'] as const)('when the answer is a %s', async (kind) => {
    const charge = await paid();
    const id = await ask(charge);
    story.engine.faults.next = [{ kind, method: 'POST', path: '/v2/payments/captures' }];
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'unknown' });
    await becomesDue(id);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
    expect(refundsAt(charge)).toHaveLength(1);
  });

  test('when the webhook is faster than the answer', async () => {
    const charge = await paid();
    const id = await ask(charge);
    const slow: RefundGateway = {
      give: async (request) => {
        const receipt = await gateway().give(request);
        await hear();
        return receipt;
      },
    };
    await send(slow);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
    expect(refundsAt(charge)).toHaveLength(1);
  });

  test('when ten workers look at once', async () => {
    const charge = await paid();
    await ask(charge);
    const taken = await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(refundsAt(charge)).toHaveLength(1);
  });

  test('and never by a guess: after PayPal has forgotten the key nobody repeats the call', async () => {
    const charge = await paid();
    const id = await ask(charge);
    await send({ give: () => Promise.reject(new DomainError('unavailable', 'lost', 'No answer.')) });
    await becomesDue(id);
    const later = testClock(new Date(Date.now() + 41 * 86_400_000).toISOString());
    await send(paypalRefundGateway(story.paypal.client, later));
    expect(await requestOf(id)).toMatchObject({ state: 'unknown', error: expect.stringContaining('no longer knows') });
    expect(refundsAt(charge)).toHaveLength(0);
  });
});

test('a payment of more than 180 days ago, and anything but money, is refused before anybody is asked', async () => {
  const charge = await paid();
  const target = await database.current.store.read(systemActor('test', 'req_test'), (reader) =>
    findRefundTarget(reader, charge),
  );
  if (target === undefined) throw new Error('The charge is not mirrored.');
  const input = { outcome: 'card' as const, amountMinor: 100, reasonCode: 'goodwill' as const };
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  expect(() => assessRefund(target.facts, input, days(182))).toThrow('180 days');
  expect(() => assessRefund(target.facts, { ...input, outcome: 'credit_note' }, days(0))).toThrow('only money');
  expect(assessRefund(target.facts, input, days(0)).left.amountMinor).toBe(5_880);
});

function dyingAfterTheCall(): WorkerServices {
  let transactions = 0;
  const store: WorkerServices['store'] = {
    ...services.store,
    transact: (actor, work) => {
      transactions += 1;
      return transactions > 1 ? Promise.reject(new Error('killed')) : services.store.transact(actor, work);
    },
  };
  return { ...services, store };
}
