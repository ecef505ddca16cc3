import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefresher } from './refresher.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Answers take `answerMs`; says what was asked, and how many were under way at most. */
function screen(answerMs: number, again: readonly boolean[] = []) {
  const asked: string[] = [];
  const answered: string[] = [];
  const late = [...again];
  const refetch = async (resource: string) => {
    asked.push(resource);
    await new Promise((resolve) => setTimeout(resolve, answerMs));
    answered.push(resource);
    return late.shift() ?? false;
  };
  return { asked, answered, refetch };
}

describe('live events', () => {
  it('of a burst refetch a resource once', async () => {
    const { asked, refetch } = screen(0);
    const refresh = createRefresher(refetch);
    for (let count = 0; count < 20; count += 1) refresh(['tasks']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual(['tasks']);
  });

  it('that keep coming never cut off a slow answer', async () => {
    const { answered, refetch } = screen(2_000);
    const refresh = createRefresher(refetch);
    for (let count = 0; count < 50; count += 1) {
      refresh(['tasks']);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(answered).toEqual(['tasks', 'tasks']);
  });

  it('during a refetch are followed by one more', async () => {
    const { asked, refetch } = screen(2_000);
    const refresh = createRefresher(refetch);
    refresh(['tasks']);
    await vi.advanceTimersByTimeAsync(500);
    refresh(['tasks']);
    refresh(['tasks']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual(['tasks', 'tasks']);
  });

  it('that came while an older answer was under way are asked about again', async () => {
    const { asked, refetch } = screen(0, [true]);
    createRefresher(refetch)(['tasks']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toEqual(['tasks', 'tasks']);
  });
});
