import type { SegmentRule } from '@wedsync/domain/suppliers';

/** A rule as people write it, and as somebody would write it in SQL who knows the tables; `today` is the day of the benchmark. */
export type SegmentCase = { readonly name: string; readonly rule: SegmentRule; readonly byHand: string };

export const today = '2026-11-20';
export const now = new Date(`${today}T12:00:00Z`);

export const segmentCases: readonly SegmentCase[] = [
  {
    name: 'on Scale and away for a fortnight',
    rule: {
      all: [
        { field: 'plan', operator: 'is', value: 'scale' },
        { field: 'lastSeenAt', operator: 'moreThanDaysAgo', value: 14 },
      ],
    },
    byHand: `s.plan_code = 'scale' and s.last_seen_at < timestamptz '${today} 12:00Z' - interval '14 days'`,
  },
  {
    name: 'large and in poor health',
    rule: {
      all: [
        { field: 'healthScore', operator: 'atMost', value: 40 },
        { field: 'mrr', operator: 'atLeast', value: 8_000 },
      ],
    },
    byHand: `s.health_score <= 40 and s.mrr_minor >= 8000`,
  },
  {
    name: 'active in Great Britain or Ireland',
    rule: {
      all: [
        { field: 'country', operator: 'isAnyOf', value: ['GB', 'IE'] },
        { field: 'lifecycle', operator: 'is', value: 'active' },
      ],
    },
    byHand: `s.country in ('GB', 'IE') and s.lifecycle = 'active'`,
  },
  {
    name: 'a wedding within a month and hardly signing in',
    rule: {
      all: [
        { field: 'nextWeddingOn', operator: 'withinNextDays', value: 30 },
        { field: 'events.login', operator: 'atMost', value: { count: 1, days: 28 } },
      ],
    },
    byHand: `s.next_wedding_on between date '${today}' and date '${today}' + 30
      and (select coalesce(sum(u.count), 0) from usage_daily u where u.supplier_id = s.id and u.name = 'login' and u.day > date '${today}' - 28 and u.day <= date '${today}') <= 1`,
  },
  {
    name: 'signs in often',
    rule: { field: 'events.login', operator: 'atLeast', value: { count: 4, days: 28 } },
    byHand: `s.id in (select u.supplier_id from usage_daily u where u.name = 'login' and u.day > date '${today}' - 28 and u.day <= date '${today}' group by 1 having sum(u.count) >= 4)`,
  },
  {
    name: 'tagged, or in dispute, or not of a large plan',
    rule: {
      any: [
        { field: 'tags', operator: 'hasTag', value: 'expo-2026' },
        { field: 'openDispute', operator: 'is', value: true },
        { not: { field: 'plan', operator: 'isAnyOf', value: ['starter', 'professional', 'scale'] } },
      ],
    },
    byHand: `s.tags @> '{expo-2026}' or s.id in (select d.supplier_id from disputes d where d.deleted_at is null and d.status not in ('won', 'lost', 'warning_closed', 'prevented'))
      or s.plan_code is null or s.plan_code not in ('starter', 'professional', 'scale')`,
  },
];
