import { describe, expect, test } from 'vitest';
import { advanceHead, type OutboxHead } from './outbox-head.ts';

const at = (settled: number): OutboxHead => ({ settled, waiting: null });
const sight = (ids: number[], xmin: number, barrier: number) => ({
  ids,
  xmin: BigInt(xmin),
  barrier: BigInt(barrier),
});

describe('the head of the outbox', () => {
  test('follows events without a gap, whatever else is open', () => {
    expect(advanceHead(at(3), sight([4, 5, 6], 90, 100)).settled).toBe(6);
  });

  test('stops before a gap while a transaction is open', () => {
    const head = advanceHead(at(3), sight([4, 6], 90, 100));
    expect(head).toEqual({ settled: 4, waiting: { upTo: 6, barrier: 100n } });
  });

  test('passes no gap at first sight: a snapshot in which nothing is open may be older than whoever fills it', () => {
    const seen = advanceHead(at(3), sight([4, 6], 100, 102));
    expect(seen.settled).toBe(4);
    expect(advanceHead(seen, sight([5, 6], 101, 103)).settled).toBe(6);
    expect(advanceHead(seen, sight([6], 102, 103))).toEqual({ settled: 6, waiting: null });
  });

  test('passes a gap when all that were open when it was seen have ended, though others are open now', () => {
    const seen = advanceHead(at(3), sight([6], 90, 100));
    expect(advanceHead(seen, sight([6], 99, 120)).settled).toBe(3);
    expect(advanceHead(seen, sight([6, 9], 100, 130))).toEqual({ settled: 6, waiting: { upTo: 9, barrier: 130n } });
  });

  test('takes an event that fills the gap in its place', () => {
    const seen = advanceHead(at(3), sight([5], 90, 100));
    expect(advanceHead(seen, sight([4, 5], 95, 101))).toEqual({ settled: 5, waiting: null });
  });
});
