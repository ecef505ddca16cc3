import { findPlan, listPlans, publishRevision } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import {
  describeRevision,
  planFilterSchema,
  planRevisionSchema,
  planSchema,
  revisionLowers,
  type Plan,
  type PlanRevision,
} from '@wedsync/domain/billing';
import { Invalid, NotFound } from '@wedsync/domain/platform';
import { defineAction, defineResource } from '../platform/index.ts';

/** What is sold, and what each plan gives. */
export const plans = defineResource({
  name: 'plans',
  description: 'What is sold: limits, features and prices of each plan, with their history',
  row: planSchema,
  filter: planFilterSchema,
  list: listPlans,
  show: findPlan,
});

/** Publishes a new version of what a plan gives; two people decide, and everybody on the plan has it at once. */
export const revisePlan = defineAction<PlanRevision>({
  resource: 'plans',
  verb: 'revise',
  title: 'Revise',
  description: 'Change what the plan gives to everybody on it',
  danger: true,
  reasonRequired: true,
  input: planRevisionSchema,
  assess: async (reader, code, input) => {
    const plan = await need(reader, code);
    const changes = changesOf(plan, input);
    if (changes.length === 0) throw Invalid({ message: 'Nothing would change.' });
    return {
      supplierId: null,
      amount: null,
      approval: { permission: 'plans:approve', why: 'What a plan gives is decided by two people.' },
      fingerprint: String(plan.number),
      preview: {
        lines: [
          { label: 'New version', value: String(plan.number + 1) },
          { label: 'Subscriptions on it', value: String(plan.subscriptionCount) },
          ...changes,
        ],
        warnings: revisionLowers(plan, input) ? ['Suppliers on this plan lose something at once.'] : [],
      },
    };
  },
  perform: async (writer, code, input, { clock }, run) => {
    await need(writer, code);
    const number = await publishRevision(writer, {
      ...input,
      planCode: code,
      reason: run.reason,
      publishedBy: run.requestedBy,
      publishedByName: run.requestedByName,
      approvedBy: run.approvedBy,
      actionRunId: run.id,
      at: clock.now(),
    });
    return { state: 'succeeded', result: { planCode: code, number } };
  },
});

async function need(reader: Reader, code: string): Promise<Plan> {
  const plan = await findPlan(reader, code);
  if (plan === undefined) throw NotFound({ what: 'plan', id: code });
  return plan;
}

function changesOf(plan: Plan, input: PlanRevision): { label: string; value: string }[] {
  const texts = (['name', 'description'] as const).filter((field) => plan[field] !== input[field]);
  return [
    ...texts.map((field) => ({ label: field === 'name' ? 'Name' : 'For whom', value: input[field] })),
    ...describeRevision(plan, input),
  ];
}
