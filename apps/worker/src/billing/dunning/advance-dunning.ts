import {
  claimDueCase,
  claimEndedHolds,
  layPlan,
  lockCase,
  owedIn,
  putOffStep,
  settleStep,
  tellOfCase,
  updateCase,
  type CaseRow,
} from '@wedsync/db/billing';
import { channels, type Writer } from '@wedsync/db/platform';
import { deferWhileGuarded, guardOf, raiseTask } from '@wedsync/db/suppliers';
import type { DunningStage } from '@wedsync/domain/billing';
import { SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { GuardedAct } from '@wedsync/domain/suppliers';
import type { Drain, WorkerServices } from '../../platform/index.ts';
import { actOnStage, type ActingCase } from './act-on-stage.ts';
import { dunningSource, reviewDebts } from './follow-debts.ts';

type Services = Pick<WorkerServices, 'store' | 'clock' | 'uuids'>;

const holdsAtOnce = 50;

/** Acts on cases whose next stage has come, one transaction each; payments lock the same row, so none is acted on after its money came. */
export const advanceDunning: Drain = {
  name: 'dunning.advance',
  description:
    'Writes to suppliers whose payment failed, restricts access and ends subscriptions when the day has come',
  channel: channels.collections,
  sweepMs: 15 * SECOND_MS,
  concurrency: 1,
  drain: async (services) => (await endHolds(services)) + (await advanceNextCase(services)),
};

/** @returns 1 when a case was due, 0 when none was */
export async function advanceNextCase({ store, clock, uuids }: Services): Promise<number> {
  const actor = systemActor('dunning', uuids.next());
  return store.transact(actor, async (writer) => {
    const now = clock.now();
    const due = await claimDueCase(writer, now);
    if (due === undefined) return 0;
    // What came by hand is followed a moment later; nothing is taken from whoever paid in that moment.
    await reviewDebts(writer, [due.invoiceId], now);
    const row = await lockCase(writer, due.id);
    if (row !== undefined && isDue(row, now)) await advance(writer, row, now, { uuids });
    return 1;
  });
}

function isDue({ nextStepAt }: CaseRow, now: Date): boolean {
  return nextStepAt !== null && nextStepAt <= now;
}

async function advance(writer: Writer, row: CaseRow, now: Date, { uuids }: Pick<Services, 'uuids'>): Promise<void> {
  const { supplierId, nextStage: stage } = row;
  if (supplierId === null || stage === null) {
    await layPlan(writer, row);
    return;
  }
  if (await waits(writer, { ...row, supplierId }, stage, now)) return;
  const acting: ActingCase = { ...row, supplierId };
  const { note, messageId } = await actOnStage(writer, acting, stage, { now, uuids });
  await settleStep(writer, row, { stage, state: 'done', at: now, note, messageId: messageId ?? null });
  await updateCase(writer, row.id, { stage });
  const after = (await lockCase(writer, row.id)) ?? row;
  await layPlan(writer, after);
  await tellOfCase(writer, row, {
    type: `dunning.${stage}`,
    title: `${titles[stage]}: ${owedIn(row)}. ${note}`,
    at: now,
    key: `${stage}:${row.openedAt.toISOString()}`,
    detail: { stage },
  });
}

const titles: Readonly<Record<DunningStage, string>> = {
  notice: 'Payment failed',
  reminder: 'Payment reminder',
  restrict: 'Access made read-only',
  suspend: 'Access suspended',
  cancel: 'Subscription ended unpaid',
  win_back: 'Winning back',
};

const guardedAs: Readonly<Record<DunningStage, GuardedAct>> = {
  notice: 'message',
  reminder: 'message',
  restrict: 'restrict',
  suspend: 'suspend',
  cancel: 'cancel',
  win_back: 'message',
};

/** Weddings may have been added since the plan was laid, and a worker may come back on a Saturday: the guard is asked again at the last moment. */
async function waits(writer: Writer, row: ActingCase, stage: DunningStage, now: Date): Promise<boolean> {
  const { id, supplierId } = row;
  const thing = {
    supplierId,
    kind: guardedAs[stage],
    title: `${titles[stage]} (${owedIn(row)})`,
    source: dunningSource,
    sourceId: `${id}:${stage}`,
  };
  const until = await deferWhileGuarded(writer, thing, now);
  if (until === null) return false;
  await putOffStep(writer, row, until, (await guardOf(writer, supplierId, now))?.guard ?? null);
  return true;
}

/** Pauses and promises whose day has passed: the case goes on, and a promise that was not kept is somebody's task. */
async function endHolds({ store, clock, uuids }: Services): Promise<number> {
  const actor = systemActor('dunning', uuids.next());
  return store.transact(actor, async (writer) => {
    const now = clock.now();
    const held = await claimEndedHolds(writer, now, holdsAtOnce);
    for (const row of held) await endHold(writer, row, now);
    return held.length;
  });
}

async function endHold(writer: Writer, row: CaseRow, now: Date): Promise<void> {
  const free = { holdKind: null, heldUntil: null, holdReason: null, heldBy: null };
  await updateCase(writer, row.id, free);
  // What was due meanwhile comes now, one after the other.
  await layPlan(writer, { ...row, heldUntil: now });
  const broken = row.holdKind === 'promise' && row.state === 'open';
  await tellOfCase(writer, row, {
    type: 'dunning.resumed',
    title: broken ? `The promise to pay ${owedIn(row)} was not kept` : 'The pause ended; dunning goes on',
    at: now,
    key: `resumed:${now.toISOString()}`,
  });
  if (!broken || row.supplierId === null) return;
  await raiseTask(writer, {
    supplierId: row.supplierId,
    type: 'dunning',
    reason: `promise-broken:${row.id}`,
    title: `A promise to pay ${owedIn(row)} was not kept`,
    detail: `Talk to them before access ends. Dunning case ${row.id}.`,
    priority: 'high',
    dueOn: null,
    source: dunningSource,
  });
}
