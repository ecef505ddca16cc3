import { describe, expect, test } from 'vitest';
import { monthIndex, monthsBetween, weekday } from './calendar.ts';
import { createPopulation } from './population.ts';
import { seasonFactor, weddingsKnown, weddingsOfMonth } from './seasons.ts';

const startEpoch = Date.UTC(2024, 0, 1) / 1_000;
const endEpoch = Date.UTC(2026, 0, 1) / 1_000;
const suppliers = createPopulation({ seed: 7, suppliers: 200, startEpoch, endEpoch });
const weddings = suppliers.flatMap((profile) =>
  monthsBetween(startEpoch, endEpoch).flatMap((month) => weddingsOfMonth(7, profile, month)),
);

describe('wedding season', () => {
  test('seven weddings in ten are on a Saturday', () => {
    const saturdays = weddings.filter(({ date }) => weekday(date) === 6).length;
    expect(saturdays / weddings.length).toBeCloseTo(0.7, 1);
  });

  test('the number of weddings in a month is Poisson: variance equals mean', () => {
    const [profile] = suppliers;
    if (!profile) throw new Error('no supplier');
    const july = Date.UTC(2024, 6, 1) / 1_000;
    const counts = Array.from({ length: 3_000 }, (_, seed) => weddingsOfMonth(seed, profile, july).length);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(variance / mean).toBeGreaterThan(0.9);
    expect(variance / mean).toBeLessThan(1.1);
  });

  test('British suppliers marry people in summer, Australian ones in their summer', () => {
    const share = (country: string, months: number[]) => {
      const dates = suppliers
        .filter((profile) => profile.country.code === country)
        .flatMap((profile) =>
          monthsBetween(startEpoch, endEpoch).flatMap((month) => weddingsOfMonth(7, profile, month)),
        );
      return dates.filter(({ date }) => months.includes(monthIndex(date))).length / dates.length;
    };
    expect(share('GB', [5, 6, 7])).toBeGreaterThan(0.4);
    expect(share('AU', [5, 6, 7])).toBeLessThan(0.15);
  });

  test('a season factor is one on average over the year', () => {
    for (const profile of suppliers.slice(0, 20)) {
      const year = Array.from({ length: 12 }, (_, month) =>
        seasonFactor(profile, Date.UTC(2024, month, 10) / 1_000, 'blend'),
      );
      expect(year.reduce((sum, factor) => sum + factor, 0) / 12).toBeCloseTo(1, 6);
    }
  });

  test('nobody knows a wedding before it is booked', () => {
    const now = Date.UTC(2025, 3, 1) / 1_000;
    const known = suppliers.flatMap((profile) => weddingsKnown(7, profile, now));
    expect(known.length).toBeGreaterThan(100);
    expect(known.every(({ bookedAt }) => bookedAt <= now)).toBe(true);
  });
});
