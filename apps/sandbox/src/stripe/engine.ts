import { answerCall, unwrap, type Answered } from './api/calls.ts';
import { listObjects, lookUp } from './api/expand.ts';
import { createIdempotencyKeys } from './api/idempotency.ts';
import { clockwork } from './clockwork/index.ts';
import { planPayoutRun } from './clockwork/payouts.ts';
import type { StripeCall, StripeEngine, StripeEngineOptions, StripeObject, StripeReply } from './contract.ts';
import { createFaults } from './http/faults.ts';
import { createKernel } from './kernel/create-kernel.ts';
import type { EngineSettings, Kernel } from './kernel/kernel.ts';
import { createRandom, type Random } from './kernel/random.ts';
import { isNoun } from './kernel/tables.ts';
import { createOutsideWorld } from './outside.ts';
import { createMischief } from './mischief.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';

/** What the HTTP router may do with an engine beyond its interface. */
export interface HttpDoor {
  readonly answer: (call: StripeCall) => Answered;
  /** For faults; its own, so that faults do not change ids. */
  readonly random: Random;
}

const doors = new WeakMap<StripeEngine, HttpDoor>();

/** @throws when the engine was not made by `createStripeEngine` */
export function httpDoorOf(engine: StripeEngine): HttpDoor {
  const door = doors.get(engine);
  if (door === undefined) throw new Error('not an engine of this sandbox');
  return door;
}

/** A Stripe account of its own: state, virtual clock and behaviour, all in memory and the same for the same seed. */
export function createStripeEngine(options: StripeEngineOptions): StripeEngine {
  const kernel = createKernel(settingsOf(options), options.startEpoch);
  const keys = createIdempotencyKeys();
  planPayoutRun(kernel, 'account');
  const answer = (call: StripeCall): Answered => {
    const answered = answerCall(kernel, keys, call);
    kernel.events.deliver();
    return answered;
  };
  const reply = (call: StripeCall): StripeReply => unwrap(answer(call).answer);
  const engine: StripeEngine = {
    now: kernel.now,
    reply,
    request: (call) => asObject(reply(call), call),
    advanceTo: (epochSeconds) => advance(kernel, epochSeconds),
    nextDueAt: () => kernel.agenda.nextDueAt(),
    onEvent: (listener) => kernel.events.listen(listener),
    outside: createOutsideWorld(kernel),
    mischief: createMischief(kernel),
    store: storeView(kernel),
    faults: createFaults(),
    snapshot: () => takeSnapshot(kernel, keys),
    restore: (snapshot) => restoreSnapshot(kernel, keys, snapshot),
  };
  doors.set(engine, { answer, random: createRandom(options.seed ^ 0x5f3759df) });
  return engine;
}

function settingsOf(options: StripeEngineOptions): EngineSettings {
  return {
    seed: options.seed,
    country: options.country ?? 'GB',
    statementDescriptor: options.statementDescriptor ?? 'WedSync',
    hostedBase: options.hostedBase ?? null,
    payoutSchedule: options.payoutSchedule ?? { interval: 'daily', delayDays: 3 },
    eventRetention: options.eventRetention ?? 200_000,
    upcomingInvoiceDays: options.upcomingInvoiceDays ?? 3,
    retryDays: options.retryDays ?? [1, 3, 5, 7, 9, 11, 13, 14],
    afterRetries: options.afterRetries ?? { subscription: 'cancel', invoice: 'uncollectible' },
  };
}

function asObject(reply: StripeReply, call: StripeCall): StripeObject {
  if (isObject(reply)) return reply;
  throw new TypeError(`${call.method} ${call.path} answers no object with an id: call reply()`);
}

function isObject(reply: StripeReply): reply is StripeObject {
  return 'id' in reply && typeof reply.id === 'string';
}

function advance(kernel: Kernel, epochSeconds: number): void {
  for (let job = kernel.agenda.takeDue(epochSeconds); job !== undefined; job = kernel.agenda.takeDue(epochSeconds)) {
    kernel.setNow(Math.max(kernel.now(), job.at));
    clockwork[job.kind]?.(kernel, job.id, job.at);
    kernel.events.deliver();
  }
  kernel.setNow(Math.max(kernel.now(), epochSeconds));
}

function storeView(kernel: Kernel): StripeEngine['store'] {
  return {
    list: (object) => listObjects(kernel, object),
    get: (id) => lookUp(kernel, id),
    count: (object) => (isNoun(object, kernel.tables) ? kernel.tables[object].size : 0),
  };
}
