import {
  findInterventionPolicy,
  listInterventionPolicies,
  newestInterventionPolicy,
  setInterventionPolicy,
} from '@wedsync/db/success';
import { enqueueJob, type Reader } from '@wedsync/db/platform';
import { formatMoney } from '@wedsync/domain/platform';
import {
  interventionPolicyFilterSchema,
  interventionPolicyRowSchema,
  interventionPolicySchema,
  PlaybookStays,
  type InterventionPolicy,
  type InterventionPolicyRow,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction, defineResource } from '../../platform/index.ts';

const measureJob = 'interventions.measure';

/** What acts cost and how their effect is looked at, as it was set over time; each holds for what was done while it was the newest. */
export const interventionPolicies = defineResource({
  name: 'intervention-policies',
  description: 'What acts of playbooks cost, and how long and how finely their effect is looked at',
  row: interventionPolicyRowSchema,
  filter: interventionPolicyFilterSchema,
  list: listInterventionPolicies,
  show: findInterventionPolicy,
});

const money = (amountMinor: number) => formatMoney({ amountMinor, currency: 'GBP' });
const minutes = (count: number) => `${count} min`;
const days = (count: number) => `${count} days`;
const share = (value: number) => `${Math.round(value * 1_000) / 10} points`;

type Line = {
  readonly field: keyof InterventionPolicy;
  readonly label: string;
  readonly words: (value: number) => string;
};

const lines: readonly Line[] = [
  { field: 'emailPerThousandMinor', label: 'A thousand letters', words: money },
  { field: 'smsPerThousandMinor', label: 'A thousand text parts', words: money },
  { field: 'inAppPerThousandMinor', label: 'A thousand messages in the app', words: money },
  { field: 'taskMinutes', label: 'A task that is done', words: minutes },
  { field: 'alertMinutes', label: 'An alert', words: minutes },
  { field: 'replyMinutes', label: 'An answer to read', words: minutes },
  { field: 'approvalMinutes', label: 'A message to approve', words: minutes },
  { field: 'hourlyCostMinor', label: 'An hour of a colleague', words: money },
  { field: 'retentionDays', label: 'Stayed means paying after', words: days },
  { field: 'smallestEffect', label: 'Smallest effect worth knowing', words: share },
];

/** What was done before keeps the price it had; the figures follow within a minute. */
export const reviseInterventionPolicy = defineAction({
  resource: 'intervention-policies',
  verb: 'revise',
  title: 'Revise costs and windows',
  description: 'Say what acts cost from now on, and how long the effect on those who enter from now on is looked at',
  danger: false,
  reasonRequired: true,
  input: interventionPolicySchema,
  available: async (reader, id) => standing(await newestInterventionPolicy(reader), id),
  assess: async (reader, id, input) => {
    const now = await newest(reader, id);
    const changed = lines.filter(({ field }) => now[field] !== input[field]);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: id,
      preview: {
        lines: changed.map(({ field, label, words }) => ({
          label,
          value: `${words(now[field])} → ${words(input[field])}`,
        })),
        warnings: changed.length === 0 ? ['Nothing is changed.'] : [],
      },
    };
  },
  perform: async (writer, id, input) => {
    await newest(writer, id);
    await setInterventionPolicy(writer, input);
    await enqueueJob(writer, { name: measureJob, input: {} });
    return { state: 'succeeded' };
  },
});

/** It happens every hour by itself; this is for who does not want to wait. */
export const measureInterventionsNow = defineAction({
  resource: 'intervention-policies',
  verb: 'measure',
  title: 'Measure now',
  description:
    'Measures outcomes of everybody who entered a playbook and is not settled yet, and reckons the report anew',
  danger: false,
  reasonRequired: false,
  input: z.strictObject({}),
  available: async (reader, id) => standing(await newestInterventionPolicy(reader), id),
  assess: async (reader, id) => {
    await newest(reader, id);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: id,
      preview: { lines: [{ label: 'Takes', value: 'A few seconds; the page follows by itself' }], warnings: [] },
    };
  },
  perform: async (writer, id) => {
    await newest(writer, id);
    await enqueueJob(writer, { name: measureJob, input: {} });
    return { state: 'succeeded' };
  },
});

const newer = 'Something newer counts already.';

function standing(policy: InterventionPolicyRow, id: string) {
  return policy.id === id ? ({ allowed: true } as const) : ({ allowed: false, why: newer } as const);
}

async function newest(reader: Reader, id: string): Promise<InterventionPolicyRow> {
  const policy = await newestInterventionPolicy(reader);
  if (policy.id !== id) throw PlaybookStays({ why: newer });
  return policy;
}
