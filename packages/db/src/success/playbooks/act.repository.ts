import { whyNotSent } from '@wedsync/domain/delivery';
import { DAY_MS, HOUR_MS, isDomainError, plusMs } from '@wedsync/domain/platform';
import { stricterPurpose } from '@wedsync/domain/privacy';
import { judgeInternal, type Act } from '@wedsync/domain/success';
import { queueMessage, renderTemplate, type RenderedTemplate } from '../../delivery/index.ts';
import { emitEvents, type Writer } from '../../platform/index.ts';
import type { Advance, RunningEnrolment } from './running-enrolment.repository.ts';
import { mayMessageNow } from './judge-message.queries.ts';
import { keepIntervention, stateOfAct, type InterventionToKeep } from './keep-intervention.repository.ts';
import { playbookSubjects, type PlaybookSubject } from './playbook-facts.queries.ts';
import { tellColleagues, type InternalAct } from './tell-colleagues.repository.ts';

/** While somebody has to agree, the enrolment looks again this often; agreeing wakes it at once. */
const askAgainMs = HOUR_MS;

/** Words in the app that nobody acts upon make room for others after this. */
const shownInAppMs = 30 * DAY_MS;

/** What is to be written down of an act, or when to try again. */
type Outcome = Omit<InterventionToKeep, 'enrolment' | 'step'> | { readonly again: Date };

/**
 * Does one act of an enrolment, or writes down why not. The row of an act is unique for its enrolment and step: whoever comes a second time finds it
 * and goes on.
 * @param dueSince when the act's turn came
 * @returns when to come back, or null when the act is settled and the next step may follow
 */
export async function act(
  writer: Writer,
  enrolment: RunningEnrolment,
  step: Act,
  dueSince: Date,
  advance: Advance,
): Promise<Date | null> {
  const askAgain = plusMs(advance.now, askAgainMs);
  const earlier = await stateOfAct(writer, enrolment.id, step.id);
  if (earlier !== undefined) return earlier === 'awaiting_approval' ? askAgain : null;
  const subject = (await playbookSubjects(writer, [enrolment.supplierId])).get(enrolment.supplierId);
  if (subject === undefined) return null;
  const outcome =
    step.kind === 'message'
      ? await send(writer, enrolment, step, { subject, dueSince }, advance)
      : await tell(writer, enrolment, step, subject, advance);
  if ('again' in outcome) return outcome.again;
  const id = await keepIntervention(writer, { enrolment, step, ...outcome }, advance);
  if (outcome.state !== 'awaiting_approval') return null;
  await propose(writer, id, enrolment, subject, advance.now);
  return askAgain;
}

/** Tells whoever looks at what waits for a colleague. */
async function propose(
  writer: Writer,
  id: string,
  { supplierId, playbookName }: RunningEnrolment,
  { businessName }: PlaybookSubject,
  now: Date,
): Promise<void> {
  await emitEvents(writer, [
    {
      type: 'intervention.proposed',
      supplierId,
      resource: 'interventions',
      resourceId: id,
      summary: `A message of ${playbookName} to ${businessName} waits for a colleague`,
      occurredAt: now,
    },
  ]);
}

async function send(
  writer: Writer,
  { id, supplierId, enteredAt, definition }: RunningEnrolment,
  step: Extract<Act, { kind: 'message' }>,
  about: { readonly subject: PlaybookSubject; readonly dueSince: Date },
  advance: Advance,
): Promise<Outcome> {
  const { channel, template } = step;
  const { approveBeforeSend: proposed } = definition;
  const content = await written(writer, supplierId, step);
  if ('fault' in content) return { state: 'failed', title: template, why: content.fault };
  // What a template says does not become service because a playbook is called so.
  const purpose = stricterPurpose(definition.purpose, content.purpose);
  const title = content.subject === '' ? template : content.subject;
  const verdict = await mayMessageNow(writer, { ...about, channel, purpose, enteredAt }, advance);
  if (verdict.verdict === 'postpone') return { again: verdict.until };
  if (verdict.verdict === 'suppress') return { state: 'suppressed', title, reason: verdict.reason, why: verdict.why };
  const source = { kind: 'playbook', id: `${id}:${step.id}` };
  const shown = channel === 'in_app' ? { expiresAt: plusMs(advance.now, shownInAppMs) } : {};
  const message = { supplierId, channel, purpose, source, content, proposed, ...shown };
  const answer = await queueMessage(writer, message, advance);
  const outcomeId = answer.messageId;
  return answer.outcome === 'suppressed'
    ? { state: 'suppressed', title, outcomeId, reason: 'no_permission', why: answer.why }
    : { state: proposed ? 'awaiting_approval' : 'scheduled', title, outcomeId };
}

/** What the message says; a template that is gone, meant for another channel, lacks a value or gains a link is a fault of the step, not of the engine. */
async function written(
  writer: Writer,
  supplierId: string,
  { template, channel }: Extract<Act, { kind: 'message' }>,
): Promise<RenderedTemplate | { readonly fault: string }> {
  try {
    const content = await renderTemplate(writer, { template, supplierId });
    if (content.channel !== channel) return { fault: `The template was written for another channel.` };
    const fault = whyNotSent(content);
    return fault === null ? content : { fault };
  } catch (error) {
    if (isDomainError(error)) return { fault: error.message };
    throw error;
  }
}

async function tell(
  writer: Writer,
  enrolment: RunningEnrolment,
  step: InternalAct,
  subject: PlaybookSubject,
  advance: Advance,
): Promise<Outcome> {
  const title = step.kind === 'task' ? step.title : step.text;
  const verdict = judgeInternal(subject, advance.now, advance.policy);
  if (verdict.verdict === 'suppress') return { state: 'suppressed', title, reason: verdict.reason, why: verdict.why };
  const { businessName } = subject;
  return {
    state: 'sent',
    title,
    outcomeId: await tellColleagues(writer, { ...enrolment, businessName }, step, advance),
  };
}
