import { describe, expect, test } from 'vitest';
import { usualPolicy } from './policy.ts';
import { judgeStart, type StartFacts } from './start.ts';

const at = new Date('2026-06-10T09:00:00Z');
const free: StartFacts = {
  timeZone: 'Europe/London',
  weddingDates: [],
  blockedBy: null,
  openDispute: false,
  lastHumanContactAt: null,
  lastEnteredAt: null,
  entries: 0,
  running: false,
  coolDownDays: 30,
  maxEntries: null,
  openTask: false,
  meant: true,
  heldOut: false,
  busyWith: null,
  full: false,
  endsOn: null,
};
const judged = (over: Partial<StartFacts>, policy = usualPolicy) => judgeStart({ ...free, ...over }, at, policy);

describe('a playbook started by hand', () => {
  test.each<[string, Partial<StartFacts>]>([
    ['not meant', { meant: false }],
    ['held out', { heldOut: true }],
    ['Win back has', { busyWith: 'Win back' }],
    ['in this playbook now', { running: true, busyWith: 'This one', full: true }],
    ['As many suppliers', { full: true }],
    ['since 2026-06-09', { endsOn: '2026-06-09' }],
    ['pinned note', { blockedBy: 'Bereaved' }],
    ['dispute', { openDispute: true, meant: false }],
    ['2 is the most', { entries: 2, maxEntries: 2 }],
  ])('is refused with the reason: %s', (words, over) => {
    expect(judged(over).refused).toContain(words);
  });

  test('is refused while all are stopped, whoever asks', () => {
    expect(judged({}, { ...usualPolicy, stopped: true }).refused).toBe('All playbooks are stopped.');
  });

  test('may start right after a call, which automation would wait for, and says so', () => {
    const { refused, putAside } = judged({ lastHumanContactAt: at, lastEnteredAt: at, openTask: true });
    expect(refused).toBeNull();
    expect(putAside).toHaveLength(3);
  });
});
