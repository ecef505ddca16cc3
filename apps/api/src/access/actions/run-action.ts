import { findActionRun, findRunByKey, insertActionRun, insertApproval, moveActionRun } from '@wedsync/db/access';
import { lockEach, traced, type Reader, type Writer } from '@wedsync/db/platform';
import { IdempotencyKeyReused, reasonSchema, rolesCovering, roleTitles, type ActionRun } from '@wedsync/domain/access';
import {
  createId,
  Forbidden,
  HOUR_MS,
  Invalid,
  limits,
  mayDo,
  NotFound,
  plusMs,
  type Actor,
} from '@wedsync/domain/platform';
import type { ActionContext, AnyAction, Assessment, BoundAction, RequestContext } from '../../platform/index.ts';
import type { Signer } from '../keys.ts';
import { hashAssessment, hashRequest } from './fingerprint.ts';
import { auditedInput } from './kept-input.ts';
import { checkPreviewToken, issuePreviewToken } from './preview-token.ts';
import type { Registry } from './registry.ts';

export type Engine = { readonly registry: Registry; readonly signer: Signer };

export type ActionRequest = {
  readonly action: AnyAction;
  readonly target: string;
  readonly input: unknown;
  readonly reason: string | null;
  readonly previewToken: string | null;
  readonly idempotencyKey: string;
  /** What must become true together with the run, before it: both happen or neither. */
  readonly alongside?: (writer: Writer) => Promise<void>;
};

/** Shows what an action would do, without doing it. The token confirms exactly this. */
export async function previewAction(
  engine: Engine,
  context: RequestContext,
  { action, target, input }: Pick<ActionRequest, 'action' | 'target' | 'input'>,
) {
  permit(action, context);
  const bound = action.bind(input);
  const assessment = await context.store.read(context.actor, (reader) =>
    bound.assess(reader, target, actionContext(engine, context, null)),
  );
  const seen = seenBy(context, action, target, bound, assessment);
  const { lines, warnings, data } = assessment.preview;
  return {
    token: issuePreviewToken(engine.signer, seen, context.clock.now()),
    lines,
    warnings,
    data: data ?? {},
    approval: assessment.approval && {
      role: whoApproves(assessment),
      permission: assessment.approval.permission,
      why: assessment.approval.why,
    },
  };
}

/**
 * Runs an action, or makes it wait for a second person. Repeating a call with the same key gives the same run.
 * @throws Forbidden, IdempotencyKeyReused, StalePreview, or whatever the action's own assessment refuses with
 */
export function runAction(engine: Engine, context: RequestContext, request: ActionRequest): Promise<ActionRun> {
  const { action, target } = request;
  return traced({ name: `action ${action.name}`, facts: { 'wedsync.target': target } }, async (span) => {
    const run = await runOnce(engine, context, request);
    span.note({ 'wedsync.run_id': run.id, 'wedsync.state': run.state });
    return run;
  });
}

async function runOnce(engine: Engine, context: RequestContext, request: ActionRequest): Promise<ActionRun> {
  const { action, target } = request;
  const { reason, bound } = checkRequest(context, request);
  const inputHash = engine.signer.sign(hashRequest(action.name, target, bound.input));
  const actor = actingFor(context.actor, action, target, reason);
  return context.store.transact(actor, async (writer) => {
    await request.alongside?.(writer);
    await lockEach(writer, 'action-requests', [`${actor.id}:${request.idempotencyKey}`]);
    const earlier = await findRunByKey(writer, request.idempotencyKey);
    if (earlier !== undefined) {
      if (earlier.inputHash !== inputHash || earlier.reason !== reason) throw IdempotencyKeyReused(undefined);
      return readRun(writer, earlier.id);
    }
    const runContext = actionContext(engine, { ...context, actor }, createId('actionRun', context.uuids.next()));
    const assessment = await assessUnderLock(writer, action, target, bound, runContext);
    if (request.previewToken !== null)
      checkPreviewToken(
        engine.signer,
        request.previewToken,
        seenBy(context, action, target, bound, assessment),
        context.clock.now(),
      );
    const run = { ...request, reason, inputHash, bound, assessment, context: runContext };
    await record(writer, run);
    if (assessment.approval === null) return perform(writer, run);
    await askSecondPerson(writer, run, assessment.approval);
    return readRun(writer, runContext.runId);
  });
}

/** What can be refused before any record is looked at: the permission, the reason, the shape of the input. */
export function checkRequest(
  context: RequestContext,
  { action, reason, input }: Pick<ActionRequest, 'action' | 'reason' | 'input'>,
): { readonly reason: string | null; readonly bound: BoundAction } {
  permit(action, context);
  return { reason: reasonOf(action, reason), bound: action.bind(input) };
}

type PreparedRun = Omit<ActionRequest, 'input'> & {
  readonly inputHash: string;
  readonly bound: BoundAction;
  readonly assessment: Assessment;
  readonly context: ActionContext & { readonly runId: string };
};

/**
 * The facts as they are while nobody else can change them: one action at a time on a target, and where money counts
 * towards a limit also one at a time per person and per supplier, so that two at once cannot both be the last under it.
 */
