import { describe, expect, it } from 'vitest';
import { isInTraining } from './churn-data.ts';

const horizon = (state: string) => ({ lastTraining: { state, at: '2026-06-01T00:00:00Z', words: null } });

describe('a horizon', () => {
  it('is in training until the job ends for good, between its attempts too', () =>
    expect(
      ['queued', 'running', 'failed', 'succeeded', 'dead', 'cancelled'].map((state) => isInTraining(horizon(state))),
    ).toEqual([true, true, true, false, false, false]));
  it('that was never trained is not in training', () => expect(isInTraining({ lastTraining: null })).toBe(false));
});
