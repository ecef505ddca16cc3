import { findTask, moveTask, type TaskTransition } from '@wedsync/db/suppliers';
import type { Reader } from '@wedsync/db/platform';
import { idSchema, instantSchema, Invalid, NotFound } from '@wedsync/domain/platform';
import { snoozeRefusal, storableText, taskMoveRefusal, TaskNotPossible, type Task } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineAction, type Assessment, type RequestContext } from '../platform/index.ts';

const outcomeSchema = storableText(1_000).nullish().describe('What came of it');

export const completeTask = taskAction({
  verb: 'complete',
  title: 'Complete',
  description: 'Closes the task as done.',
  input: z.strictObject({ outcome: outcomeSchema }),
  transition: ({ outcome }) => ({ kind: 'complete', outcome: outcome ?? null }),
  effect: () => 'The task is closed as done.',
});

export const cancelTask = taskAction({
  verb: 'cancel',
  title: 'Cancel task',
  description: 'Closes the task without doing it.',
  input: z.strictObject({ outcome: outcomeSchema }),
  transition: ({ outcome }) => ({ kind: 'cancel', outcome: outcome ?? null }),
  effect: () => 'The task is closed without being done.',
});

export const snoozeTask = taskAction({
  verb: 'snooze',
  title: 'Snooze',
  description: 'Puts the task away until a time; meanwhile nothing raises it again.',
  input: z.strictObject({ until: instantSchema.describe('When it comes back') }),
  transition: ({ until }) => ({ kind: 'snooze', until: new Date(until) }),
  effect: ({ until }) => `It comes back on ${until}; until then nothing raises it again.`,
  refuse: ({ until }, { clock }) => snoozeRefusal(new Date(until), clock.now()),
});

export const reopenTask = taskAction({
  verb: 'reopen',
  title: 'Reopen',
  description: 'Takes a closed or snoozed task up again.',
  input: z.strictObject({}),
  transition: () => ({ kind: 'reopen' }),
  effect: () => 'The task is open again.',
});

export const assignTask = taskAction({
  verb: 'assign',
  title: 'Assign',
  description: 'Hands the task to somebody, or to nobody.',
  input: z.strictObject({ ownerId: idSchema('staff').nullable().describe('New owner') }),
  transition: ({ ownerId }) => ({ kind: 'assign', ownerId }),
  effect: ({ ownerId }) => (ownerId === null ? 'The task has no owner.' : 'The task changes hands.'),
});

type TaskActionParts<Input> = {
  readonly verb: TaskTransition['kind'];
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  readonly transition: (input: Input) => TaskTransition;
  readonly effect: (input: Input) => string;
  readonly refuse?: (input: Input, context: RequestContext) => string | null;
};

/** All moves of a task are alike: find it, see whether it can be moved so, move it. */
function taskAction<Input>({ verb, input, transition, effect, refuse, ...words }: TaskActionParts<Input>) {
  return defineAction<Input>({
    resource: 'tasks',
    verb,
    ...words,
    danger: false,
    reasonRequired: false,
    bulk: true,
    input,
    assess: async (reader, id, given, context) => {
      const task = await movable(reader, id, verb);
      const refusal = refuse?.(given, context) ?? null;
      if (refusal !== null) throw Invalid({ message: refusal }, { fields: { until: refusal } });
      return assessment(task, effect(given));
    },
    perform: async (writer, id, given) => ({
      state: 'succeeded',
      result: { task: await moveTask(writer, id, transition(given)) },
    }),
  });
}

async function movable(reader: Reader, id: string, verb: TaskTransition['kind']): Promise<Task> {
  const task = await findTask(reader, id);
  if (task === undefined) throw NotFound({ what: 'task', id });
  const why = taskMoveRefusal(task.status, verb);
  if (why !== null) throw TaskNotPossible({ why });
  return task;
}

function assessment(task: Task, effect: string): Assessment {
  const lines = [
    { label: 'Supplier', value: task.supplierName ?? 'None' },
    { label: 'Task', value: task.title },
    { label: 'Effect', value: effect },
  ];
  return {
    supplierId: task.supplierId,
    amount: null,
    approval: null,
    fingerprint: `${task.status}:${task.version}`,
    preview: { lines, warnings: [] },
  };
}
