import { describe, expect, test } from 'vitest';
import { expectedSaving, measuredShare, rankOptions } from './saved-share.ts';

const arm = (n: number, stayed: number) => ({ n, successes: stayed });

describe('the share that a playbook saves', () => {
  test('is how many fewer leave than without it', () => {
    // One in five leaves without it, one in ten with it: half of those who would have left stay.
    expect(measuredShare(arm(9_000, 8_100), arm(1_000, 800), 0.05)?.share).toBeCloseTo(0.5);
  });

  test('is never below nothing nor above everybody', () => {
    expect(measuredShare(arm(9_000, 6_300), arm(1_000, 800), 0.05)?.share).toBe(0);
    expect(measuredShare(arm(9_000, 9_000), arm(1_000, 800), 0.05)?.share).toBe(1);
  });

  test.each([
    ['an arm is small', arm(500, 450), arm(19, 15)],
    ['the planned sample is not there', arm(90, 80), arm(30, 20)],
    ['nobody held out left', arm(9_000, 8_900), arm(1_000, 1_000)],
  ])('is not known while %s', (_case, treated, heldOut) => {
    expect(measuredShare(treated, heldOut, 0.05)).toBeNull();
  });
});

describe('the best that can be done', () => {
  const measured = (share: number) => ({ share, treated: arm(900, 800), heldOut: arm(100, 80) });
  const playbook = (id: string, share: number | null) => ({
    id,
    name: id,
    measured: share === null ? null : measured(share),
  });

  const ranked = (playbooks: Parameters<typeof rankOptions>[0]) =>
    rankOptions(playbooks, 0.2).map((option) => option.playbook?.id ?? 'call');

  test('is a call while no playbook may be started', () => {
    expect(rankOptions([], 0.2)).toEqual([{ playbook: null, share: 0.2, measured: null }]);
  });

  test('is a playbook that nobody has measured, before a call that counts the same', () => {
    expect(ranked([playbook('a', null)])).toEqual(['a', 'call']);
  });

  test('is what was measured to save most, and a call where all playbooks were measured to do less', () => {
    expect(ranked([playbook('a', 0.3), playbook('b', 0.5), playbook('c', null)])).toEqual(['b', 'a', 'c', 'call']);
    expect(ranked([playbook('a', 0.05)])).toEqual(['call', 'a']);
  });

  test('is worth the probability of leaving times what is left times its share', () => {
    expect(expectedSaving(0.25, 100_000, { share: 0.2 })).toBe(5_000);
    expect(expectedSaving(0.25, null, { share: 0.2 })).toBeNull();
    expect(expectedSaving(null, 100_000, { share: 0.2 })).toBeNull();
  });
});
