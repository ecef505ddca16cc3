import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Agenda } from './agenda.ts';

test('acts come out by time, and in the order of planning when the time is the same', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const agenda = new Agenda<number>();
      times.forEach((at, index) => agenda.plan(at, index));
      const taken = times.map(() => agenda.takeDue(Infinity));
      const expected = times.map((at, index) => ({ at, index })).toSorted((a, b) => a.at - b.at || a.index - b.index);
      expect(taken.map((planned) => planned?.act)).toEqual(expected.map(({ index }) => index));
      expect(agenda.nextAt()).toBeUndefined();
    }),
  );
});

test('nothing is taken before its time', () => {
  const agenda = new Agenda<string>();
  agenda.plan(10, 'later');
  expect(agenda.takeDue(9)).toBeUndefined();
  expect(agenda.takeDue(10)?.act).toBe('later');
});
