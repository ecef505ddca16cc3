import { HOUR_MS, plusMs } from '@wedsync/domain/platform';
import type { Flow, FlowStep } from './flow.ts';
import type { Act, BranchQuestion } from './steps.ts';

/** Where a supplier's way through a playbook can end, besides reaching its goal. */
export const enrolmentStates = ['running', 'finished', 'goal_met', 'goal_missed', 'exited', 'cancelled'] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];

/** What becomes of one act: a message, a task or an alert. */
export const interventionStates = [
  'suppressed',
  'awaiting_approval',
  'scheduled',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'engaged',
  'cancelled',
] as const;
export type InterventionState = (typeof interventionStates)[number];

/** Where in a playbook a supplier is. */
export type Position = {
  /** Null: past the last step. */
  readonly step: string | null;
  /** Since when it stands there. */
  readonly since: Date;
};

/** What a walk has to ask of the world; each is asked at most once per step. */
export type World = {
  readonly answer: (question: BranchQuestion) => Promise<boolean>;
  readonly happenedSince: (event: string, since: Date) => Promise<boolean>;
};

export type Halt =
  | { readonly halt: 'act'; readonly act: Act; readonly after: string | null }
  | { readonly halt: 'wait'; readonly until: Date }
  | { readonly halt: 'end' };

/**
 * Walks from a position through everything that needs no act until one is due, time must pass, or the playbook ends. Ends because steps only ever lead
 * onwards.
 * @returns where it halted, and why
 * @throws Error when the flow has no such step: a position outlives no version but its own
 */
export async function walk(
  flow: Flow,
  from: Position,
  now: Date,
  world: World,
): Promise<{ position: Position; halt: Halt }> {
  if (from.step === null) return { position: from, halt: { halt: 'end' } };
  const step = flow.steps.get(from.step);
  if (step === undefined) throw new Error(`There is no step ${from.step}.`);
  const halt = await haltAt(step, from, now, world);
  if (halt !== null) return { position: from, halt };
  return walk(flow, { step: await onwards(step, world), since: now }, now, world);
}

async function haltAt(step: FlowStep, { since }: Position, now: Date, world: World): Promise<Halt | null> {
  if (step.does === 'stop') return { halt: 'end' };
  if (step.does === 'act') return { halt: 'act', act: step.act, after: step.next };
  if (step.does === 'ask') return null;
  const until = plusMs(since, step.hours * HOUR_MS);
  if (now >= until || (step.event !== null && (await world.happenedSince(step.event, since)))) return null;
  return { halt: 'wait', until };
}

async function onwards(step: FlowStep, world: World): Promise<string | null> {
  if (step.does === 'ask') return (await world.answer(step.question)) ? step.yes : step.no;
  return step.does === 'stop' ? null : step.next;
}
