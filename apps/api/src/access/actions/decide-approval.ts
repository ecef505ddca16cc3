import {
  decideApproval,
  findActionRun,
  findApproval,
  findStaffIdentity,
  lockApproval,
  moveActionRun,
} from '@wedsync/db/access';
import type { Reader } from '@wedsync/db/platform';
import {
  AlreadyDecided,
  ApprovalExpired,
  coversAmount,
  MoreThanAsked,
  OwnRequest,
  RequesterMayNot,
  rolesCovering,
  roleTitles,
  type ActionRun,
  type Approval,
} from '@wedsync/domain/access';
import {
  actorOf,
  Forbidden,
  isDomainError,
  mayDo,
  NotFound,
  type Money,
  type Permission,
  type Principal,
} from '@wedsync/domain/platform';
import { z } from 'zod';
import {
  defineAction,
  type ActionContext,
  type ActionDefinition,
  type AnyAction,
  type Assessment,
  type Availability,
  type BoundAction,
} from '../../platform/index.ts';
import { staffPrincipal } from '../directory.ts';
import { assessUnderLock } from './run-action.ts';

type Approvable = {
  readonly approval: Approval;
  readonly run: ActionRun;
  readonly bound: BoundAction;
  readonly asked: ActionContext;
};

const noInput = z.strictObject({});
const common = { resource: 'approvals', danger: false, input: noInput } satisfies Partial<ActionDefinition<object>>;

/** A second person says yes: everything is worked out anew, as of now and under lock, and then done. */
export const approve = defineAction({
  ...common,
  verb: 'approve',
  title: 'Approve',
  description: 'Agree to what somebody asked for; it is done at once',
  reasonRequired: false,
  available: async (reader, id, context) => {
    const decidable = await availability(reader, id, context);
    return decidable.allowed ? whyNot(() => approvable(reader, id, context)) : decidable;
  },
  assess: async (reader, id, _input, context) => {
    const { approval, run, bound, asked } = await approvable(reader, id, context);
    const now = await bound.assess(reader, run.targetId, asked);
    requireAsked(run, now);
    requireCover(approval, now, context);
    return about(approval, now);
  },
  perform: async (writer, id, _input, context) => {
    await lockApproval(writer, id);
    const { approval, run, bound, asked } = await approvable(writer, id, context);
    const action = actionOf(run, context);
    const assessment = await assessUnderLock(writer, action, run.targetId, bound, asked);
    requireAsked(run, assessment);
    requireCover(approval, assessment, context);
    const now = context.clock.now();
    await decideApproval(writer, approval, { state: 'approved', reason: context.actor.reason ?? null, at: now });
    const { requestedBy, requestedByName, reason } = run;
    const outcome = await bound.perform(writer, run.targetId, asked, {
      id: run.id,
      requestedBy,
      requestedByName,
      approvedBy: context.principal.id,
      reason,
    });
    await moveActionRun(writer, run.id, { ...outcome, result: outcome.result ?? null }, now);
    return { state: 'succeeded', result: { runId: run.id, state: outcome.state } };
  },
});

/** A second person says no, and why. */
export const reject = defineAction({
  ...common,
  verb: 'reject',
  title: 'Reject',
  description: 'Refuse what somebody asked for; nothing is done',
  reasonRequired: true,
  available: (reader, id, context) => availability(reader, id, context),
  assess: async (reader, id, _input, context) => {
    const approval = await waiting(reader, id, context);
    requireReviewer(approval, approval.amount, context);
    return about(approval, null);
  },
  perform: async (writer, id, _input, context) => {
    await lockApproval(writer, id);
    const approval = await waiting(writer, id, context);
    requireReviewer(approval, approval.amount, context);
    const reason = context.actor.reason ?? null;
    await decideApproval(writer, approval, { state: 'rejected', reason, at: context.clock.now() });
    return { state: 'succeeded', result: { runId: approval.runId, state: 'rejected' } };
  },
});

/** The person who asked thinks better of it. */
export const withdraw = defineAction({
  ...common,
  verb: 'withdraw',
  title: 'Withdraw',
  description: 'Take back what you asked for',
  reasonRequired: false,
  available: async (reader, id, context) => {
    const approval = await find(reader, id);
    if (approval.requestedBy !== context.principal.id)
      return { allowed: false, why: 'Only the person who asked can withdraw it.' };
    return whyNot(() => requireWaiting(approval, context));
  },
  assess: async (reader, id, _input, context) => about(await ownWaiting(reader, id, context), null),
  perform: async (writer, id, _input, context) => {
    await lockApproval(writer, id);
    const approval = await ownWaiting(writer, id, context);
    await decideApproval(writer, approval, {
      state: 'withdrawn',
      reason: context.actor.reason ?? null,
      at: context.clock.now(),
    });
    return { state: 'succeeded', result: { runId: approval.runId, state: 'withdrawn' } };
  },
});

async function find(reader: Reader, id: string): Promise<Approval> {
  const approval = await findApproval(reader, id);
  if (approval === undefined) throw NotFound({ what: 'approval', id });
  return approval;
}

function requireWaiting(approval: Approval, { clock }: ActionContext): void {
  if (approval.state !== 'awaiting_approval') throw AlreadyDecided({ state: approval.state });
  if (Date.parse(approval.expiresAt) <= clock.now().getTime()) throw ApprovalExpired(undefined);
}

