import {
  findSubscriptionTarget,
  insertSubscriptionRequest,
  type NewSubscriptionRequest,
  type SubscriptionTarget,
} from '@wedsync/db/billing';
import type { Reader, Writer } from '@wedsync/db/platform';
import { guardOf, recordDeferral, type GuardAnswer } from '@wedsync/db/suppliers';
import {
  subscriptionFingerprint,
  whyConcessionNeedsApproval,
  type Decision,
  type SubscriptionRequestKind,
} from '@wedsync/domain/billing';
import { createId, Forbidden, mayDo, NotFound, type Money } from '@wedsync/domain/platform';
import type { z } from 'zod';
import {
  defineAction,
  type ActionContext,
  type ActionOutcome,
  type AnyAction,
  type Assessment,
  type Availability,
  type RunReference,
} from '../../platform/index.ts';
import { givenWithinADay } from '../given-lately.ts';

/** Every kind of request with its own parameters. */
export type AnyDecision = { readonly [Kind in SubscriptionRequestKind]: Decision<Kind> }[SubscriptionRequestKind];

/** What one action of the desk has of its own. */
export type DeskAction<Input> = {
  readonly verb: string;
  readonly title: string;
  readonly description: string;
  readonly danger: boolean;
  readonly input: z.ZodType<Input>;
  /** @throws the domain's errors when it cannot be done */
  readonly decide: (
    target: SubscriptionTarget,
    input: Input,
    at: { reader: Reader; now: Date },
  ) => Promise<AnyDecision>;
  /** Why it makes no sense for the subscription as it stands, before any input is known; null when it does. */
  readonly whyNot: (target: SubscriptionTarget, now: Date) => string | null;
};

/** The name under which the desk puts things off. */
const source = 'subscription-desk';

/** Actions that give money away: what one of them gave counts towards the limits of all. */
const concessions = ['change-plan', 'extend-trial', 'credit', 'apply-coupon', 'pause', 'win-back'].map(
  (verb) => `subscriptions.${verb}`,
);

/** Kinds that leave the subscription itself as it is. */
const besides: readonly SubscriptionRequestKind[] = ['credit', 'resend_invoice', 'win_back'];

/** An action of subscriptions that ends in a request to the provider: preview, limits, guard and record are the same for all. */
export function deskAction<Input>(own: DeskAction<Input>): AnyAction {
  const { verb, title, description, danger, input } = own;
  return defineAction<Input>({
    resource: 'subscriptions',
    verb,
    title,
    description,
    danger,
    reasonRequired: true,
    input,
    available: (reader, id, { clock }) => availability(own, reader, id, clock.now()),
    assess: async (reader, id, given, context) => {
      const { target, decision, guard } = await decideNow(own, reader, id, given, context);
      return {
        supplierId: target.supplierId,
        amount: decision.conceded,
        approval: await approvalNeeded(reader, target, decision.conceded, context),
        fingerprint: `${subscriptionFingerprint(target.facts)} ${guard?.until.toISOString() ?? ''}`,
        preview: {
          lines: [
            ...(target.businessName === null ? [] : [{ label: 'Supplier', value: target.businessName }]),
            ...decision.lines,
            ...(guard === null ? [] : [{ label: 'Put off until', value: guard.until.toISOString() }]),
          ],
          warnings: [...decision.warnings, ...guardWords(guard)],
          data: { title: decision.title, putOffUntil: guard?.until.toISOString() ?? null },
        },
      };
    },
    perform: async (writer, id, given, context, run) => {
      const decided = await decideNow(own, writer, id, given, context);
      return keepRequest(writer, { ...decided, given, subscriptionId: id }, context, run);
    },
  });
}

type Decided = {
  readonly target: SubscriptionTarget;
  readonly decision: AnyDecision;
  readonly guard: GuardAnswer | null;
};

async function decideNow<Input>(
  { decide }: DeskAction<Input>,
  reader: Reader,
  id: string,
  input: Input,
  { clock, principal }: ActionContext,
): Promise<Decided> {
  const target = await findSubscriptionTarget(reader, id);
  if (target === undefined) throw NotFound({ what: 'subscription', id });
  const decision = await decide(target, input, { reader, now: clock.now() });
  const despite = overrides(input);
  if (despite && !mayDo(principal, 'guard-deferrals:override'))
    throw Forbidden({
      why: 'Only a customer success lead may do this on a guarded day. Leave it to wait for a free one.',
    });
  const at = decision.notBefore ?? clock.now();
  const holds = decision.guardedAct !== null && !despite && target.supplierId !== null;
  return {
    target,
    decision,
    guard: holds && target.supplierId !== null ? await guardOf(reader, target.supplierId, at) : null,
  };
}

function overrides(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'despiteGuard' in input && input.despiteGuard === true;
}

function guardWords(guard: GuardAnswer | null): string[] {
  if (guard === null) return [];
  const day =
    guard.guard.reason === 'wedding' ? `there is a wedding on ${guard.guard.weddingOn}` : 'it is Saturday there';
  return [`The day is guarded, because ${day}: it is done on the next free day.`];
}

async function keepRequest(
  writer: Writer,
  {
    target,
    decision,
    guard,
    given,
    subscriptionId,
  }: Decided & { readonly given: unknown; readonly subscriptionId: string },
  context: ActionContext,
  run: RunReference,
): Promise<ActionOutcome> {
  const now = context.clock.now();
  const { conceded, guardedAct, notBefore, lines: _shown, warnings: _too, ...asked } = decision;
  const id = createId('subscriptionRequest', context.uuids.next());
  const request: NewSubscriptionRequest = {
    ...asked,
    id,
    actionRunId: run.id,
    subscriptionId,
    invoiceId: null,
    customerId: target.facts.customerId,
    supplierId: target.supplierId,
    provider: target.facts.provider,
    amountMinor: conceded?.amountMinor ?? null,
    currency: conceded?.currency ?? null,
    guardedAct,
    changesSubscription: !besides.includes(decision.kind),
    guardOverriddenBy: overrides(given) ? run.requestedBy : null,
    notBefore: guard?.until ?? notBefore,
    requestedBy: run.requestedBy,
    requestedByName: run.requestedByName,
    approvedBy: run.approvedBy,
    requestedAt: now,
  };
  await insertSubscriptionRequest(writer, request);
  const { supplierId } = target;
  if (guard !== null && guardedAct !== null && supplierId !== null)
    await recordDeferral(
      writer,
      { supplierId, kind: guardedAct, title: decision.title, source, sourceId: id },
      guard,
      now,
      context.uuids,
    );
  return { state: 'running', result: { subscriptionRequestId: id } };
}

async function approvalNeeded(
  reader: Reader,
  { supplierId }: SubscriptionTarget,
  amount: Money | null,
  context: ActionContext,
): Promise<Assessment['approval']> {
  if (amount === null) return null;
  const given = await givenWithinADay(reader, { actions: concessions, amount, supplierId }, context);
  const why = whyConcessionNeedsApproval(context.principal.roles, { amount, ...given });
  return why === null ? null : { permission: 'subscriptions:approve', why };
}

async function availability<Input>(
  { whyNot }: DeskAction<Input>,
  reader: Reader,
  id: string,
  now: Date,
): Promise<Availability> {
  const target = await findSubscriptionTarget(reader, id);
  const why = target === undefined ? `There is no subscription ${id}.` : whyNot(target, now);
  return why === null ? { allowed: true } : { allowed: false, why };
}
