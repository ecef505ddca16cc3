import { describe, expect, test } from 'vitest';
import { createPopulation } from './population.ts';

const options = { suppliers: 3_000, startEpoch: Date.UTC(2024, 0, 1) / 1_000, endEpoch: Date.UTC(2026, 0, 1) / 1_000 };
const population = createPopulation({ seed: 3, ...options });
const share = (matches: (supplier: (typeof population)[number]) => boolean) =>
  population.filter(matches).length / population.length;

describe('population', () => {
  test('is the same for a seed and another for another seed', () => {
    expect(createPopulation({ seed: 3, ...options })).toEqual(population);
    expect(createPopulation({ seed: 4, ...options })[0]).not.toEqual(population[0]);
  });

  test('mixes vendors, countries and billing as the parameters say', () => {
    expect(share(({ vendor }) => vendor.type === 'photographer')).toBeCloseTo(0.34, 1);
    expect(share(({ country }) => country.code === 'GB')).toBeCloseTo(0.78, 1);
    expect(share(({ interval }) => interval === 'year')).toBeCloseTo(0.3, 1);
  });

  test('plans are mixed 45/35/15/5', () => {
    expect(share(({ firstPlan }) => firstPlan === 'starter')).toBeCloseTo(0.45, 1);
    expect(share(({ firstPlan }) => firstPlan === 'professional')).toBeCloseTo(0.35, 1);
    expect(share(({ firstPlan }) => firstPlan === 'scale')).toBeCloseTo(0.15, 1);
    expect(share(({ firstPlan }) => firstPlan === 'enterprise')).toBeCloseTo(0.05, 1);
  });

  test('base hazards follow the beta of the parameters', () => {
    const mean = population.reduce((sum, { baseHazard }) => sum + baseHazard, 0) / population.length;
    expect(mean).toBeGreaterThan(0.028);
    expect(mean).toBeLessThan(0.037);
  });

  test('no two suppliers share a mail address, and none can reach anybody', () => {
    const addresses = population.flatMap(({ contacts }) => contacts.map(({ email }) => email));
    expect(addresses.every((address) => address.endsWith('.example'))).toBe(true);
    expect(new Set(population.map(({ contacts }) => contacts[0]?.email)).size).toBe(population.length);
  });
});