/** An approval that still waits, looked at by somebody other than the requester. */
async function waiting(reader: Reader, id: string, context: ActionContext): Promise<Approval> {
  const approval = await find(reader, id);
  requireWaiting(approval, context);
  if (approval.requestedBy === context.principal.id) throw OwnRequest(undefined);
  return approval;
}

async function ownWaiting(reader: Reader, id: string, context: ActionContext): Promise<Approval> {
  const approval = await find(reader, id);
  if (approval.requestedBy !== context.principal.id)
    throw Forbidden({ why: 'Only the person who asked can withdraw it.' });
  requireWaiting(approval, context);
  return approval;
}

/** The request itself again, with its requester's rights as they are now. */
async function approvable(reader: Reader, id: string, context: ActionContext): Promise<Approvable> {
  const approval = await waiting(reader, id, context);
  const run = await findActionRun(reader, approval.runId);
  if (run === undefined) throw NotFound({ what: 'action run', id: approval.runId });
  const action = actionOf(run, context);
  const bound = action.bind(run.input);
  const asked = { ...context, principal: await requesterOf(run, action, context), runId: run.id };
  await requireInSight(run, bound, asked);
  return { approval, run, bound, asked };
}

/** @throws RequesterMayNot */
async function requesterOf(run: ActionRun, action: AnyAction, { store }: ActionContext): Promise<Principal> {
  const identity = await findStaffIdentity(store.pool, run.requestedBy);
  if (identity === undefined) throw RequesterMayNot({ name: run.requestedByName, why: 'has no account any more' });
  const principal = staffPrincipal(identity);
  if (mayDo(principal, action.permission)) return principal;
  throw RequesterMayNot({ name: run.requestedByName, why: 'may no longer ask for this' });
}

/** Looks with the requester's own eyes: the approver may see suppliers that the requester has lost since. @throws RequesterMayNot */
async function requireInSight(run: ActionRun, bound: BoundAction, asked: ActionContext): Promise<void> {
  const eyes = actorOf(asked.principal, asked.actor.requestId);
  try {
    await asked.store.read(eyes, (reader) => bound.assess(reader, run.targetId, asked));
  } catch (error) {
    if (!isDomainError(error) || error.kind !== 'not-found') throw error;
    throw RequesterMayNot({ name: run.requestedByName, why: 'no longer sees this record' });
  }
}

function actionOf(run: ActionRun, { findAction }: ActionContext) {
  const action = findAction(run.action);
  if (action === undefined) throw NotFound({ what: 'action', id: run.action });
  return action;
}

/** Nobody agrees to more than the requester had in mind. @throws MoreThanAsked */
function requireAsked({ amount: asked }: ActionRun, { amount: now }: Assessment): void {
  if (asked === null || now === null) return;
  if (now.amountMinor > asked.amountMinor || now.currency !== asked.currency) throw MoreThanAsked(undefined);
}

/** The approver must hold what the facts of this moment ask for, as well as what was named when it was asked. */
function requireCover(approval: Approval, now: Assessment, context: ActionContext): void {
  requireReviewer(approval, now.amount, context);
  if (now.approval !== null) requirePermission(now.approval.permission, now.amount, context);
}

function requireReviewer(approval: Approval, amount: Money | null, context: ActionContext): void {
  requirePermission(asPermission(approval.permission), amount, context);
}

function requirePermission(permission: Permission, amount: Money | null, { principal }: ActionContext): void {
  if (coversAmount(principal.roles, permission, amount)) return;
  const able = rolesCovering(permission, amount).map((role) => roleTitles[role]);
  throw Forbidden({ why: `This takes ${able.length === 0 ? 'somebody with a higher limit' : able.join(' or ')}.` });
}

function asPermission(text: string): Permission {
  const [resource = '', verb = ''] = text.split(':');
  return `${resource}:${verb}`;
}

/** Deciding moves no money by itself: what it sets going is counted where it was asked for. */
function about(approval: Approval, now: Assessment | null): Assessment {
  const asked = [
    { label: 'Asked by', value: approval.requestedByName },
    { label: 'Why it needs a second person', value: approval.why },
    ...(approval.reason === null ? [] : [{ label: 'Their reason', value: approval.reason }]),
  ];
  const preview = now?.preview ?? approval.preview;
  return {
    supplierId: approval.supplierId,
    amount: null,
    approval: null,
    fingerprint: `${approval.version} ${now?.fingerprint ?? ''} ${now?.amount?.amountMinor ?? ''}`,
    preview: { lines: [...asked, ...preview.lines], warnings: preview.warnings, data: preview.data },
  };
}

async function availability(reader: Reader, id: string, context: ActionContext): Promise<Availability> {
  const approval = await find(reader, id);
  return whyNot(() => {
    requireWaiting(approval, context);
    if (approval.requestedBy === context.principal.id) throw OwnRequest(undefined);
    requireReviewer(approval, approval.amount, context);
  });
}

async function whyNot(check: () => unknown): Promise<Availability> {
  try {
    await check();
    return { allowed: true };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { allowed: false, why: error.message };
  }
}
