import { DomainError } from '@wedsync/domain/platform';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { OneShotFaultKind } from '../../../sandbox/src/stripe/index.ts';
import { retryDelayMs } from '../../src/billing/outbound/index.ts';
import { answerLost, deskOf, dyingAfterTheCall, neverArrived } from './refund-desk.ts';
import {
  ask,
  becomesDue,
  daySeconds,
  everyWebhookArrives,
  gatewayTo,
  hears,
  paidCharge,
  sdk,
  useRefundWorld,
  webhookArrives,
  withoutKeys,
} from './refund-world.ts';

const world = useRefundWorld();
const { send, refundsAt, requestOf, runOf, tasksOf, clear } = deskOf(world);

beforeEach(clear);

/** The SDK repeats a call by itself when the connection breaks, once. */
function twice(kind: OneShotFaultKind) {
  const fault = { kind, method: 'POST' as const, pathPrefix: '/v1/refunds' };
  return [fault, fault];
}
describe('a worker that dies between the call and its record', () => {
  test.each(['card', 'credit_note', 'balance'] as const)('gives %s exactly once', async (outcome) => {
    const charge = await paidCharge(world);
    const { id } = await ask(world, charge, { outcome, amountMinor: 1_200 });
    await expect(send(gatewayTo(world), dyingAfterTheCall(world))).rejects.toThrow('killed');
    expect(await requestOf(id)).toMatchObject({ state: 'sending' });
    expect(await send()).toBe(0);
    await becomesDue(world, id);
    expect(await send()).toBe(1);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', attempts: 2 });
    expect(await refundsAt(charge)).toHaveLength(outcome === 'balance' ? 0 : 1);
    const notes = await sdk(world).creditNotes.list({ invoice: charge.invoiceId });
    expect(notes.data).toHaveLength(outcome === 'card' ? 0 : 1);
  });

  test('gives one free month, also when it was used up meanwhile', async () => {
    const charge = await paidCharge(world);
    const { id } = await ask(world, charge, { outcome: 'goodwill_month', amountMinor: 5_880 });
    await expect(send(gatewayTo(world), dyingAfterTheCall(world))).rejects.toThrow('killed');
    world.engine.advanceTo(world.engine.now() + 32 * daySeconds);
    await becomesDue(world, id);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
    expect(await sdk(world).coupons.retrieve(`goodwill-${id}`)).toMatchObject({ times_redeemed: 1 });
  });

  test.each(['card', 'credit_note', 'balance'] as const)(
    'gives %s once, also when Stripe has forgotten the key',
    async (outcome) => {
      const charge = await paidCharge(world);
      const { id } = await ask(world, charge, { outcome });
      await expect(send(gatewayTo(world), dyingAfterTheCall(world))).rejects.toThrow('killed');
      await becomesDue(world, id);
      await send(gatewayTo(world, withoutKeys()));
      expect(await requestOf(id)).toMatchObject({ state: 'succeeded' });
      expect(await refundsAt(charge)).toHaveLength(outcome === 'balance' ? 0 : 1);
      const notes = await sdk(world).creditNotes.list({ invoice: charge.invoiceId });
      expect(notes.data).toHaveLength(outcome === 'card' ? 0 : 1);
    },
  );

  test('leaves it to the webhook when that is faster', async () => {
    const charge = await paidCharge(world);
    const { id, runId } = await ask(world, charge);
    await expect(send(gatewayTo(world), dyingAfterTheCall(world))).rejects.toThrow('killed');
    await everyWebhookArrives(world);
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', next_attempt_at: null });
    expect(await runOf(runId)).toMatchObject({ state: 'succeeded' });
    await becomesDue(world, id);
    expect(await send()).toBe(0);
  });
});

