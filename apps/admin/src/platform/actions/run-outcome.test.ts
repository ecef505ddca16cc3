import { expect, test } from 'vitest';
import { endings, outcomeOf } from './run-outcome.ts';

test('an action that says itself what became of it is not called done', () => {
  const keptBack = 'It was kept back.';
  expect(outcomeOf({ state: 'succeeded', result: { words: keptBack } })).toMatchObject({
    message: keptBack,
    type: 'info',
  });
  expect(outcomeOf({ state: 'succeeded', result: null }).message).toBe('Done.');
  expect(outcomeOf({ state: 'awaiting_approval', result: { words: keptBack } }).message).toContain('second person');
});

test('many are told apart by what became of them, those most alike first', () => {
  const of = (id: string, words: string | null) => ({ id, words });
  expect(endings([of('a', 'Kept back.'), of('b', 'Leaves.'), of('c', 'Leaves.'), of('d', null)])).toEqual([
    { words: 'Leaves.', count: 2 },
    { words: 'Kept back.', count: 1 },
    { words: 'Done.', count: 1 },
  ]);
});
