import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alertTypes } from '@wedsync/domain/delivery';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeModes, thresholdsUnder } from './modes.ts';
import { monitors, titleOf } from './monitors.ts';
import type { WatchPolicy } from './policy.ts';
import { standingOf } from './standing.ts';
import { suggestedTuning, tuningProblems } from './tuning.ts';
import { valueWords } from './words.ts';

const policy: WatchPolicy = {
  id: 'all',
  weddingEnabled: true,
  weddingMinSuppliers: 20,
  weddingMinPercent: 5,
  weddingFactor: 0.5,
  weddingEscalateAfterMinutes: 5,
  seasonEnabled: true,
  northFrom: 5,
  northTo: 9,
  southFrom: 11,
  southTo: 3,
  seasonFactor: 5,
  seasonMinPercent: 20,
  version: 1,
  updatedAt: '2026-01-01T00:00:00Z',
};
const runbooks = fileURLToPath(new URL('../../../../../docs/runbooks/', import.meta.url));

describe.each(monitors)('the monitor $name', (monitor) => {
  test('comes with thresholds that may be kept, and leads to a runbook that is there', () => {
    expect(tuningProblems(monitor, suggestedTuning(monitor))).toEqual({});
    expect(existsSync(`${runbooks}${monitor.runbook}.md`)).toBe(true);
  });

  test('calls its own ideal healthy, whatever mode is in force', () => {
    const { because: _, ...thresholds } = thresholdsUnder(monitor.suggested, monitor, {
      inForce: ['wedding-day', 'peak-season'],
      policy,
    });
    const now = new Date('2026-06-13T12:00:00Z');
    const reading = { value: monitor.ideal, sample: monitor.minSample, note: null, takenAt: now };
    const tuning = { ...suggestedTuning(monitor), ...thresholds, needed: 1, of: 1 };
    expect(standingOf({ monitor, tuning, before: null, readings: [reading] }, { now, policy, inForce: [] }).state).toBe(
      'healthy',
    );
  });

  test('is told by an alert that exists', () => {
    const told = [monitor.toldBy ?? 'monitor-critical', 'monitor-warning'];
    expect(told.filter((type) => !alertTypes.some((row) => row.type === type))).toEqual([]);
  });
});

test('names of monitors are each used once', () => {
  expect(new Set(monitors.map(({ name }) => name)).size).toBe(monitors.length);
});

test('a line is named by what it looks at', () => {
  expect(titleOf({ title: 'Last sync' }, 'paypal')).toBe('Last sync, PayPal');
  expect(titleOf({ title: 'Churn' }, '60')).toBe('Churn, 60 days');
});

test('on a wedding day a monitor is never held to less than on any other day', () => {
  const sides = fc.constantFrom(...monitors.filter(({ tightens, growsWithWork }) => tightens && !growsWithWork));
  fc.assert(
    fc.property(sides, fc.double({ min: 0.05, max: 1, noNaN: true }), (monitor, weddingFactor) => {
      const { warning, critical } = thresholdsUnder(monitor.suggested, monitor, {
        inForce: ['wedding-day'],
        policy: { ...policy, weddingFactor },
      });
      const nearer = (moved: number, ordinary: number) =>
        expect(Math.abs(moved - monitor.ideal)).toBeLessThanOrEqual(Math.abs(ordinary - monitor.ideal) + 1e-9);
      nearer(warning, monitor.suggested.warning);
      nearer(critical, monitor.suggested.critical);
    }),
  );
});

describe('peak season', () => {
  const inForce = (now: string, southern: number, over: Partial<WatchPolicy> = {}) =>
    judgeModes({ ...policy, ...over }, { suppliers: 100, southern, atWedding: 0 }, new Date(now))[1];

  test.each([
    ['2026-04-30T22:59:59Z', false],
    // Midnight of May where reports are made.
    ['2026-04-30T23:00:00Z', true],
    ['2026-09-30T22:59:59Z', true],
    ['2026-09-30T23:00:00Z', false],
  ])('in the north at %s: %s', (now, expected) => {
    expect(inForce(now, 0)?.inForce).toBe(expected);
  });

  test('in the south runs over the new year, where enough suppliers are there', () => {
    expect(inForce('2026-01-10T12:00:00Z', 30)).toMatchObject({ inForce: true, why: expect.stringContaining('south') });
    expect(inForce('2026-01-10T12:00:00Z', 19)?.inForce).toBe(false);
  });

  test('says so when it is switched off', () => {
    expect(inForce('2026-07-10T12:00:00Z', 0, { seasonEnabled: false })).toMatchObject({
      inForce: false,
      why: 'Switched off.',
    });
  });

  test('lets counts grow and nothing else', () => {
    const eased = monitors.filter(
      (monitor) => thresholdsUnder(monitor.suggested, monitor, { inForce: ['peak-season'], policy }).because.length > 0,
    );
    expect(eased.every(({ growsWithWork, unit }) => growsWithWork && unit === 'count')).toBe(true);
    expect(eased.length).toBeGreaterThan(0);
  });
});

test('a wedding day takes both enough suppliers and enough of all of them', () => {
  const isOne = (atWedding: number, suppliers: number) =>
    judgeModes(policy, { suppliers, southern: 0, atWedding }, new Date('2026-06-13T12:00:00Z'))[0]?.inForce;
  expect([isOne(19, 100), isOne(20, 100), isOne(20, 400), isOne(20, 401)]).toEqual([false, true, true, false]);
});

test.each([
  ['ms', 90_000, '1.5 min'],
  ['ms', 240, '240 ms'],
  ['share', 0.975, '97.5 %'],
  ['days', 41.2, '41 d'],
  ['figure', null, 'no data'],
] as const)('a value in %s of %s reads %s', (unit, value, words) => {
  expect(valueWords(unit, value)).toBe(words);
});