describe('an answer that does not come', () => {
  test('after the call took effect is asked for, not repeated', async () => {
    const charge = await paidCharge(world);
    const { id } = await ask(world, charge);
    world.engine.faults.next = twice('timeout_after_success');
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'unknown', error: expect.stringContaining('Stripe') });
    await becomesDue(world, id);
    await send();
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', error: null });
    expect(await refundsAt(charge)).toHaveLength(1);
  });

  test('is not taken for a failure when the webhook has told of success', async () => {
    const charge = await paidCharge(world);
    const { id } = await ask(world, charge);
    await send({
      give: async (request) => {
        await gatewayTo(world).give(request);
        await everyWebhookArrives(world);
        throw new DomainError('invalid', 'refused', 'Already refunded.');
      },
    });
    expect(await requestOf(id)).toMatchObject({ state: 'succeeded', error: null });
  });

  test.each(['throttle', 'server_error', 'timeout_before'] as const)(
    '(%s) is tried again after a pause',
    async (kind) => {
      const charge = await paidCharge(world);
      const { id, runId } = await ask(world, charge);
      world.engine.faults.next = kind === 'timeout_before' ? twice(kind) : twice(kind).slice(1);
      const before = Date.now();
      await send();
      const waiting = await requestOf(id);
      expect(waiting).toMatchObject({ state: 'unknown', attempts: 1 });
      expect(waiting.next_attempt_at.getTime() - before).toBeGreaterThan(2_000);
      expect(await runOf(runId)).toMatchObject({ state: 'running' });
      expect(await send()).toBe(0);
      await becomesDue(world, id);
      await send();
      expect(await requestOf(id)).toMatchObject({ state: 'succeeded', attempts: 2 });
    },
  );

  test('makes the pause longer each time, up to a quarter of an hour', () => {
    const pauses = Array.from({ length: 12 }, (_, attempt) => retryDelayMs(attempt + 1, 1));
    expect(pauses.slice(0, 3)).toEqual([5_000, 10_000, 20_000]);
    expect(Math.max(...pauses)).toBe(900_000);
    expect(retryDelayMs(1, 0)).toBe(2_500);
  });

  test('for half an hour becomes a task once, and is still tried', async () => {
    const charge = await paidCharge(world);
    const { id } = await ask(world, charge);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await becomesDue(world, id);
      await send(neverArrived);
    }
    expect(await tasksOf(charge)).toMatchObject([{ title: 'Refund of £20.00 does not get through' }]);
    expect((await requestOf(id)).next_attempt_at).not.toBeNull();
  });

  test('because our key is wrong refuses nothing', async () => {
    const { id } = await ask(world, await paidCharge(world));
    await send({ give: () => Promise.reject(new DomainError('unauthenticated', 'stripe', 'Invalid API key.')) });
    expect(await requestOf(id)).toMatchObject({ state: 'unknown', error: 'Invalid API key.' });
  });
});

type Step = 'send' | 'die after' | 'lose answer' | 'never arrive' | 'webhook' | 'webhook again' | 'bank';
const steps: readonly Step[] = ['send', 'die after', 'lose answer', 'never arrive', 'webhook', 'webhook again', 'bank'];

test('whatever is sent, lost, killed, delivered and repeated in whichever order: one refund, one end', async () => {
  const bank = fc.constantFrom('yes', 'slowly', 'no');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...steps), { maxLength: 10 }), bank, async (story, bankSays) => {
      const charge = await paidCharge(world);
      if (bankSays === 'slowly') world.engine.outside.makeRefundsPending(charge.id);
      if (bankSays === 'no') world.engine.outside.failNextRefund(charge.id, 'declined', 1);
      const { id, runId } = await ask(world, charge);
      let lastEvent: number | null = null;
      const does: Readonly<Record<Step, () => Promise<unknown>>> = {
        send: () => send(),
        'die after': () => send(gatewayTo(world), dyingAfterTheCall(world)).catch(() => undefined),
        'lose answer': () => send(answerLost(world)),
        'never arrive': () => send(neverArrived),
        webhook: async () => {
          lastEvent = (await webhookArrives(world)) ?? lastEvent;
        },
        'webhook again': async () => {
          if (lastEvent !== null) await hears(world, lastEvent);
        },
        bank: async () => world.engine.advanceTo(world.engine.now() + daySeconds),
      };
      for (const step of story) {
        await becomesDue(world, id);
        await does[step]();
      }
      await becomesDue(world, id);
      await send();
      world.engine.advanceTo(world.engine.now() + 6 * daySeconds);
      await everyWebhookArrives(world);
      expect(await refundsAt(charge)).toHaveLength(1);
      const end = bankSays === 'no' ? 'failed' : 'succeeded';
      expect((await requestOf(id)).state).toBe(end);
      expect((await runOf(runId)).state).toBe(end);
      expect(await tasksOf(charge)).toHaveLength(bankSays === 'no' ? 1 : 0);
      await becomesDue(world, id);
      expect(await send()).toBe(0);
    }),
    { numRuns: 25 },
  );
}, 60_000);
