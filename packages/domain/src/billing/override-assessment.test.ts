import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '@wedsync/domain/platform';
import {
  assessOverride,
  whyOverrideNeedsApproval,
  type OverrideFacts,
  type OverrideInput,
} from './override-assessment.ts';

const now = new Date('2026-06-08T10:00:00Z');
const plan = (code: string, rank: number, monthMinor: number | null, features: string[], members: number | null) => ({
  code,
  rank,
  monthMinor,
  grants: { features, limits: { team_members: members } },
});
const plans = [
  plan('starter', 1, 1_900, ['calendar'], 1),
  plan('professional', 2, 4_900, ['calendar', 'contracts'], 3),
  plan('enterprise', 3, 14_900, ['calendar', 'contracts', 'reports', 'api'], 50),
];
const facts = (over: Partial<OverrideFacts> = {}, days = 31): OverrideFacts => ({
  now,
  expiresAt: new Date(now.getTime() + days * DAY_MS),
  currency: 'GBP',
  plans,
  planCode: 'professional',
  grants: plans[1]?.grants ?? null,
  active: [],
  ...over,
});
const input = (kind: OverrideInput['kind'], key: string, limitValue?: number | null): OverrideInput => ({
  kind,
  key,
  ...(limitValue === undefined ? {} : { limitValue }),
  expiresOn: '2026-07-09',
});
const why = (about: OverrideFacts, given: OverrideInput, earlier = 0) => {
  const assessment = assessOverride(about, given);
  const sum = earlier + assessment.worth.amountMinor;
  return whyOverrideNeedsApproval(about, given, assessment, { byActorMinor: sum, toSupplierMinor: sum });
};

describe('an override', () => {
  test.each([
    ['a feature', input('feature', 'reports')],
    ['a limit', input('limit', 'team_members', 50)],
    ['a plan', input('plan', 'enterprise')],
  ])('of %s is worth what the cheapest plan that gives as much costs more', (_what, given) => {
    // 100.00 a month over 31 of 365 days of twelve months.
    expect(assessOverride(facts(), given).worth).toEqual({ amountMinor: 10_192, currency: 'GBP' });
  });

  test('a limit just above the plan is worth the next plan, not the dearest', () => {
    const starter = facts({ planCode: 'starter', grants: plans[0]?.grants ?? null });
    expect(assessOverride(starter, input('limit', 'team_members', 2)).worth.amountMinor).toBe(3_058);
  });

  test('piece by piece never comes to more than one person may give at once', () => {
    const pieces = ['reports', 'api'].map((key) => input('feature', key));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 20 }), (asked) => {
        const alone = asked.reduce((sum, given) => {
          const { amountMinor } = assessOverride(facts(), given).worth;
          return why(facts(), given, sum) === null ? sum + amountMinor : sum;
        }, 0);
        expect(alone).toBeLessThanOrEqual(15_000);
      }),
    );
  });

  test('that one person may give alone is small, short and within twice the limit', () => {
    expect(why(facts(), input('feature', 'reports'))).toBeNull();
    expect(why(facts(), input('limit', 'team_members', 6))).toBeNull();
  });

  test.each([
    ['more than twice a limit', facts(), input('limit', 'team_members', 7), /doubles/],
    ['a limit taken away', facts(), input('limit', 'team_members', null), /altogether/],
    [
      'any limit without a plan',
      facts({ planCode: null, grants: null }),
      input('limit', 'team_members', 1_000_000_000),
      /doubles/,
    ],
    ['longer than a quarter', facts({}, 93), input('limit', 'team_members', 6), /longer/],
    ['a currency we do not sell in', facts({ currency: 'JPY', plans: unpriced() }), input('feature', 'api'), /JPY/],
  ])('calls a second person for %s', (_what, about, given, words) => {
    expect(why(about, given)).toMatch(words);
  });

  test('of a name that every object has is no limit of a plan', () => {
    expect(() => assessOverride(facts(), input('limit', 'constructor', 5))).toThrow('No plan has a limit constructor');
  });
});

function unpriced() {
  return plans.map((one) => ({ ...one, monthMinor: null }));
}
