import { amountsRequestedRecently } from '@wedsync/db/access';
import {
  endOverrideNow,
  findEntitlementOverride,
  findOverrideTarget,
  inReportingCurrency,
  insertOverride,
  listEntitlementOverrides,
  overridesHeldSince,
  reportingCurrency,
  type OverrideTarget,
} from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import { guardOf } from '@wedsync/db/suppliers';
import {
  assessOverride,
  entitlementOverrideFilterSchema,
  entitlementOverrideSchema,
  overrideInputSchema,
  soloOverrideDays,
  whyOverrideNeedsApproval,
  type OverrideAssessment,
  type OverrideFacts,
  type OverrideInput,
  type OverridesLately,
} from '@wedsync/domain/billing';
import {
  calendarDate,
  createId,
  DAY_MS,
  dayBounds,
  formatMoney,
  Invalid,
  money,
  NotFound,
  plusMs,
  type Money,
} from '@wedsync/domain/platform';
import { nextUnguarded } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineAction, defineResource, type ActionContext } from '../platform/index.ts';
import { givenWithinADay } from './given-lately.ts';

const name = 'suppliers.grant-override';

/** What was given to suppliers beyond their plan, and until when. */
export const entitlementOverrides = defineResource({
  name: 'entitlement-overrides',
  description: 'What suppliers were given beyond their plan, and until when',
  row: entitlementOverrideSchema,
  filter: entitlementOverrideFilterSchema,
  list: listEntitlementOverrides,
  show: findEntitlementOverride,
});

/** Gives a plan, a feature or a higher limit for a time; it is taken back by itself. */
export const grantOverride = defineAction<OverrideInput>({
  resource: 'suppliers',
  verb: 'grant-override',
  title: 'Give beyond the plan',
  description: 'Give a plan, a feature or a higher limit for a time',
  danger: false,
  reasonRequired: true,
  input: overrideInputSchema,
  assess: async (reader, supplierId, input, context) => {
    const { target, assessment, expiresAt, facts } = await decide(reader, supplierId, input, context);
    const lately = await givenLately(reader, supplierId, assessment.worth, context);
    const why = whyOverrideNeedsApproval(facts, input, assessment, lately);
    const takenBack = nextUnguarded(expiresAt, target.guarded);
    return {
      supplierId,
      amount: assessment.worth,
      approval: why === null ? null : { permission: 'entitlement-overrides:approve', why },
      fingerprint: JSON.stringify([target.planCode, target.active, assessment.before]),
      preview: {
        lines: [
          { label: 'Supplier', value: target.businessName },
          { label: 'Now', value: assessment.before },
          { label: 'Then', value: assessment.after },
          { label: 'For', value: `${assessment.days} days` },
          { label: 'Taken back', value: takenBack.toISOString() },
          {
            label: 'Worth at list price',
            value: assessment.priced ? formatMoney(assessment.worth) : 'No plan gives as much at a price',
          },
          {
            label: `Given in ${soloOverrideDays} days, with this`,
            value: formatMoney(money(lately.toSupplierMinor, reportingCurrency)),
          },
        ],
        warnings: takenBack > expiresAt ? ['It ends on a guarded day, so it is taken back after it.'] : [],
      },
    };
  },
  perform: async (writer, supplierId, input, context, run) => {
    const { assessment, expiresAt } = await decide(writer, supplierId, input, context);
    const id = createId('entitlementOverride', context.uuids.next());
    await insertOverride(
      writer,
      {
        id,
        supplierId,
        actionRunId: run.id,
        kind: input.kind,
        key: input.key,
        limitValue: input.kind === 'limit' ? (input.limitValue ?? null) : null,
        worthMinor: assessment.worth.amountMinor,
        currency: assessment.worth.currency,
        reason: run.reason ?? '',
        expiresAt,
        requestedBy: run.requestedBy,
        requestedByName: run.requestedByName,
        approvedBy: run.approvedBy,
      },
      context.clock.now(),
    );
    return { state: 'succeeded', result: { entitlementOverrideId: id } };
  },
});

async function decide(
  reader: Reader,
  supplierId: string,
  input: OverrideInput,
  { clock }: ActionContext,
): Promise<{ target: OverrideTarget; facts: OverrideFacts; assessment: OverrideAssessment; expiresAt: Date }> {
  const target = await findOverrideTarget(reader, supplierId);
  if (target === undefined) throw NotFound({ what: 'supplier', id: supplierId });
  // The last day counts to its end, where the supplier is.
  const expiresAt = dayBounds(input.expiresOn, target.guarded.timeZone).end;
  const facts = { ...target, now: clock.now(), expiresAt };
  return { target, facts, expiresAt, assessment: assessOverride(facts, input) };
}

/** Giving piece by piece, or again and again, does not get it under a limit. */
async function givenLately(
  reader: Reader,
  supplierId: string,
  amount: Money,
  context: ActionContext,
): Promise<OverridesLately> {
  const now = context.clock.now();
  const since = plusMs(now, -soloOverrideDays * DAY_MS);
  const { byActorMinor } = await givenWithinADay(reader, { actions: [name], amount, supplierId }, context);
  const asked = await amountsRequestedRecently(reader, {
    actions: [name],
    supplierId,
    since,
    exceptRunId: context.runId,
  });
  const held = await overridesHeldSince(reader, supplierId, since);
  const toSupplierMinor = await inReportingCurrency(reader, [...asked, ...held, amount], calendarDate(now));
  return { byActorMinor, toSupplierMinor };
}

/** Takes something back before its time; on a guarded day it waits. */
export const revokeOverride = defineAction({
  resource: 'entitlement-overrides',
  verb: 'revoke',
  title: 'Revoke',
  description: 'Take it back before its time',
  danger: true,
  reasonRequired: true,
  input: z.strictObject({}),
  available: async (reader, id) => {
    const override = await findEntitlementOverride(reader, id);
    return override?.state === 'active' ? { allowed: true } : { allowed: false, why: 'It has ended already.' };
  },
  assess: async (reader, id, _input, { clock }) => {
    const override = await need(reader, id);
    const guard = await guardOf(reader, override.supplierId, clock.now());
    return {
      supplierId: override.supplierId,
      amount: null,
      approval: null,
      fingerprint: `${override.state} ${override.version}`,
      preview: {
        lines: [
          { label: 'Supplier', value: override.businessName },
          { label: 'Taken back', value: guard === null ? 'At once' : guard.until.toISOString() },
        ],
        warnings: guard === null ? [] : ['Today is guarded, so it is taken back after it.'],
      },
    };
  },
  perform: async (writer, id, _input, { clock }) => {
    await need(writer, id);
    await endOverrideNow(writer, id, clock.now());
    return { state: 'succeeded' };
  },
});

async function need(reader: Reader, id: string) {
  const override = await findEntitlementOverride(reader, id);
  if (override === undefined) throw NotFound({ what: 'override', id });
  if (override.state !== 'active') throw Invalid({ message: 'It has ended already.' });
  return override;
}
