import { expect, test } from 'vitest';
import { modelChanges, pointsWithin } from './history-range.ts';

const point = (day: string, modelVersion = 1) => ({
  day,
  score: 50,
  autoScore: 50,
  modelVersion,
  reconstructed: false,
});

test('a range counts back from the newest point, its first day included', () => {
  const history = [point('2026-01-01'), point('2026-04-15'), point('2026-06-10')];
  expect(pointsWithin(history, 56).map(({ day }) => day)).toEqual(['2026-04-15', '2026-06-10']);
});

test('a model that came back is a change as well; the first point is none', () => {
  const history = [point('2026-06-01', 2), point('2026-06-02', 3), point('2026-06-03', 3), point('2026-06-04', 2)];
  expect(modelChanges(history).map(({ day }) => day)).toEqual(['2026-06-02', '2026-06-04']);
});
