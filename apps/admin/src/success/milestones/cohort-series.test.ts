import type { MilestoneCohort } from '@wedsync/domain/success';
import { expect, test } from 'vitest';
import { cohortSeries } from './cohort-series.ts';

const cohort = (curve: MilestoneCohort['curve']): MilestoneCohort => ({
  id: 'mil_a:venue:all',
  milestoneId: 'mil_a',
  title: 'A',
  position: 10,
  targetDays: 7,
  vendorType: 'venue',
  cohort: 'all',
  suppliers: 4,
  reached: 2,
  medianDays: null,
  p75Days: null,
  curve,
  measuredAt: '2026-06-10T09:00:00Z',
});

test('a curve keeps its height until the next thing happens', () =>
  expect(
    cohortSeries([
      cohort([
        { day: 1, share: 0.25 },
        { day: 3, share: 0.5 },
      ]),
    ]),
  ).toEqual({ days: [0, 1, 2, 3], series: [{ label: 'A', values: [0, 0.25, 0.25, 0.5] }] }));

test('nothing that happened draws nothing', () => expect(cohortSeries([cohort([])]).days).toEqual([]));

test('a long way is drawn at no more days than can be told apart', () => {
  const { days, series } = cohortSeries([cohort([{ day: 400, share: 1 }])]);
  expect([days.length <= 61, series[0]?.values.at(-1)]).toEqual([true, 1]);
});
