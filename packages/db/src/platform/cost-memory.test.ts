import { describe, expect, test } from 'vitest';
import { createCostMemory } from './cost-memory.ts';

/** Counting that costs time on a clock of its own. */
function counting(costMs: number) {
  let nowMs = 0;
  let counts = 0;
  const memory = createCostMemory<number>({ nowMs: () => nowMs });
  const total = (key = 'all') =>
    memory.get(key, async () => {
      nowMs += costMs;
      counts += 1;
      return counts;
    });
  return { total, known: () => memory.known('all'), pass: (ms: number) => void (nowMs += ms), counts: () => counts };
}

describe('the memory of counts', () => {
  test('never keeps a cheap count, so small lists are exact to the moment', async () => {
    const { total } = counting(2);
    expect([await total(), await total()]).toEqual([1, 2]);
  });

  test('keeps an expensive count for fifty times what it cost, and no longer', async () => {
    const { total, pass } = counting(100);
    await total();
    pass(4_999);
    expect(await total()).toBe(1);
    pass(1);
    expect(await total()).toBe(2);
  });

  test('keeps nothing for longer than a minute', async () => {
    const { total, pass } = counting(5_000);
    await total();
    pass(59_999);
    expect(await total()).toBe(1);
    pass(1);
    expect(await total()).toBe(2);
  });

  test('tells what it knows without counting', async () => {
    const { total, known, pass } = counting(100);
    expect(known()).toBeUndefined();
    await total();
    expect(known()).toBe(1);
    pass(5_000);
    expect(known()).toBeUndefined();
  });

  test('counts once for many who ask at the same moment', async () => {
    const { total, counts } = counting(100);
    expect(await Promise.all([total(), total(), total()])).toEqual([1, 1, 1]);
    expect(counts()).toBe(1);
  });

  test('does not hand one question the answer of another', async () => {
    const { total } = counting(100);
    expect([await total('a'), await total('b')]).toEqual([1, 2]);
  });

  test('a count that failed is counted again by whoever waited for it', async () => {
    const memory = createCostMemory<number>({ nowMs: () => 0 });
    const failing = memory.get('all', () => Promise.reject(new Error('cut')));
    const waiting = memory.get('all', () => Promise.resolve(7));
    await expect(failing).rejects.toThrow('cut');
    expect(await waiting).toBe(7);
  });
});
