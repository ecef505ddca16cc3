import { describe, expect, test } from 'vitest';
import { monthlyHazard } from './hazard.ts';
import { createPopulation } from './population.ts';
import type { SupplierState } from './supplier.ts';

const now = Date.UTC(2025, 5, 1) / 1_000;
const [profile] = createPopulation({ seed: 1, suppliers: 1, startEpoch: now - 400 * 86_400, endEpoch: now });

function stateWith(change: Partial<SupplierState>): SupplierState {
  return {
    number: 1,
    stage: 'paying',
    engagement: 0,
    engagementMean: 0,
    milestones: [],
    features: ['calendar'],
    openTickets: 0,
    plan: 'starter',
    interval: 'month',
    customerId: 'cus_1',
    subscriptionId: 'sub_1',
    paymentMethodId: 'pm_1',
    inPaymentTrouble: false,
    payingSince: now - 100 * 86_400,
    leaving: null,
    churnedAt: null,
    churnCause: null,
    eventCounts: {},
    ...change,
  };
}

function hazardWith(change: Partial<SupplierState>): number {
  if (!profile) throw new Error('no supplier');
  return monthlyHazard(profile, stateWith(change), now).hazard;
}

describe('monthly hazard', () => {
  test('is a probability even for extreme suppliers', () => {
    for (const engagement of [-8, 0, 8]) {
      expect(hazardWith({ engagement })).toBeGreaterThan(0);
      expect(hazardWith({ engagement })).toBeLessThan(1);
    }
  });

  test('falls with engagement', () => {
    expect(hazardWith({ engagement: 1 })).toBeLessThan(hazardWith({ engagement: 0 }));
  });

  test('rises with payment trouble, open tickets and a plan too large', () => {
    const calm = hazardWith({});
    expect(hazardWith({ inPaymentTrouble: true })).toBeGreaterThan(calm);
    expect(hazardWith({ openTickets: 2 })).toBeGreaterThan(calm);
    expect(hazardWith({ plan: 'enterprise' })).toBeGreaterThan(calm);
  });

  test('its parts sum to its logit', () => {
    if (!profile) throw new Error('no supplier');
    const { hazard, parts } = monthlyHazard(profile, stateWith({ engagement: -1, openTickets: 1 }), now);
    const sum = Object.values(parts).reduce((total, part) => total + part, 0);
    expect(sum).toBeCloseTo(Math.log(hazard / (1 - hazard)), 9);
  });
});
