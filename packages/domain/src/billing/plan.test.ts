import { describe, expect, test } from 'vitest';
import { whyConcessionNeedsApproval } from './concession-limits.ts';
import { describeRevision, revisionLowers, type Grants } from './plan.ts';

const before: Grants = { limits: { team_members: 3, storage_gb: null }, features: ['contracts', 'gallery'] };

describe('a revision of a plan', () => {
  test('names what is lost, what changes and what is new', () => {
    const after: Grants = {
      limits: { team_members: 5, api_calls: 100, storage_gb: null },
      features: ['contracts', 'reports'],
    };
    expect(describeRevision(before, after)).toEqual([
      { label: 'Gallery', value: 'Taken away' },
      { label: 'Api calls', value: 'not offered → 100' },
      { label: 'Team members', value: '3 → 5' },
      { label: 'Reports', value: 'Added' },
    ]);
  });

  test.each<[string, Partial<Grants>, boolean]>([
    ['more of everything', { limits: { team_members: 4, storage_gb: null } }, false],
    ['a limit lifted', { limits: { team_members: null, storage_gb: null } }, false],
    ['a feature gone', { features: ['contracts'] }, true],
    ['a lower limit', { limits: { team_members: 2, storage_gb: null } }, true],
    ['a limit where there was none', { limits: { team_members: 3, storage_gb: 500 } }, true],
    ['a limit gone altogether', { limits: { storage_gb: null } }, true],
  ])('with %s', (_what, change, lowers) => {
    expect(revisionLowers(before, { ...before, ...change })).toBe(lowers);
  });
});

describe('a concession', () => {
  const given = (
    amountMinor: number,
    over: { byActorMinor?: number; toSupplierMinor?: number; currency?: string } = {},
  ) => ({
    amount: { amountMinor, currency: over.currency ?? 'GBP' },
    byActorMinor: over.byActorMinor ?? amountMinor,
    toSupplierMinor: over.toSupplierMinor ?? amountMinor,
  });
  const needs = (roles: readonly string[], what: ReturnType<typeof given>) =>
    whyConcessionNeedsApproval(roles, what) !== null;

  test('within the limits of the role needs nobody else', () => {
    expect(needs(['csm'], given(5_000))).toBe(false);
  });

  test.each([
    ['above the limit for one', ['csm'], given(5_001)],
    ['above the day’s limit', ['csm'], given(5_000, { byActorMinor: 25_001 })],
    ['above the supplier’s limit', ['csm'], given(5_000, { toSupplierMinor: 10_001 })],
    ['by a role that gives nothing', ['marketing'], given(1)],
    ['in a currency without limits', ['finance'], given(1, { currency: 'JPY' })],
  ])('%s needs a second person', (_why, roles, what) => {
    expect(needs(roles, what)).toBe(true);
  });

  test('the widest limit of several roles counts', () => {
    expect(needs(['support', 'finance'], given(100_000))).toBe(false);
  });
});
