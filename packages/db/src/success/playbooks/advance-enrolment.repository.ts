import { HOUR_MS, plusMs } from '@wedsync/domain/platform';
import { flowOf, walk, type EnrolmentState, type Position, type World } from '@wedsync/domain/success';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import type { Writer } from '../../platform/index.ts';
import { matchesSegment } from '../../segments/index.ts';
import { act } from './act.repository.ts';
import { endEnrolment } from './end-enrolment.repository.ts';
import { timesHappened } from './playbook-facts.queries.ts';
import type { Advance, RunningEnrolment } from './running-enrolment.repository.ts';

/** Rules come true without an event: every running enrolment is looked at this often. */
const lookAgainMs = HOUR_MS;

/**
 * Does everything that is due for one enrolment, in the transaction that holds it: what it did and where it stands then become true together, so a crash
 * repeats nothing and skips nothing. Goal and exits come before steps: nobody is asked for what they have just done. While the playbook is paused or all are
 * stopped it takes no step, but who has a reason to leave still leaves.
 */
export async function advanceEnrolment(writer: Writer, enrolment: RunningEnrolment, advance: Advance): Promise<void> {
  const end = await endOf(writer, enrolment, advance.now);
  if (end !== null) return endEnrolment(writer, enrolment, end, advance.now);
  const lookAgainAt = plusMs(advance.now, lookAgainMs);
  const held = enrolment.paused || advance.policy.stopped;
  const { position, until } = held
    ? { position: { step: enrolment.step, since: enrolment.stepSince }, until: lookAgainAt }
    : await follow(writer, enrolment, advance);
  await rest(writer, enrolment, position, [until, lookAgainAt, enrolment.goalDueAt]);
}

type End = { readonly state: Exclude<EnrolmentState, 'running' | 'cancelled' | 'finished'>; readonly reason: string };

/**
 * The hold-out reaches goals and leaves like everybody else: else the two could not be compared. However late this is asked, only what happened before the
 * goal was due counts, and a rule, which knows the present alone, no longer after that.
 */
async function endOf(writer: Writer, enrolment: RunningEnrolment, now: Date): Promise<End | null> {
  const { supplierId, enteredAt, goalDueAt, definition } = enrolment;
  const { goal, exit } = definition;
  const happened = async (event: string, times = 1) =>
    (await timesHappened(writer, supplierId, event, { since: enteredAt, until: goalDueAt })) >= times;
  const holds = async (rule: SegmentRule) => now <= goalDueAt && (await matchesSegment(writer, supplierId, rule, now));
  const met = 'rule' in goal ? await holds(goal.rule) : await happened(goal.event, goal.times);
  if (met) return { state: 'goal_met', reason: 'The goal was met.' };
  if (exit.onReply && (await happened('message.replied'))) return { state: 'exited', reason: 'They answered.' };
  if (exit.onPayment && (await happened('invoice.paid'))) return { state: 'exited', reason: 'They paid.' };
  if (exit.rule !== null && (await holds(exit.rule))) return { state: 'exited', reason: 'The rule to leave holds.' };
  return now >= goalDueAt ? { state: 'goal_missed', reason: 'The goal was not met in time.' } : null;
}

type Followed = { readonly position: Position; readonly until: Date };

/** Walks and acts until time must pass. */
async function follow(writer: Writer, enrolment: RunningEnrolment, advance: Advance): Promise<Followed> {
  const flow = flowOf(enrolment.definition.steps);
  const world = worldOf(writer, enrolment, advance.now);
  let position: Position = { step: enrolment.step, since: enrolment.stepSince };
  for (;;) {
    const walked = await walk(flow, position, advance.now, world);
    const { halt } = walked;
    if (halt.halt === 'end') return { position: { step: null, since: advance.now }, until: enrolment.goalDueAt };
    if (halt.halt === 'wait') return { position: walked.position, until: halt.until };
    const wait = await act(writer, enrolment, halt.act, walked.position.since, advance);
    if (wait !== null) return { position: walked.position, until: wait };
    position = { step: halt.after, since: advance.now };
  }
}

function worldOf(writer: Writer, { id, supplierId }: RunningEnrolment, now: Date): World {
  return {
    answer: (question) =>
      'rule' in question
        ? matchesSegment(writer, supplierId, question.rule, now)
        : wasEngagedWith(writer, id, question.engagedWith),
    happenedSince: async (event, since) => (await timesHappened(writer, supplierId, event, { since, until: now })) > 0,
  };
}

async function wasEngagedWith({ sql }: Writer, enrolmentId: string, step: string): Promise<boolean> {
  const found = await sql('interventions').where({ enrolment_id: enrolmentId, step, state: 'engaged' }).first('id');
  return found !== undefined;
}

async function rest(
  { sql }: Writer,
  { id }: RunningEnrolment,
  { step, since }: Position,
  times: readonly Date[],
): Promise<void> {
  const dueAt = times.reduce((earliest, time) => (time < earliest ? time : earliest));
  await sql('playbook_enrolments').where({ id }).update({ step, step_since: since, due_at: dueAt });
}
