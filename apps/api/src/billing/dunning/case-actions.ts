import {
  askProvider,
  failedAttempts,
  isUnderway,
  layPlan,
  lockCase,
  planOf,
  settleStep,
  updateCase,
  type CaseRow,
} from '@wedsync/db/billing';
import type { Reader, Writer } from '@wedsync/db/platform';
import {
  capStanding,
  capWindowDays,
  caseGraceInputSchema,
  caseNoInputSchema,
  caseNoteInputSchema,
  casePauseInputSchema,
  casePromiseInputSchema,
  HoldTooLong,
  longestGraceDays,
  longestHoldDays,
  NothingToSkip,
  NotOnHold,
  RetryNotAllowed,
  whyNotRetry,
  type CapStanding,
} from '@wedsync/domain/billing';
import {
  calendarDate,
  DAY_MS,
  dayBounds,
  daysBetween,
  defineError,
  plusMs,
  reportingZone,
} from '@wedsync/domain/platform';
import type { ActionContext, ActionPreview, RunReference } from '../../platform/index.ts';
import { defineCaseAction } from './case-action.ts';

type Lines = ActionPreview['lines'];

/** The first moment after the day, in the zone everybody here reads dates in. @throws HoldTooLong */
function endOf(day: string, now: Date): Date {
  const days = daysBetween(calendarDate(now), day);
  if (days < 0 || days > longestHoldDays) throw HoldTooLong({ days: longestHoldDays });
  return dayBounds(day, reportingZone).end;
}

async function nextLine(reader: Reader, row: CaseRow): Promise<Lines> {
  const [next] = await planOf(reader, row);
  const value = next === undefined ? 'Nothing more' : `${next.stage.replace('_', ' ')} on ${calendarDate(next.actsAt)}`;
  return [{ label: 'Then comes', value }];
}

async function hold(
  writer: Writer,
  { id }: CaseRow,
  held: Pick<CaseRow, 'holdKind' | 'heldUntil'>,
  reason: string | null,
): Promise<void> {
  await updateCase(writer, id, {
    ...held,
    holdReason: reason,
    heldBy: held.holdKind === null ? null : writer.actor.name,
  });
  const after = await lockCase(writer, id);
  if (after !== undefined) await layPlan(writer, after);
}

export const pauseCase = defineCaseAction({
  verb: 'pause',
  tells: 'dunning.pause',
  title: 'Pause',
  description: 'Nothing happens in this case until the day is over',
  reasonRequired: true,
  input: casePauseInputSchema,
  preview: (reader, row, { until }, { clock }) => nextLine(reader, { ...row, heldUntil: endOf(until, clock.now()) }),
  perform: async (writer, row, { until }, { clock }) => {
    await hold(writer, row, { holdKind: 'pause', heldUntil: endOf(until, clock.now()) }, writer.actor.reason ?? null);
    return { title: `Dunning paused until ${until}` };
  },
});

export const promiseToPay = defineCaseAction({
  verb: 'promise',
  tells: 'dunning.promise',
  title: 'Promise to pay',
  description: 'They said they will pay by a day; when they do not, it becomes a task',
  reasonRequired: false,
  input: casePromiseInputSchema,
  preview: (reader, row, { until }, { clock }) => nextLine(reader, { ...row, heldUntil: endOf(until, clock.now()) }),
  perform: async (writer, row, { until }, { clock }) => {
    await hold(writer, row, { holdKind: 'promise', heldUntil: endOf(until, clock.now()) }, writer.actor.reason ?? null);
    return { title: `Promised to pay by ${until}` };
  },
});

export const resumeCase = defineCaseAction({
  verb: 'resume',
  tells: 'dunning.resume',
  title: 'Go on',
  description: 'Ends a pause or a promise now',
  reasonRequired: false,
  input: caseNoInputSchema,
  whyNot: (_reader, { holdKind }) => Promise.resolve(holdKind === null ? NotOnHold({}).message : null),
  preview: (reader, row) => nextLine(reader, { ...row, heldUntil: null }),
  perform: async (writer, row) => {
    if (row.holdKind === null) throw NotOnHold({});
    await hold(writer, row, { holdKind: null, heldUntil: null }, null);
    return { title: 'Dunning goes on' };
  },
});

const GraceTooLong = defineError(
  'conflict',
  'grace-too-long',
  (p: { given: number }) =>
    `A case gets ${String(longestGraceDays)} days of grace at most, and has ${String(p.given)} already.`,
);

export const extendGrace = defineCaseAction({
  verb: 'extend-grace',
  tells: 'dunning.extend_grace',
  title: 'Extend grace',
  description: 'Adds days before access is touched; letters keep their days',
  reasonRequired: true,
  input: caseGraceInputSchema,
  preview: (reader, row, { days }) => {
    if (row.graceDays + days > longestGraceDays) throw GraceTooLong({ given: row.graceDays });
    return nextLine(reader, { ...row, graceDays: row.graceDays + days });
  },
  perform: async (writer, row, { days }) => {
    await updateCase(writer, row.id, { graceDays: row.graceDays + days });
    await layPlan(writer, { ...row, graceDays: row.graceDays + days });
    return { title: `${days} more days of grace` };
  },
});

