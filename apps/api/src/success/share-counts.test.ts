import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shareCounts, spacingMs } from './share-counts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Counts what happened by the time a count begins; a count takes 100 ms. */
function world() {
  const state = { happened: 0, counts: 0 };
  const ask = shareCounts(async () => {
    const seen = state.happened;
    state.counts += 1;
    await new Promise((wake) => setTimeout(wake, 100));
    return seen;
  });
  return { state, ask };
}

describe('counting for all who ask', () => {
  it('counts what happened before anybody asked, also while an older count is under way', async () => {
    const { state, ask } = world();
    const before = ask();
    await vi.advanceTimersByTimeAsync(50);
    state.happened = 1;
    const after = ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await Promise.all([before, after])).toEqual([0, 1]);
  });

  it('answers within half a second, so that the second event of a moment shows as soon as the first', async () => {
    const { state, ask } = world();
    void ask();
    await vi.advanceTimersByTimeAsync(10);
    state.happened = 1;
    const second = vi.fn();
    void ask().then(second);
    await vi.advanceTimersByTimeAsync(500);
    expect(second).toHaveBeenCalledWith(1);
  });

  it('counts once for a hundred who ask at once, and a few times a second however many ask', async () => {
    const { state, ask } = world();
    for (let tick = 0; tick < 100; tick += 1) {
      for (let reader = 0; reader < 10; reader += 1) void ask();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(state.counts).toBe(4);
  });

  it('tells everybody who shared it of a count that failed, and counts anew for the next', async () => {
    let broken = true;
    const ask = shareCounts(async () => {
      if (broken) throw new Error('away');
      return 1;
    });
    const [one, other] = [ask(), ask()].map((asked) => expect(asked).rejects.toThrow('away'));
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all([one, other]);
    broken = false;
    const later = ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await later).toBe(1);
  });

  it('leaves a slow database most of its time', () => {
    expect([10, 200, 5_000].map(spacingMs)).toEqual([300, 600, 2_000]);
  });
});
