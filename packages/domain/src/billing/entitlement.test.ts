import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accessStates,
  answerOf,
  checkLimit,
  entitlementOf,
  keepBest,
  lowers,
  type ActiveOverride,
  type EntitledSubscription,
  type Entitlement,
} from './entitlement.ts';

const ranks: Readonly<Record<string, number>> = { starter: 1, professional: 2, scale: 3, enterprise: 4 };
const rankOf = (code: string) => ranks[code];
const subscription = (over: Partial<EntitledSubscription> = {}): EntitledSubscription => ({
  id: 'sub_1',
  status: 'active',
  collectionPaused: false,
  planCode: 'professional',
  restriction: null,
  ...over,
});
const override = (over: Partial<ActiveOverride> = {}): ActiveOverride => ({
  id: 'ovr_1',
  kind: 'feature',
  key: 'reports',
  limitValue: null,
  expiresAt: '2026-12-01T00:00:00Z',
  ...over,
});
const of = (subscriptions: readonly EntitledSubscription[], overrides: readonly ActiveOverride[] = []) =>
  entitlementOf(subscriptions, overrides, rankOf);

describe('what subscriptions give', () => {
  test.each([
    [{}, 'full'],
    [{ status: 'trialing' }, 'full'],
    [{ status: 'past_due' }, 'full'],
    [{ status: 'past_due', restriction: 'read_only' }, 'read_only'],
    [{ status: 'past_due', restriction: 'suspended' }, 'suspended'],
    [{ status: 'unpaid' }, 'read_only'],
    [{ collectionPaused: true }, 'read_only'],
    [{ status: 'incomplete' }, 'none'],
    [{ status: 'canceled' }, 'none'],
  ] as const)('%j gives %s', (over, access) => {
    expect(of([subscription(over)]).access).toBe(access);
  });

  test('a paid-up subscription is not blocked because another is overdue', () => {
    const overdue = subscription({ id: 'sub_2', planCode: 'enterprise', status: 'past_due', restriction: 'suspended' });
    expect(of([overdue, subscription()])).toMatchObject({ access: 'full', planCode: 'professional' });
  });

  test('of two that give the same access, the higher plan counts', () => {
    expect(of([subscription(), subscription({ id: 'sub_2', planCode: 'scale' })]).planCode).toBe('scale');
  });

  test('nobody who never subscribed gets in', () => {
    expect(of([])).toMatchObject({ access: 'none', planCode: null });
  });
});

describe('a plan given by override', () => {
  const scale = override({ kind: 'plan', key: 'scale' });

  test('replaces a lower plan, lets somebody in who has none, and never lowers', () => {
    expect(of([subscription()], [scale]).planCode).toBe('scale');
    expect(of([], [scale])).toMatchObject({ access: 'full', planCode: 'scale' });
    expect(of([subscription({ planCode: 'enterprise' })], [scale]).planCode).toBe('enterprise');
  });

  test('does not lift a suspension', () => {
    expect(of([subscription({ restriction: 'suspended' })], [scale]).access).toBe('suspended');
  });
});

const entitlements = fc.record({
  access: fc.constantFrom(...accessStates),
  planCode: fc.constantFrom(null, ...Object.keys(ranks)),
  overrides: fc.subarray(['ovr_1', 'ovr_2', 'ovr_3']),
});
type Drawn = { access: Entitlement['access']; planCode: string | null; overrides: string[] };
const drawn = ({ access, planCode, overrides }: Drawn): Entitlement => ({
  access,
  planCode,
  subscriptionId: null,
  because: '',
  overrides: overrides.map((id) => override({ id, key: id })),
});

test('what holds through a guarded day takes nothing away, and has everything that is new', () => {
  fc.assert(
    fc.property(entitlements, entitlements, (one, other) => {
      const [before, after] = [drawn(one), drawn(other)];
      const held = keepBest(before, after, rankOf);
      expect([lowers(before, held, rankOf), lowers(after, held, rankOf)]).toEqual([false, false]);
    }),
  );
});

test('once nothing is lowered, holding the best is simply what is wanted', () => {
  fc.assert(
    fc.property(entitlements, entitlements, (one, other) => {
      const [before, after] = [drawn(one), drawn(other)];
      fc.pre(!lowers(before, after, rankOf));
      const { access, planCode, overrides } = keepBest(before, after, rankOf);
      expect({ access, planCode, overrides: new Set(overrides.map(({ id }) => id)) }).toEqual({
        access: after.access,
        planCode: after.planCode,
        overrides: new Set(after.overrides.map(({ id }) => id)),
      });
    }),
  );
});

const kept = (over: Partial<Parameters<typeof answerOf>[0]> = {}) => ({
  externalId: 'host-1',
  access: 'full' as const,
  planCode: 'professional',
  subscriptionId: 'sub_1',
  because: 'The subscription is running.',
  overrides: [],
  changedAt: new Date('2026-06-01T00:00:00Z'),
  plan: {
    code: 'professional',
    name: 'Professional',
    number: 3,
    grants: { limits: { team_members: 3, storage_gb: null }, features: ['contracts'] },
  },
  ...over,
});

describe('what the host application is told', () => {
  test('is the plan with overrides on top, which never give less than the plan', () => {
    const overrides = [
      override(),
      override({ id: 'ovr_2', kind: 'limit', key: 'team_members', limitValue: 8 }),
      override({ id: 'ovr_3', kind: 'limit', key: 'storage_gb', limitValue: 5 }),
    ];
    expect(answerOf(kept({ overrides }))).toMatchObject({
      limits: { team_members: 8, storage_gb: null },
      features: ['contracts', 'reports'],
      plan: { code: 'professional', version: 3 },
    });
  });

  test('does not name our own ids', () => {
    expect(Object.keys(answerOf(kept({ overrides: [override()] })).overrides[0] ?? {})).not.toContain('id');
  });
});

describe('asking about a limit', () => {
  const london = { timeZone: 'Europe/London', weddingDates: ['2026-06-10'] };
  const monday = new Date('2026-06-08T10:00:00Z');
  const wedding = new Date('2026-06-10T10:00:00Z');
  const saturday = new Date('2026-06-13T10:00:00Z');
  const ask = (used: number, at = monday, over: Parameters<typeof kept>[0] = {}, limit = 'team_members') =>
    checkLimit(answerOf(kept(over)), { limit, used, adding: 1 }, london, at);

  test('lets pass up to the limit and not beyond', () => {
    expect([ask(2).allowed, ask(3).allowed]).toEqual([true, false]);
    expect(ask(3)).toMatchObject({ max: 3, remaining: 0, guarded: false });
  });

  test.each([
    ['a Saturday', saturday],
    ['a wedding day', wedding],
  ])('never stops anybody on %s', (_day, at) => {
    expect(ask(3, at)).toMatchObject({ allowed: true, guarded: true });
  });

  test('knows no bound where the plan has none, and gives nothing the plan does not offer', () => {
    expect(ask(1_000_000, monday, {}, 'storage_gb')).toMatchObject({ allowed: true, max: null, remaining: null });
    expect(ask(0, monday, {}, 'api_calls')).toMatchObject({ allowed: false, max: 0 });
  });

  test('lets nobody in who has no access, whatever the day', () => {
    expect(ask(0, saturday, { access: 'suspended' }).allowed).toBe(false);
  });
});
