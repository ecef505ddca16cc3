import {
  claimBulkRun,
  findStaffIdentity,
  moveBulkRun,
  nextBulkTargets,
  noteBulkTarget,
  releaseBulkRun,
  type BulkRunAtWork,
  type TargetOutcome,
} from '@wedsync/db/access';
import { actorOf, createId, mayDo, systemActor, type Principal } from '@wedsync/domain/platform';
import {
  toProblem,
  type AnyAction,
  type ApiCapability,
  type ApiServices,
  type RequestContext,
} from '../../platform/index.ts';
import { createRegistry } from '../actions/registry.ts';
import { actionContext, runAction, type Engine } from '../actions/run-action.ts';
import { fileOf, refusalOf } from '../actions/run-on-many.ts';
import { staffPrincipal } from '../directory.ts';
import { createSigner } from '../keys.ts';

/** Records done before others get their turn, and before anybody looks whether it was cancelled. */
const sliceSize = 20;

const runner = systemActor('bulk-runner', 'bulk_runner');

export type BulkRunner = {
  /** Does the next slice of the bulk run whose turn it is. @returns false when there is nothing to do */
  pass(): Promise<boolean>;
};

/**
 * Checks and does bulk runs, slice by slice, in the name and with the rights that their requester has at that moment. Where a record stands is noted
 * after its action has run under a key of its own, so a process that dies in between is followed by one that finds the run and notes it: no record is
 * acted on twice. Actions live in the api and leave the house through the worker as ever, whoever asks for them.
 */
export function createBulkRunner(services: ApiServices, capabilities: readonly ApiCapability[]): BulkRunner {
  const engine = engineOf(services, capabilities);
  return {
    async pass() {
      const run = await services.store.transact(runner, claimBulkRun);
      if (run === undefined) return false;
      try {
        await slice(engine, services, run);
      } finally {
        await services.store.transact(runner, (writer) => releaseBulkRun(writer, run.id));
      }
      return true;
    },
  };
}

/** The one engine that actions run through. */
export function engineOf(services: ApiServices, capabilities: readonly ApiCapability[]): Engine {
  return { registry: createRegistry(capabilities), signer: createSigner(services.env.session.secret, 'preview') };
}

async function slice(engine: Engine, services: ApiServices, run: BulkRunAtWork): Promise<void> {
  const action = engine.registry.findAction(run.action);
  const asking = await requesterOf(services, run, action);
  if (typeof asking === 'string' || action === undefined) {
    const error = typeof asking === 'string' ? asking : 'There is no such action any more.';
    return move(services, run, { to: 'failed', error });
  }
  const targets = await services.store.read(runner, (reader) => nextBulkTargets(reader, run, sliceSize));
  const context = {
    ...services,
    principal: asking,
    actor: actorOf(asking, createId('request', services.uuids.next())),
  };
  for (const target of targets) {
    const once = () => (run.state === 'checking' ? check : perform)(engine, context, { run, action, target });
    const outcome = await once()
      .catch(once)
      .catch((error: unknown) => faultWith(target, run, error, services));
    await services.store.transact(runner, (writer) => noteBulkTarget(writer, run.id, outcome));
  }
  if (targets.length < sliceSize) await move(services, run, { to: run.state === 'checking' ? 'ready' : 'done' });
}

/** Whoever asked, with their rights of now; a sentence when they have them no longer. */
async function requesterOf(
  { store }: ApiServices,
  { requestedBy }: BulkRunAtWork,
  action: AnyAction | undefined,
): Promise<Principal | string> {
  const identity = await findStaffIdentity(store.pool, requestedBy);
  if (identity === undefined) return 'Whoever asked for it has no account any more.';
  const principal = staffPrincipal(identity);
  return action === undefined || mayDo(principal, action.permission)
    ? principal
    : 'Whoever asked for it may no longer do this.';
}

/** Only from the state it was claimed in: who cancelled meanwhile has the last word. */
async function move(
  { store, clock }: ApiServices,
  run: BulkRunAtWork,
  step: { to: 'ready' | 'done' | 'failed'; error?: string },
): Promise<void> {
  await store.transact(runner, (writer) => moveBulkRun(writer, run.id, { from: [run.state], ...step }, clock.now()));
}

type OneTarget = { readonly run: BulkRunAtWork; readonly action: AnyAction; readonly target: string };

/** What would happen to one record; nothing is done. */
async function check(
  engine: Engine,
  context: RequestContext,
  { run, action, target }: OneTarget,
): Promise<TargetOutcome> {
  try {
    const bound = action.bind(run.input);
    const { supplierId, amount, approval } = await context.store.read(context.actor, (reader) =>
      bound.assess(reader, target, actionContext(engine, context, null)),
    );
    return { targetId: target, state: 'allowed', supplierId, amount, waits: approval !== null };
  } catch (error) {
    return { targetId: target, state: 'refused', why: refusalOf(error).error };
  }
}

/**
 * A fault of ours that one record meets twice does not hold up the others for ever; tried again under the same key, nothing was done twice.
 * @throws trouble of the house, which passes
 */
function faultWith(targetId: string, run: BulkRunAtWork, error: unknown, { log }: ApiServices): TargetOutcome {
  const { status, detail } = toProblem(error);
  if (status > 500) throw error;
  log.error({ err: error, bulkRunId: run.id, targetId }, 'a record of a bulk run met a fault');
  return { targetId, state: run.state === 'checking' ? 'refused' : 'failed', why: detail };
}

async function perform(
  engine: Engine,
  context: RequestContext,
  { run, action, target }: OneTarget,
): Promise<TargetOutcome> {
  const { input, reason } = run;
  const request = { action, target, input, reason, previewToken: null, idempotencyKey: `${run.id}:${target}` };
  try {
    return { targetId: target, ...fileOf(await runAction(engine, context, request)) };
  } catch (error) {
    return { targetId: target, state: 'failed', why: refusalOf(error).error };
  }
}
