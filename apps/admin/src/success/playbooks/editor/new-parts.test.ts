import { playbookDefinitionSchema } from '@wedsync/domain/success';
import { expect, test } from 'vitest';
import { moved, newDefinition, newStep } from './new-parts.ts';

test('a moved step stands where it was put, and none is lost', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

test('a new step has an id that no other has', () => {
  expect(newStep('wait_for', ['wait-for-1', 'wait-for-2']).id).toBe('wait-for-3');
});

test('of a new playbook only the words of its task are missing', () => {
  const read = playbookDefinitionSchema([]).safeParse(newDefinition);
  expect(read.error?.issues.map(({ path }) => path)).toEqual([['steps', 0, 'title']]);
});
