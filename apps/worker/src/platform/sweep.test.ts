import { expect, test } from 'vitest';
import { idChunks, sweepInPairs } from './sweep.ts';

const all = ['a', 'b', 'c', 'd', 'e'];
const idsAfter = async (after: string, limit: number) => all.filter((id) => id > after).slice(0, limit);
const never = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  [2, [['a', 'b'], ['c', 'd'], ['e']]],
  [5, [all]],
  [9, [all]],
])('chunks of %i name everything once, in order, and none is empty', async (chunk, expected) => {
  const seen: (readonly string[])[] = [];
  for await (const ids of idChunks(idsAfter, chunk)) seen.push(ids);
  expect(seen).toEqual(expected);
});

test('two chunks are under way at a time, and all have ended at the end', async () => {
  let [busy, most, done] = [0, 0, 0];
  await sweepInPairs({
    chunks: idChunks(idsAfter, 1),
    signal: never,
    work: async () => {
      most = Math.max(most, (busy += 1));
      await turn();
      busy -= 1;
      done += 1;
    },
  });
  expect([most, busy, done]).toEqual([2, 0, 5]);
});

test('told to leave, it begins nothing more and waits for what it began', async () => {
  const stop = new AbortController();
  const ended: string[] = [];
  await sweepInPairs({
    chunks: idChunks(idsAfter, 1),
    signal: stop.signal,
    work: async ([id = '']) => {
      if (id === 'b') stop.abort();
      await turn();
      ended.push(id);
    },
  });
  expect(ended).toEqual(['a', 'b']);
});

test('a chunk that fails while the next is read fails the sweep, and nothing else', async () => {
  const slowly = async (after: string, limit: number) => {
    await turn();
    await turn();
    return idsAfter(after, limit);
  };
  const failing = sweepInPairs({
    chunks: idChunks(slowly, 1),
    signal: never,
    work: () => Promise.reject(new Error('lost')),
  });
  await expect(failing).rejects.toThrow('lost');
});
