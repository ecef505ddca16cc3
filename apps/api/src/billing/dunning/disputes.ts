import {
  askProvider,
  disputeRecords,
  findDisputeCase,
  findDisputeStanding,
  isUnderway,
  saveEvidence,
  type DisputeStanding,
} from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import {
  answerableStatuses,
  caseNoInputSchema,
  DisputeAnswered,
  disputeCaseSchema,
  disputeRecordsSchema,
  evidenceChecklist,
  EvidenceEmpty,
  evidenceInputSchema,
} from '@wedsync/domain/billing';
import { formatMoney, Invalid, NotFound } from '@wedsync/domain/platform';
import { defineAction, defineDoor, type Door } from '../../platform/index.ts';

async function answerable(reader: Reader, id: string): Promise<DisputeStanding> {
  const dispute = await findDisputeStanding(reader, id);
  if (dispute === undefined) throw NotFound({ what: 'dispute', id });
  if (!answerableStatuses.includes(dispute.status)) throw DisputeAnswered({ status: dispute.status });
  return dispute;
}

const filledOf = ({ reason, evidence }: DisputeStanding) =>
  evidenceChecklist(reason).map(({ field, label }) => ({ label, value: evidence[field]?.trim() ?? '' }));

export const saveDisputeEvidence = defineAction({
  resource: 'disputes',
  verb: 'save-evidence',
  title: 'Save evidence',
  description: 'Keeps what has been gathered, without handing it in',
  danger: false,
  reasonRequired: false,
  input: evidenceInputSchema,
  assess: async (reader, id) => {
    const { supplierId, version } = await answerable(reader, id);
    return {
      supplierId,
      amount: null,
      approval: null,
      fingerprint: String(version),
      preview: { lines: [], warnings: [] },
    };
  },
  perform: async (writer, id, { evidence }) => {
    await saveEvidence(writer, await answerable(writer, id), evidence);
    return { state: 'succeeded' };
  },
});

const elsewhere = 'Evidence for this provider is handed in on its own pages.';

export const submitDisputeEvidence = defineAction({
  resource: 'disputes',
  verb: 'submit-evidence',
  title: 'Hand in evidence',
  description: 'Sends what was saved to the bank. It can be done once; the bank decides by it',
  danger: true,
  reasonRequired: false,
  input: caseNoInputSchema,
  available: async (reader, id) => {
    const dispute = await findDisputeStanding(reader, id);
    if (dispute === undefined) return { allowed: false, why: `There is no dispute ${id}.` };
    if (!answerableStatuses.includes(dispute.status)) return { allowed: false, why: DisputeAnswered(dispute).message };
    if (dispute.provider !== 'stripe') return { allowed: false, why: elsewhere };
    if (await isUnderway(reader, 'evidence', id)) return { allowed: false, why: 'It is being handed in.' };
    return { allowed: true };
  },
  assess: async (reader, id) => {
    const dispute = await answerable(reader, id);
    if (dispute.provider !== 'stripe') throw Invalid({ message: elsewhere });
    const lines = filledOf(dispute);
    if (lines.every(({ value }) => value === '')) throw EvidenceEmpty({});
    const missing = lines.filter(({ value }) => value === '').map(({ label }) => label.toLowerCase());
    return {
      supplierId: dispute.supplierId,
      amount: null,
      approval: null,
      fingerprint: `${dispute.status} ${dispute.version}`,
      preview: {
        lines: [
          { label: 'At stake', value: formatMoney(dispute) },
          ...lines.map(({ label, value }) => ({ label, value: value === '' ? 'Not filled in' : value.slice(0, 120) })),
        ],
        warnings:
          missing.length === 0 ? [] : [`Not filled in: ${missing.join(', ')}. Nothing can be added afterwards.`],
      },
    };
  },
  perform: async (writer, id, _input, _context, run) => {
    const { supplierId, evidence } = await answerable(writer, id);
    const by = { requestedBy: run.requestedBy, requestedByName: run.requestedByName, actionRunId: run.id };
    const about = { kind: 'evidence', caseId: null, disputeId: id, targetId: id, supplierId } as const;
    const filled = Object.fromEntries(Object.entries(evidence).filter(([, text]) => text !== ''));
    if ((await askProvider(writer, { ...about, params: { evidence: filled }, ...by })) === null)
      throw DisputeAnswered({ status: 'being_answered' });
    return { state: 'running' };
  },
});

/** One dispute with its answer, and how disputes ended by reason. */
export const disputeDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path: '/disputes/{id}/case',
    summary: 'A dispute with the answer that is being gathered',
    permission: 'disputes:show',
    response: disputeCaseSchema,
    async answer({ store, actor, params: { id } }) {
      const found = await store.read(actor, (reader) => findDisputeCase(reader, id));
      if (found === undefined) throw NotFound({ what: 'dispute', id });
      return disputeCaseSchema.parse(found);
    },
  }),
  defineDoor({
    method: 'get',
    path: '/dispute-records',
    summary: 'How disputes ended, reason by reason',
    permission: 'disputes:list',
    response: disputeRecordsSchema,
    answer: async ({ store, actor }) => disputeRecordsSchema.parse(await store.read(actor, disputeRecords)),
  }),
];
