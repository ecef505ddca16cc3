import { askProvider, owedIn, restrictAccess, sendBillingLetter, updateCase, type CaseRow } from '@wedsync/db/billing';
import { emitEvents, type Writer } from '@wedsync/db/platform';
import { raiseTask } from '@wedsync/db/suppliers';
import { accessAfter, classPlans, letterOfStage, type DunningStage } from '@wedsync/domain/billing';
import type { Uuids } from '@wedsync/domain/platform';
import { dunningSource } from './follow-debts.ts';

/** A case whose stage has come, with a supplier to talk about. */
export type ActingCase = CaseRow & { readonly supplierId: string };

export type Acted = { readonly note: string; readonly messageId?: string };

type Acting = { readonly now: Date; readonly uuids: Uuids };
type Act = (writer: Writer, row: ActingCase, acting: Acting) => Promise<Acted>;

/** What each stage does besides its letter. */
const acts: Readonly<Record<DunningStage, Act>> = {
  notice: tellOrAsk,
  reminder: justLetter,
  restrict: takeAccess,
  suspend: takeAccess,
  cancel: endSubscription,
  win_back: proposeReturn,
};

/** Does what the stage is for and says what was done. Everything it does is a row of this transaction. */
export function actOnStage(writer: Writer, row: ActingCase, stage: DunningStage, acting: Acting): Promise<Acted> {
  return acts[stage](writer, row, acting);
}

/** Classes whose suppliers are not written to are somebody's task instead. */
async function tellOrAsk(writer: Writer, row: ActingCase, acting: Acting): Promise<Acted> {
  const plan = classPlans[row.declineClass];
  if (plan.words !== null) return letter(writer, row, 'notice', acting);
  if (row.declineClass === 'ours') await alertTeam(writer, row, acting.now);
  const title =
    row.declineClass === 'ours' ? `Payment of ${owedIn(row)} failed on our side` : 'Ask whether they want to leave';
  await raiseTask(writer, {
    supplierId: row.supplierId,
    type: 'dunning',
    reason: `dunning:${row.id}`,
    title,
    detail: `${plan.meaning} Dunning case ${row.id}.`,
    priority: 'high',
    dueOn: null,
    source: dunningSource,
  });
  return { note: 'A person was asked; the supplier is not written to about this.' };
}

async function alertTeam(writer: Writer, row: ActingCase, now: Date): Promise<void> {
  await emitEvents(writer, [
    {
      type: 'dunning.ours',
      supplierId: row.supplierId,
      resource: 'dunning-cases',
      resourceId: row.id,
      summary: `Payment of ${owedIn(row)} failed through our own doing (${row.declineCode ?? 'no reason given'})`,
      occurredAt: now,
    },
  ]);
}

function justLetter(writer: Writer, row: ActingCase, acting: Acting): Promise<Acted> {
  return letter(writer, row, 'reminder', acting);
}

async function takeAccess(writer: Writer, row: ActingCase, acting: Acting): Promise<Acted> {
  const stage = row.nextStage ?? 'restrict';
  const level = accessAfter[stage];
  if (row.subscriptionId === null || level === undefined)
    return { note: 'The invoice belongs to no subscription; nothing was restricted.' };
  const { subscriptionId, supplierId } = row;
  const because = `${owedIn(row)} is unpaid since ${row.openedAt.toISOString().slice(0, 10)}.`;
  await restrictAccess(writer, { subscriptionId, supplierId, level, source: dunningSource, because }, acting.now);
  await updateCase(writer, row.id, { access: level });
  const written = await letter(writer, row, stage, acting);
  return { ...written, note: `Access is ${level.replace('_', ' ')}. ${written.note}` };
}

/** The worker ends it at the provider; the case is lost from here on, unless the money comes after all. */
async function endSubscription(writer: Writer, row: ActingCase, acting: Acting): Promise<Acted> {
  if (row.subscriptionId !== null)
    await askProvider(writer, {
      kind: 'cancel',
      caseId: row.id,
      disputeId: null,
      supplierId: row.supplierId,
      targetId: row.subscriptionId,
      params: { invoiceId: row.invoiceId },
      actionRunId: null,
      requestedBy: writer.actor.id,
      requestedByName: 'Dunning',
    });
  const written = await letter(writer, row, 'cancel', acting);
  await updateCase(writer, row.id, { state: 'lost', closedAt: acting.now });
  return { ...written, note: `The subscription ends. ${written.note}` };
}

async function proposeReturn(writer: Writer, row: ActingCase, acting: Acting): Promise<Acted> {
  const back: unknown = await writer
    .sql('subscriptions')
    .where({ supplier_id: row.supplierId })
    .whereIn('status', ['trialing', 'active', 'past_due'])
    .first('id');
  if (back !== undefined) return { note: 'They have a subscription again.' };
  return letter(writer, row, 'win_back', acting);
}

async function letter(writer: Writer, row: ActingCase, stage: DunningStage, acting: Acting): Promise<Acted> {
  const template = letterOfStage[stage];
  if (template === undefined) return { note: 'There is no letter for this.' };
  const id = stage === 'win_back' ? (row.subscriptionId ?? '') : row.id;
  const about = { template, id, supplierId: row.supplierId, occasion: row.openedAt.toISOString() };
  const answer = await sendBillingLetter(writer, about, acting);
  const note = 'why' in answer ? `No letter: ${answer.why}` : 'A letter was sent.';
  return 'messageId' in answer ? { messageId: answer.messageId, note } : { note };
}
