import { expect, test } from 'vitest';
import { inBatches } from './batch.ts';

test('what arrives while the first is being kept travels together', async () => {
  const batches: number[][] = [];
  const keep = inBatches<number>(async (items) => void batches.push([...items]), { maxBatch: 10, lanes: 1 });
  await Promise.all([1, 2, 3, 4].map(keep));
  expect(batches.flat()).toEqual([1, 2, 3, 4]);
  expect(batches.length).toBeLessThan(4);
});

test('a batch that fails fails for each of its items, and the next is kept', async () => {
  const keep = inBatches<number>(
    async (items) => {
      if (items.includes(2)) throw new Error('down');
    },
    { maxBatch: 1, lanes: 1 },
  );
  const outcomes = await Promise.allSettled([1, 2, 3].map(keep));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