export const skipStep = defineCaseAction({
  verb: 'skip-step',
  tells: 'dunning.skip_step',
  title: 'Skip the next step',
  description: 'The next step does not happen; the one after it keeps its day',
  reasonRequired: true,
  input: caseNoInputSchema,
  whyNot: (_reader, { nextStage }) => Promise.resolve(nextStage === null ? NothingToSkip({}).message : null),
  preview: async (reader, row) => {
    const [skipped, next] = await planOf(reader, row);
    const words = (stage: string | undefined) => stage?.replace('_', ' ') ?? 'Nothing';
    return [
      { label: 'Does not happen', value: words(skipped?.stage) },
      { label: 'Then comes', value: words(next?.stage) },
    ];
  },
  perform: async (writer, row, _input, { clock }) => {
    const { nextStage: stage } = row;
    if (stage === null) throw NothingToSkip({});
    const note = `Skipped by ${writer.actor.name}${writer.actor.reason === undefined ? '' : `: ${writer.actor.reason}`}`;
    await settleStep(writer, row, { stage, state: 'skipped', at: clock.now(), note });
    await layPlan(writer, row);
    return { title: `Skipped: ${stage.replace('_', ' ')}` };
  },
});

export const writeNote = defineCaseAction({
  verb: 'note',
  tells: 'dunning.note',
  title: 'Write a note',
  description: 'Adds to the story of the case',
  reasonRequired: false,
  input: caseNoteInputSchema,
  preview: (_reader, _row, { text }) => Promise.resolve([{ label: 'Note', value: text }]),
  perform: (_writer, _row, { text }) => Promise.resolve({ title: `Note: ${text}` }),
});

async function capOf(reader: Reader, row: CaseRow, now: Date): Promise<CapStanding> {
  return capStanding(
    row.cardBrand,
    await failedAttempts(reader, row.cardFingerprint, plusMs(now, -capWindowDays * DAY_MS)),
    now,
  );
}

async function whyNoRetry(reader: Reader, row: CaseRow, { clock }: ActionContext): Promise<string | null> {
  const requestUnderway = await isUnderway(reader, 'retry', row.invoiceId);
  return whyNotRetry({ ...row, class: row.declineClass, cap: await capOf(reader, row, clock.now()), requestUnderway });
}

export const retryNow = defineCaseAction({
  verb: 'retry',
  tells: 'dunning.retry',
  title: 'Retry now',
  description: 'Asks the bank again, once, within what the card network allows',
  reasonRequired: false,
  danger: true,
  input: caseNoInputSchema,
  whyNot: whyNoRetry,
  preview: async (reader, row, _input, context) => {
    const why = await whyNoRetry(reader, row, context);
    if (why !== null) throw RetryNotAllowed({ why });
    const { used, attempts, days } = await capOf(reader, row, context.clock.now());
    const window = days === 1 ? '24 hours' : `${days} days`;
    return [
      { label: 'Asks for', value: `Invoice ${row.invoiceId}` },
      { label: 'Tries with this card', value: `${used} of ${attempts} in ${window}` },
    ];
  },
  perform: async (writer, row, _input, context, run) => {
    const why = await whyNoRetry(writer, row, context);
    if (why !== null) throw RetryNotAllowed({ why });
    await ask(writer, row, 'retry', row.invoiceId, run);
    return { title: 'The payment is tried again', state: 'running' };
  },
});

export const makeCardLink = defineCaseAction({
  verb: 'card-link',
  tells: 'dunning.card_link',
  title: 'Make a link for a new card',
  description: 'A page of the provider where the supplier enters a new card; the link works for a short time',
  reasonRequired: false,
  input: caseNoInputSchema,
  whyNot: (_reader, { provider, customerId }) =>
    Promise.resolve(provider === 'stripe' && customerId !== null ? null : 'This provider has no such page.'),
  preview: (_reader, { customerId }) => Promise.resolve([{ label: 'For customer', value: customerId ?? '–' }]),
  perform: async (writer, row, _input, _context, run) => {
    await ask(writer, row, 'card_link', row.customerId ?? '', run);
    return { title: 'A link for a new card is being made', state: 'running' };
  },
});

async function ask(
  writer: Writer,
  row: CaseRow,
  kind: 'retry' | 'card_link',
  targetId: string,
  run: RunReference,
): Promise<void> {
  const { id: caseId, supplierId } = row;
  const by = { requestedBy: run.requestedBy, requestedByName: run.requestedByName, actionRunId: run.id };
  const asked = await askProvider(writer, { kind, caseId, disputeId: null, supplierId, targetId, ...by });
  if (asked === null) throw RetryNotAllowed({ why: 'The same is under way already.' });
}
