import type { PlaybookDefinition, PlaybookGoal, PlaybookStep } from '@wedsync/domain/success';
import type { SegmentRule } from '@wedsync/domain/suppliers';

/** A rule somebody has just begun. */
export const newRule: SegmentRule = { all: [{ field: 'healthBand', operator: 'is' }] };

export const newDefinition: PlaybookDefinition = {
  trigger: { kind: 'event', event: 'health.dropped_to_at_risk' },
  who: null,
  purpose: 'success',
  steps: [{ id: 'task-1', kind: 'task', title: '', priority: 'high', dueInDays: 2 }],
  goal: { withinDays: 30, event: 'login', times: 3 },
  exit: { onReply: true, onPayment: false, rule: null },
  coolDownDays: 60,
  maxEntries: null,
  maxRunning: 500,
  holdoutPercent: 10,
  priority: 50,
  approveBeforeSend: true,
  endsOn: null,
};

/** One for suppliers on a plan that are likely to leave, asked for once a week. */
export function definitionForPlan(planCode: string): PlaybookDefinition {
  const who: SegmentRule = {
    all: [
      { field: 'plan', operator: 'is', value: planCode },
      { field: 'churnProbability', operator: 'atLeast', value: 0.15 },
    ],
  };
  return { ...newDefinition, trigger: newTriggers.schedule, who };
}

export const newTriggers: { readonly [K in PlaybookDefinition['trigger']['kind']]: PlaybookDefinition['trigger'] } = {
  event: { kind: 'event', event: '' },
  segment: { kind: 'segment', segmentId: '' },
  score: { kind: 'score', score: 'health', passes: 'below', mark: 50 },
  schedule: { kind: 'schedule', every: 'week', on: 1, hour: 9 },
};

export const newGoals = {
  event: (withinDays: number): PlaybookGoal => ({ withinDays, event: '', times: 1 }),
  rule: (withinDays: number): PlaybookGoal => ({ withinDays, rule: newRule }),
};

const fresh: { readonly [K in PlaybookStep['kind']]: (id: string) => PlaybookStep } = {
  message: (id) => ({ id, kind: 'message', channel: 'email', template: '' }),
  task: (id) => ({ id, kind: 'task', title: '', priority: 'normal', dueInDays: 2 }),
  alert: (id) => ({ id, kind: 'alert', text: '' }),
  wait: (id) => ({ id, kind: 'wait', hours: 72 }),
  wait_for: (id) => ({ id, kind: 'wait_for', event: '', hours: 168 }),
  branch: (id) => ({ id, kind: 'branch', when: { rule: newRule }, yes: [], no: [] }),
  stop: (id) => ({ id, kind: 'stop' }),
};

/** A step of a kind under an id no other step has: "message-2". */
export function newStep(kind: PlaybookStep['kind'], taken: readonly string[]): PlaybookStep {
  const stem = kind.replace('_', '-');
  let number = 1;
  while (taken.includes(`${stem}-${number}`)) number += 1;
  return fresh[kind](`${stem}-${number}`);
}

/** The steps with the one at `from` standing at `to`. */
export function moved<T>(steps: readonly T[], from: number, to: number): readonly T[] {
  const step = steps[from];
  if (step === undefined || to < 0 || to >= steps.length) return steps;
  const rest = steps.filter((_each, index) => index !== from);
  return [...rest.slice(0, to), step, ...rest.slice(to)];
}
