import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge, monitorStates, rate, type MonitorState, type Patience } from './state.ts';

const patience = fc
  .record({ needed: fc.integer({ min: 1, max: 5 }), more: fc.integer({ min: 0, max: 5 }) })
  .filter(({ needed, more }) => more < needed)
  .map(({ needed, more }): Patience => ({ needed, of: needed + more }));
const state = fc.constantFrom(...monitorStates);
const badness: Readonly<Record<MonitorState, number>> = { unknown: 0, healthy: 1, warning: 2, critical: 3 };

/** Plays ratings one after the other as the house does. @returns the state after each */
function play(start: MonitorState, ratings: readonly MonitorState[], rules: Patience): MonitorState[] {
  let current = start;
  let since: MonitorState[] = [];
  return ratings.map((rating) => {
    since = [rating, ...since];
    const next = judge(current, since, rules);
    if (next !== current) since = [];
    current = next;
    return current;
  });
}

function changesIn(
  start: MonitorState,
  states: readonly MonitorState[],
): { at: number; from: MonitorState; to: MonitorState }[] {
  return states.flatMap((to, at) => {
    const from = states[at - 1] ?? start;
    return from === to ? [] : [{ at, from, to }];
  });
}

test('two changes of state are never closer than the readings a change needs', () => {
  fc.assert(
    fc.property(state, fc.array(state, { maxLength: 60 }), patience, (start, ratings, rules) => {
      const ends = changesIn(start, play(start, ratings, rules)).map(({ at }) => at);
      expect(ends.slice(1).every((at, index) => at - (ends[index] ?? 0) >= rules.needed)).toBe(true);
    }),
  );
});

test('what got worse does not get better before a whole window of better readings has passed', () => {
  fc.assert(
    fc.property(state, fc.array(state, { maxLength: 60 }), patience, (start, ratings, rules) => {
      const changes = changesIn(start, play(start, ratings, rules));
      for (const [index, { at, from, to }] of changes.entries()) {
        const better = to !== 'unknown' && badness[to] < badness[from];
        if (better) expect(at - (changes[index - 1]?.at ?? -1)).toBeGreaterThanOrEqual(rules.of);
      }
    }),
  );
});

test('a value that swings about a threshold changes the state at most once', () => {
  fc.assert(
    fc.property(patience, fc.integer({ min: 1, max: 40 }), (rules, swings) => {
      const ratings = Array.from({ length: swings * 2 }, (_, index): MonitorState =>
        index % 2 === 0 ? 'warning' : 'healthy',
      );
      fc.pre(rules.of > 1);
      expect(changesIn('healthy', play('healthy', ratings, rules)).length).toBeLessThanOrEqual(1);
    }),
  );
});

test('a constant input reaches the state it implies within one window, from wherever it starts', () => {
  fc.assert(
    fc.property(state, state, patience, (start, constant, rules) => {
      const states = play(
        start,
        Array.from({ length: rules.of }, () => constant),
        rules,
      );
      expect(states.at(-1)).toBe(constant);
    }),
  );
});

test('a constant input is never left again', () => {
  fc.assert(
    fc.property(state, patience, fc.integer({ min: 1, max: 30 }), (constant, rules, length) => {
      expect(
        new Set(
          play(
            constant,
            Array.from({ length }, () => constant),
            rules,
          ),
        ),
      ).toEqual(new Set([constant]));
    }),
  );
});

test('a single bad reading among good ones changes nothing where two of three are needed', () => {
  expect(play('healthy', ['healthy', 'critical', 'healthy', 'healthy', 'critical'], { needed: 2, of: 3 })).toEqual(
    Array.from({ length: 5 }, () => 'healthy'),
  );
});

const age = { worseWhen: 'higher', thresholds: { warning: 60, critical: 300 }, minSample: 0 } as const;
const share = { worseWhen: 'lower', thresholds: { warning: 0.98, critical: 0.9 }, minSample: 20 } as const;

test.each([
  [59.9, 'healthy'],
  [60, 'warning'],
  [299, 'warning'],
  [300, 'critical'],
])('an age of %d s is %s', (value, expected) => {
  expect(rate({ value, sample: null }, age)).toBe(expected);
});

test.each([
  [0.98, 'healthy'],
  [0.979, 'warning'],
  [0.9, 'warning'],
  [0.899, 'critical'],
])('a share of %d is %s', (value, expected) => {
  expect(rate({ value, sample: 20 }, share)).toBe(expected);
});

test('nothing to measure and too small a sample are unknown, however good the value', () => {
  expect(rate({ value: null, sample: null }, age)).toBe('unknown');
  expect(rate({ value: 1, sample: 19 }, share)).toBe('unknown');
});
