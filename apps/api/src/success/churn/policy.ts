import { findChurnPolicy, listChurnPolicies, newestChurnPolicy, setChurnPolicy } from '@wedsync/db/success';
import { enqueueJob, type Reader } from '@wedsync/db/platform';
import { formatMoney, NotFound } from '@wedsync/domain/platform';
import {
  churnPolicyFilterSchema,
  churnPolicyRowSchema,
  ModelStays,
  reviseChurnPolicySchema,
  type ChurnPolicyRow,
} from '@wedsync/domain/success';
import { defineAction, defineResource } from '../../platform/index.ts';

/** What contacting costs and brings, as it was set over time; the newest counts. */
export const churnPolicies = defineResource({
  name: 'churn-policies',
  description: 'What contacting a supplier at risk costs and is expected to bring',
  row: churnPolicyRowSchema,
  filter: churnPolicyFilterSchema,
  list: listChurnPolicies,
  show: findChurnPolicy,
});

/** Orders the worklist anew from the next minutes on. */
export const reviseChurnPolicy = defineAction({
  resource: 'churn-policies',
  verb: 'revise',
  title: 'Revise costs',
  description: 'Say what a call costs, how often it saves a supplier, and how many can be called in a week',
  danger: false,
  reasonRequired: true,
  input: reviseChurnPolicySchema,
  available: async (reader, id) =>
    (await newestChurnPolicy(reader))?.id === id
      ? { allowed: true }
      : { allowed: false, why: 'Something newer counts already.' },
  assess: async (reader, id, input) => {
    const now = await newest(reader, id);
    const pounds = (amountMinor: number) => formatMoney({ amountMinor, currency: 'GBP' });
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: id,
      preview: {
        lines: [
          { label: 'Saved by a call', value: `${now.saveRate} → ${input.saveRate}` },
          { label: 'Cost of a call', value: `${pounds(now.contactCostMinor)} → ${pounds(input.contactCostMinor)}` },
          { label: 'Calls a week', value: `${now.weeklyCapacity} → ${input.weeklyCapacity}` },
        ],
        warnings:
          input.saveRate === 0
            ? ['A call that saves nobody is expected to bring nothing: no supplier is worth calling by this policy.']
            : [],
      },
    };
  },
  perform: async (writer, id, input) => {
    await newest(writer, id);
    await setChurnPolicy(writer, input);
    await enqueueJob(writer, { name: 'churn.sweep', input: { remember: false } });
    return { state: 'succeeded' };
  },
});

async function newest(reader: Reader, id: string): Promise<ChurnPolicyRow> {
  const policy = await newestChurnPolicy(reader);
  if (policy === undefined) throw NotFound({ what: 'churn policy', id });
  if (policy.id !== id) throw ModelStays({ why: 'Something newer counts already.' });
  return policy;
}
