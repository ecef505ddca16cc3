import { createHash } from 'node:crypto';
import { IdempotencyKeyReused, type ActionRun, type BulkOutcome } from '@wedsync/domain/access';
import { Invalid } from '@wedsync/domain/platform';
import { toProblem, type RequestContext } from '../../platform/index.ts';
import { checkRequest, runAction, type ActionRequest, type Engine } from './run-action.ts';

/** Where a record stands after its action has run. */
export type Filed = {
  readonly state: 'succeeded' | 'awaiting_approval' | 'failed';
  readonly runId: string;
  readonly why?: string | null;
};

export type BulkRequest = Omit<ActionRequest, 'target' | 'previewToken'> & { readonly targets: readonly string[] };

/**
 * Runs one action on many records, each a run of its own with its own transaction, limits, approval and audit. A record that is refused is
 * reported and the others go on. When the house itself is in trouble the call ends; repeating it with the same key goes on where it ended,
 * for no record is acted on twice under one key.
 * @throws Invalid when the action is not offered for many, and whatever refuses the request as a whole
 */
export async function runOnMany(engine: Engine, context: RequestContext, request: BulkRequest): Promise<BulkOutcome> {
  const { action, targets, ...rest } = request;
  if (action.definition.bulk !== true)
    throw Invalid({ message: `${action.definition.title} is done one record at a time.` });
  refuseTooMany(action.definition, new Set(targets).size);
  checkRequest(context, request);
  const outcome = noOutcome();
  for (const target of new Set(targets)) {
    const key = keyFor(request.idempotencyKey, target);
    try {
      const run = await runAction(engine, context, {
        ...rest,
        action,
        target,
        previewToken: null,
        idempotencyKey: key,
      });
      file(outcome, target, run);
    } catch (error) {
      outcome.failed.push({ id: target, ...refusalOf(error) });
    }
  }
  return outcome;
}

function refuseTooMany({ title, aloneUpTo }: ActionRequest['action']['definition'], asked: number): void {
  if (aloneUpTo === undefined || asked <= aloneUpTo) return;
  throw Invalid({
    message: `${title}: more than ${aloneUpTo} at once wait for a second person. Ask for all that match a filter instead.`,
  });
}

function noOutcome(): BulkOutcome {
  return { succeeded: [], awaitingApproval: [], failed: [] };
}

function file(outcome: BulkOutcome, id: string, run: ActionRun): void {
  const { id: runId, state, approvalId, error } = run;
  if (state === 'succeeded' || state === 'running') outcome.succeeded.push({ id, runId, state, words: wordsOf(run) });
  else if (state === 'awaiting_approval' && approvalId !== null)
    outcome.awaitingApproval.push({ id, runId, approvalId });
  else outcome.failed.push({ id, code: state, error: whyEnded(state, error) });
}

/** The same of one run by itself: under way counts as done, for the worker reports its end. */
export function fileOf(run: ActionRun): Filed {
  const { id: runId, state, error } = run;
  if (state === 'succeeded' || state === 'running') return { state: 'succeeded', runId, why: wordsOf(run) };
  if (state === 'awaiting_approval') return { state, runId };
  return { state: 'failed', runId, why: whyEnded(state, error) };
}

/** What the action itself says of how it ended, for people: `words` of its result. */
function wordsOf({ result }: ActionRun): string | null {
  return typeof result?.words === 'string' ? result.words : null;
}

function whyEnded(state: string, error: string | null): string {
  return error ?? `It is ${state.replaceAll('_', ' ')}.`;
}

/** What concerns this record alone. @throws whatever concerns the call: trouble of the house, or a key used for another request */
export function refusalOf(error: unknown): { code: string; error: string } {
  const { status, code, detail } = toProblem(error);
  if (status >= 500 || code === IdempotencyKeyReused(undefined).code) throw error;
  return { code, error: detail };
}

/** One key per record, the same each time the call is repeated. */
function keyFor(idempotencyKey: string, target: string): string {
  return `bulk:${createHash('sha256')
    .update(JSON.stringify([idempotencyKey, target]))
    .digest('base64url')}`;
}
