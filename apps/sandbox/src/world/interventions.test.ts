import { describe, expect, test } from 'vitest';
import { monthlyHazard } from './hazard.ts';
import { contactEffect, upliftBySegment } from './interventions.ts';
import { createPopulation } from './population.ts';
import type { SupplierState, Touch } from './supplier.ts';

const DAY = 86_400;
const now = Date.UTC(2026, 5, 1) / 1_000;
const profiles = createPopulation({ seed: 3, suppliers: 40, startEpoch: now - 400 * DAY, endEpoch: now });
const touched = (...daysAgo: number[]): Touch[] => daysAgo.map((days) => ({ at: now - days * DAY, channel: 'email' }));

function stateOf(number: number, change: Partial<SupplierState> = {}): SupplierState {
  return {
    number,
    stage: 'paying',
    engagement: -1,
    engagementMean: 0,
    milestones: [],
    features: ['calendar'],
    openTickets: 0,
    plan: 'starter',
    interval: 'month',
    customerId: `cus_${number}`,
    subscriptionId: `sub_${number}`,
    paymentMethodId: null,
    inPaymentTrouble: false,
    payingSince: now - 100 * DAY,
    leaving: null,
    churnedAt: null,
    churnCause: null,
    eventCounts: {},
    ...change,
  };
}

const whom = (change: Partial<SupplierState>) =>
  profiles.map((profile) => ({ profile, state: stateOf(profile.number, change) }));

describe('advice that reaches a supplier', () => {
  test('changes nothing where none did, so worlds without it stay as they were', () => {
    expect(contactEffect(stateOf(1), now)).toBe(0);
    for (const { profile, state } of whom({})) {
      const { hazard, withoutContact } = monthlyHazard(profile, state, now);
      expect(hazard).toBe(withoutContact);
    }
  });

  test('brings the quiet back, bothers the busy, and who is on the largest plan in any mood', () => {
    const effect = (change: Partial<SupplierState>) =>
      contactEffect(stateOf(1, { touches: touched(0), ...change }), now);
    expect(effect({ engagement: -1 })).toBeLessThan(0);
    expect(effect({ engagement: 1 })).toBeGreaterThan(0);
    expect(effect({ engagement: -1, plan: 'enterprise' })).toBeGreaterThan(0);
  });

  test('fades by half in a month, and does not count before it came', () => {
    const effect = (daysAgo: number) => contactEffect(stateOf(1, { touches: touched(daysAgo) }), now);
    expect(effect(30) / effect(0)).toBeCloseTo(0.5, 9);
    expect(effect(-1)).toBe(0);
  });

  test('annoys when it comes too often', () => {
    const often = contactEffect(stateOf(1, { touches: touched(0, 1, 2, 3, 4, 5) }), now);
    expect(often).toBeGreaterThan(contactEffect(stateOf(1, { touches: touched(0, 1) }), now));
  });
});

describe('the truth about uplift', () => {
  test('is the hazard of everybody untouched less that of everybody touched once, segment by segment', () => {
    const [quiet] = upliftBySegment(whom({}), monthlyHazard, now);
    expect(quiet).toMatchObject({ plan: 'starter', mood: 'quiet', suppliers: 40, reached: 0 });
    expect(quiet?.uplift).toBeGreaterThan(0.005);
    expect(quiet?.uplift).toBeCloseTo((quiet?.hazardWithout ?? 0) - (quiet?.hazardWith ?? 0), 12);
  });

  test('does not depend on whom anything has reached already', () => {
    const [touchedAlready] = upliftBySegment(whom({ touches: touched(1, 2, 3) }), monthlyHazard, now);
    const [untouched] = upliftBySegment(whom({}), monthlyHazard, now);
    expect(touchedAlready).toEqual({ ...untouched, reached: 40 });
  });

  test('is below zero where advice drives suppliers away', () => {
    expect(upliftBySegment(whom({ engagement: 1 }), monthlyHazard, now)[0]?.uplift).toBeLessThan(0);
  });
});
