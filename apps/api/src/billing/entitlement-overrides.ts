import {
  endOverrideNow,
  findEntitlementOverride,
  findOverrideTarget,
  insertOverride,
  listEntitlementOverrides,
  type OverrideTarget,
} from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import { guardOf } from '@wedsync/db/suppliers';
import {
  assessOverride,
  entitlementOverrideFilterSchema,
  entitlementOverrideSchema,
  overrideInputSchema,
  type OverrideAssessment,
  type OverrideInput,
} from '@wedsync/domain/billing';
import { createId, dayBounds, formatMoney, Invalid, NotFound } from '@wedsync/domain/platform';
import { nextUnguarded } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineAction, defineResource, type ActionContext } from '../platform/index.ts';

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
    const { target, assessment, expiresAt } = await decide(reader, supplierId, input, context);
    const takenBack = nextUnguarded(expiresAt, target.guarded);
    return {
      supplierId,
      amount: assessment.worth,
      approval: assessment.why === null ? null : { permission: 'entitlement-overrides:approve', why: assessment.why },
      fingerprint: JSON.stringify([target.planCode, target.active, assessment.before]),
      preview: {
        lines: [
          { label: 'Supplier', value: target.businessName },
          { label: 'Now', value: assessment.before },
          { label: 'Then', value: assessment.after },
          { label: 'For', value: `${assessment.days} days` },
          { label: 'Taken back', value: takenBack.toISOString() },
          { label: 'Worth at list price', value: formatMoney(assessment.worth) },
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
): Promise<{ target: OverrideTarget; assessment: OverrideAssessment; expiresAt: Date }> {
  const target = await findOverrideTarget(reader, supplierId);
  if (target === undefined) throw NotFound({ what: 'supplier', id: supplierId });
  // The last day counts to its end, where the supplier is.
  const expiresAt = dayBounds(input.expiresOn, target.guarded.timeZone).end;
  return { target, expiresAt, assessment: assessOverride({ ...target, now: clock.now(), expiresAt }, input) };
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
