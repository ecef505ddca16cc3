import { describe, expect, test } from 'vitest';
import { standIn } from './queue-standing.ts';

const queue = (...ids: string[]) => ids.map((id) => ({ id }));

describe('standing in the queue', () => {
  test('begins at its head', () => {
    expect(standIn(queue('a', 'b'), { id: null, place: 0 })).toEqual({ id: 'a', place: 0 });
  });

  test('stays at the same task when a more urgent one arrives', () => {
    expect(standIn(queue('urgent', 'a', 'b'), { id: 'a', place: 0 })).toEqual({ id: 'a', place: 1 });
  });

  test('goes on to the task that takes the place of one that left', () => {
    expect(standIn(queue('a', 'c'), { id: 'b', place: 1 })).toEqual({ id: 'c', place: 1 });
    expect(standIn(queue('a'), { id: 'b', place: 1 })).toEqual({ id: 'a', place: 0 });
  });

  test('is nowhere once nothing is left', () => {
    expect(standIn([], { id: 'a', place: 0 })).toEqual({ id: null, place: 0 });
  });
});
