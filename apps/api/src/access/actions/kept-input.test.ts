import { actionRunSchema, permissionsOf } from '@wedsync/domain/access';
import type { Principal } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineAction } from '../../platform/index.ts';
import { auditedInput, withoutWords } from './kept-input.ts';

const never = () => Promise.reject(new Error('Not asked.'));
const close = defineAction({
  resource: 'tasks',
  verb: 'complete',
  title: 'Complete',
  description: 'Done',
  danger: false,
  reasonRequired: false,
  auditedInputs: ['how'],
  input: z.object({ how: z.string(), outcome: z.string() }),
  assess: never,
  perform: never,
});

const run = actionRunSchema.parse({
  ...{ id: 'run_1', action: 'tasks.complete', resource: 'tasks', verb: 'complete', targetId: 'task_1' },
  ...{ supplierId: null, state: 'succeeded', requestedBy: 'stf_1', requestedByName: 'Carla', reason: null, version: 1 },
  ...{ amount: null, approvalId: null, error: null, requestedAt: '2026-06-01T09:00:00.000Z', finishedAt: null },
  input: { outcome: 'Rose is ill' },
  result: { task: { outcome: 'Rose is ill' }, taskId: 'task_1' },
});

const reader = (id: string, role: string): Principal => ({
  ...{ kind: 'staff', id, name: id, email: null, roles: [role], scope: { kind: 'all' } },
  permissions: permissionsOf([role]),
});

describe('what is kept of an action’s input', () => {
  test('the audit trail knows the values that the action lists, and of the others that they were given', () =>
    expect(auditedInput(close, { how: 'call', outcome: 'Rose is ill' })).toEqual({ how: 'call', outcome: '(given)' }));

  test('who may not see contacts in full is told that something was said, and not what', () => {
    const shown = withoutWords(run, reader('stf_2', 'marketing'));
    expect(shown.input).toEqual({ outcome: '(given)' });
    expect(shown.result).toEqual({ task: '(given)', taskId: 'task_1' });
  });

  test.each([
    ['stf_1', 'marketing'],
    ['stf_2', 'cs_manager'],
  ])('%s as %s reads it whole', (id, role) => expect(withoutWords(run, reader(id, role))).toEqual(run));
});