export async function assessUnderLock(
  writer: Writer,
  action: AnyAction,
  target: string,
  bound: BoundAction,
  context: ActionContext,
): Promise<Assessment> {
  await lockEach(writer, 'action-targets', [`${action.definition.resource}:${target}`]);
  const first = await bound.assess(writer, target, context);
  if (first.amount === null) return first;
  // Not per action: several actions of a resource may count towards one limit.
  const { resource } = action.definition;
  const whose = [context.principal.id, first.supplierId].filter((id) => id !== null);
  await lockEach(
    writer,
    'action-limits',
    whose.map((id) => `${resource}:${id}`),
  );
  return bound.assess(writer, target, context);
}

/** What actions are given: the request, the run they belong to, and the other actions. */
export function actionContext<RunId extends string | null>(
  { registry }: Pick<Engine, 'registry'>,
  context: RequestContext,
  runId: RunId,
): ActionContext & { readonly runId: RunId } {
  return { ...context, runId, findAction: (name) => registry.findAction(name) };
}

/** Why somebody may not run an action at all; null when they may. */
export function whyNotPermitted(action: AnyAction, context: Pick<RequestContext, 'principal'>): string | null {
  if (mayDo(context.principal, action.permission)) return null;
  const allowed = rolesCovering(action.permission, null).map((role) => roleTitles[role]);
  return `Your role does not include this. ${allowed.length === 0 ? 'Nobody may do it.' : `Ask ${sentence(allowed)}.`}`;
}

function permit(action: AnyAction, context: RequestContext): void {
  const why = whyNotPermitted(action, context);
  if (why !== null) throw Forbidden({ why });
}

function reasonOf(action: AnyAction, given: string | null): string | null {
  if (!action.definition.reasonRequired && (given === null || given.trim() === '')) return null;
  const parsed = reasonSchema.safeParse(given ?? '');
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? 'Say why.';
  throw Invalid({ message }, { fields: { reason: message } });
}

/** What is done while deciding on an approval carries the approval's id into the audit trail. */
function actingFor(actor: Actor, { definition }: AnyAction, target: string, reason: string | null): Actor {
  return {
    ...actor,
    ...(reason === null ? {} : { reason }),
    ...(definition.resource === 'approvals' ? { approvalId: target } : {}),
  };
}

function seenBy(
  context: RequestContext,
  action: AnyAction,
  target: string,
  bound: BoundAction,
  assessment: Assessment,
) {
  return {
    actorId: context.principal.id,
    request: hashRequest(action.name, target, bound.input),
    facts: hashAssessment(assessment),
  };
}

async function record(writer: Writer, run: PreparedRun): Promise<void> {
  const { action, target, bound, inputHash, reason, idempotencyKey, assessment, context } = run;
  await insertActionRun(writer, {
    id: context.runId,
    action: action.name,
    resource: action.definition.resource,
    verb: action.definition.verb,
    targetId: target,
    supplierId: assessment.supplierId,
    input: without(action.definition.secretInputs, bound.input),
    auditedInput: auditedInput(action, without(action.definition.secretInputs, bound.input)),
    inputHash,
    reason,
    idempotencyKey,
    fingerprint: hashAssessment(assessment),
    amount: assessment.amount,
    requestedAt: context.clock.now(),
  });
}

function without(secrets: readonly string[] | undefined, fields: unknown): Record<string, unknown> {
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(Object.entries(fields).filter(([name]) => secrets?.includes(name) !== true));
}

async function perform(writer: Writer, { action, bound, target, context }: PreparedRun): Promise<ActionRun> {
  const { id: requestedBy, name: requestedByName } = writer.actor;
  const reason = writer.actor.reason ?? null;
  const reference = { id: context.runId, requestedBy, requestedByName, approvedBy: null, reason };
  const { state, result } = await bound.perform(writer, target, context, reference);
  const kept = result === undefined ? null : without(action.definition.secretResults, result);
  await moveActionRun(writer, context.runId, { state, result: kept }, context.clock.now());
  const run = await readRun(writer, context.runId);
  return result === undefined ? run : { ...run, result };
}

async function askSecondPerson(
  writer: Writer,
  { action, target, reason, assessment, context }: PreparedRun,
  { permission, why }: NonNullable<Assessment['approval']>,
): Promise<void> {
  const { secretInputs, secretResults } = action.definition;
  if (secretInputs !== undefined || secretResults !== undefined)
    throw new Error(`${action.name} cannot wait: its secrets are not kept.`);
  const now = context.clock.now();
  await insertApproval(writer, {
    id: createId('approval', context.uuids.next()),
    runId: context.runId,
    supplierId: assessment.supplierId,
    action: action.name,
    title: action.definition.title,
    resource: action.definition.resource,
    targetId: target,
    permission,
    why,
    amount: assessment.amount,
    preview: {
      lines: [...assessment.preview.lines],
      warnings: [...assessment.preview.warnings],
      data: assessment.preview.data,
    },
    reason,
    requestedAt: now,
    expiresAt: plusMs(now, limits.approvalTtlHours * HOUR_MS),
  });
}

async function readRun(reader: Reader, id: string): Promise<ActionRun> {
  const run = await findActionRun(reader, id);
  if (run === undefined) throw NotFound({ what: 'action run', id });
  return run;
}

/** "support lead or finance": whoever may approve this much. */
function whoApproves({ approval, amount }: Assessment): string {
  const allowed = approval === null ? [] : rolesCovering(approval.permission, amount).map((role) => roleTitles[role]);
  return allowed.length === 0 ? 'nobody yet' : sentence(allowed);
}

function sentence(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words);
}
