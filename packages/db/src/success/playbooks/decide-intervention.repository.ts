import type { ContactChannel, ContactPurpose } from '@wedsync/domain/privacy';
import {
  PlaybookHalted,
  type InterventionState,
  type PlaybookPolicy,
  type PlaybookState,
  type Verdict,
} from '@wedsync/domain/success';
import { cancelMessage, releaseMessage } from '../../delivery/index.ts';
import { NotFound } from '@wedsync/domain/platform';
import { emitEvents, type Writer } from '../../platform/index.ts';
import { wakeEnrolments } from './running-enrolment.repository.ts';
import { mayMessageNow } from './judge-message.queries.ts';
import { playbookSubjects } from './playbook-facts.queries.ts';

type Waiting = {
  readonly id: string;
  readonly supplierId: string;
  readonly businessName: string;
  readonly state: InterventionState;
  readonly outcomeId: string;
  readonly channel: ContactChannel;
  readonly purpose: ContactPurpose;
  readonly playbookName: string;
  readonly playbookState: PlaybookState;
};

export type Decision = { readonly decision: 'approve' | 'reject'; readonly by: string; readonly byName: string };

/** What became of it: `kept_back` when it was agreed to but may not be sent any more. */
export type DecisionOutcome = Decided | 'too_late';
type Decided = 'released' | 'kept_back' | 'rejected';

/**
 * Lets a message that waits for a colleague leave, or not. Agreeing judges anew: what was free when it was proposed may be a wedding day now; then it
 * leaves on the first free moment.
 * @throws NotFound when there is no such intervention or it is out of scope, PlaybookHalted when nothing may be agreed to now
 */
export async function decideIntervention(
  writer: Writer,
  id: string,
  { decision, by, byName }: Decision,
  { now, policy }: { readonly now: Date; readonly policy: PlaybookPolicy },
): Promise<DecisionOutcome> {
  const waiting = await lockIntervention(writer, id);
  if (waiting === undefined) throw NotFound({ what: 'intervention', id });
  if (waiting.state !== 'awaiting_approval') return 'too_late';
  const halted = decision === 'approve' ? whyHalted(waiting, policy) : null;
  if (halted !== null) throw PlaybookHalted({ why: halted });
  const verdict = decision === 'approve' ? await judge(writer, waiting, now, policy) : null;
  const changes = await carryOut(writer, waiting, verdict, byName, now);
  await writer
    .sql('interventions')
    .where({ id })
    .update({ ...changes, decided_by: by, decided_by_name: byName });
  await wakeEnrolments(writer, [waiting.supplierId], now);
  const outcome = outcomeOf(verdict);
  await tell(writer, waiting, outcome, byName, now);
  return outcome;
}

function outcomeOf(verdict: Verdict | null): Decided {
  if (verdict === null) return 'rejected';
  return verdict.verdict === 'suppress' ? 'kept_back' : 'released';
}

/** How the sentence goes on after who and what. */
const deeds: Readonly<Record<Decided, string>> = {
  released: 'was agreed to',
  kept_back: 'is kept back though it was agreed to',
  rejected: 'was rejected',
};

async function tell(
  writer: Writer,
  { id, supplierId, businessName, playbookName }: Waiting,
  outcome: Decided,
  byName: string,
  now: Date,
): Promise<void> {
  await emitEvents(writer, [
    {
      type: 'intervention.decided',
      supplierId,
      resource: 'interventions',
      resourceId: id,
      summary: `A message of ${playbookName} to ${businessName} ${deeds[outcome]} by ${byName}`,
      payload: { outcome },
      occurredAt: now,
    },
  ]);
}

/** The enrolment first, as the engine takes them: two that lock in opposite orders wait for each other for ever. */
async function lockIntervention({ sql }: Writer, id: string): Promise<Waiting | undefined> {
  await sql('playbook_enrolments')
    .whereIn('id', sql('interventions').where({ id }).select('enrolment_id'))
    .forUpdate()
    .select('id');
  return sql('interventions as i')
    .join('messages as m', 'm.id', 'i.outcome_id')
    .join('playbooks as p', 'p.id', 'i.playbook_id')
    .join('suppliers as s', 's.id', 'i.supplier_id')
    .where('i.id', id)
    .forUpdate('i')
    .first({
      id: 'i.id',
      supplierId: 'i.supplier_id',
      businessName: 's.business_name',
      state: 'i.state',
      outcomeId: 'i.outcome_id',
      channel: 'm.channel',
      purpose: 'm.purpose',
      playbookName: 'p.name',
      playbookState: 'p.state',
    });
}

function whyHalted({ playbookName, playbookState }: Waiting, { stopped }: PlaybookPolicy): string | null {
  if (stopped) return 'All playbooks are stopped.';
  return playbookState === 'live' ? null : `${playbookName} is ${playbookState}.`;
}

async function judge(
  writer: Writer,
  { supplierId, channel, purpose }: Waiting,
  now: Date,
  policy: PlaybookPolicy,
): Promise<Verdict> {
  const subject = (await playbookSubjects(writer, [supplierId])).get(supplierId);
  if (subject === undefined) throw NotFound({ what: 'supplier', id: supplierId });
  return mayMessageNow(writer, { subject, channel, purpose, dueSince: now }, { now, policy });
}

async function carryOut(
  writer: Writer,
  { outcomeId }: Waiting,
  verdict: Verdict | null,
  byName: string,
  now: Date,
): Promise<{ readonly state: InterventionState; readonly reason?: string; readonly why?: string }> {
  if (verdict === null) {
    const why = `${byName} rejected it.`;
    await cancelMessage(writer, outcomeId, why);
    return { state: 'cancelled', why };
  }
  if (verdict.verdict === 'suppress') {
    await cancelMessage(writer, outcomeId, verdict.why);
    return { state: 'suppressed', reason: verdict.reason, why: verdict.why };
  }
  await releaseMessage(writer, outcomeId, verdict.verdict === 'postpone' ? verdict.until : now);
  return { state: 'scheduled' };
}
