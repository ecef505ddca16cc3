import {
  decideIntervention,
  findIntervention,
  findPlaybookCandidate,
  listInterventions,
  listPlaybookCandidates,
  playbookPolicy,
  type DecisionOutcome,
} from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import { NotFound } from '@wedsync/domain/platform';
import {
  interventionFilterSchema,
  interventionSchema,
  playbookCandidateFilterSchema,
  playbookCandidateSchema,
  PlaybookStays,
  type Intervention,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction, defineResource } from '../../platform/index.ts';

export const interventions = defineResource({
  name: 'interventions',
  description: 'What playbooks did for suppliers, waits for approval, or was kept back, with why',
  row: interventionSchema,
  filter: interventionFilterSchema,
  list: listInterventions,
  show: findIntervention,
});

export const playbookCandidates = defineResource({
  name: 'playbook-candidates',
  description: 'Suppliers for whom the trigger of a playbook fired: who entered, was held out, or was kept out and why',
  row: playbookCandidateSchema,
  filter: playbookCandidateFilterSchema,
  list: listPlaybookCandidates,
  show: findPlaybookCandidate,
});

const decisions = {
  approve: {
    title: 'Approve',
    description: 'Let the message leave, on the first moment that is free for this supplier',
    danger: false,
    reasonRequired: false,
  },
  reject: {
    title: 'Reject',
    description: 'The message is never sent; the supplier goes on to the next step',
    danger: true,
    reasonRequired: true,
  },
} as const;

/** What was asked for and what became of it, in words. */
const outcomes: Readonly<Record<DecisionOutcome, string>> = {
  released: 'It leaves at the first free moment.',
  kept_back: 'It may not be sent to this supplier any more and was kept back.',
  rejected: 'It is never sent.',
  too_late: 'Somebody else decided it meanwhile.',
};

const defineDecision = (decision: keyof typeof decisions) =>
  defineAction({
    ...decisions[decision],
    resource: 'interventions',
    verb: decision,
    bulk: true,
    input: z.strictObject({}),
    available: async (reader, id) => {
      const { state } = await interventionOf(reader, id);
      return state === 'awaiting_approval' ? { allowed: true } : { allowed: false, why: 'It does not await approval.' };
    },
    assess: async (reader, id) => {
      const intervention = await interventionOf(reader, id);
      if (intervention.state !== 'awaiting_approval') throw PlaybookStays({ why: outcomes.too_late });
      return {
        supplierId: intervention.supplierId,
        amount: null,
        approval: null,
        fingerprint: intervention.state,
        preview: { lines: linesOf(intervention), warnings: [] },
      };
    },
    perform: async (writer, id, _input, { clock }) => {
      const { id: by, name: byName } = writer.actor;
      const policy = await playbookPolicy(writer);
      const outcome = await decideIntervention(writer, id, { decision, by, byName }, { now: clock.now(), policy });
      if (outcome === 'too_late') throw PlaybookStays({ why: outcomes.too_late });
      return { state: 'succeeded', result: { outcome, words: outcomes[outcome] } };
    },
  });

export const approveIntervention = defineDecision('approve');
export const rejectIntervention = defineDecision('reject');

function linesOf({ businessName, playbookName, title, kind }: Intervention) {
  return [
    { label: 'Supplier', value: businessName },
    { label: 'Playbook', value: playbookName },
    { label: kind === 'email' ? 'Subject' : 'Message', value: title },
  ];
}

async function interventionOf(reader: Reader, id: string): Promise<Intervention> {
  const intervention = await findIntervention(reader, id);
  if (intervention === undefined) throw NotFound({ what: 'intervention', id });
  return intervention;
}
