import { idListSchema, instantSchema } from '@wedsync/domain/platform';
import { weddingGuard, type GuardedSupplier } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import type { SubscriptionStatus } from './mirror.ts';
import { grantKeySchema, isLess, limitOf, type Grants } from './plan.ts';

/** What a supplier may do in the host application, from the most to the least. */
export const accessStates = ['full', 'read_only', 'suspended', 'none'] as const;
export type AccessState = (typeof accessStates)[number];
export type RestrictedAccess = Extract<AccessState, 'read_only' | 'suspended'>;

export type EntitledSubscription = {
  readonly id: string;
  readonly status: SubscriptionStatus;
  readonly collectionPaused: boolean;
  readonly planCode: string | null;
  /** Put on this subscription alone, because it is overdue. */
  readonly restriction: RestrictedAccess | null;
};

export const overrideKinds = ['plan', 'feature', 'limit'] as const;
export type OverrideKind = (typeof overrideKinds)[number];

/** Something given beyond the plan. `key` is the plan's code, the feature or the limit; `limitValue` null is unlimited. */
export type ActiveOverride = {
  readonly id: string;
  readonly kind: OverrideKind;
  readonly key: string;
  readonly limitValue: number | null;
  readonly expiresAt: string;
};

/** What the supplier is entitled to, as it is kept. */
export type Entitlement = {
  readonly access: AccessState;
  readonly planCode: string | null;
  readonly subscriptionId: string | null;
  readonly because: string;
  readonly overrides: readonly ActiveOverride[];
};

/** Place of a plan among plans, higher is more; undefined for one we do not sell. */
export type RankOf = (planCode: string) => number | undefined;

const nothing: Entitlement = {
  access: 'none',
  planCode: null,
  subscriptionId: null,
  because: 'There is no running subscription.',
  overrides: [],
};

type AccessRule = {
  readonly is: (subscription: EntitledSubscription) => boolean;
  readonly access: AccessState;
  readonly because: string;
};

const status =
  (...statuses: readonly SubscriptionStatus[]) =>
  (subscription: EntitledSubscription) =>
    statuses.includes(subscription.status);

/** The first row that fits decides what one subscription gives. */
const accessRules: readonly AccessRule[] = [
  {
    is: status('canceled', 'incomplete_expired'),
    access: 'none',
    because: 'The subscription has ended.',
  },
  { is: status('incomplete'), access: 'none', because: 'The first payment has not been made.' },
  {
    is: ({ restriction }) => restriction === 'suspended',
    access: 'suspended',
    because: 'Payment is overdue; access is suspended.',
  },
  {
    is: ({ restriction }) => restriction === 'read_only',
    access: 'read_only',
    because: 'Payment is overdue; nothing can be changed until it is made.',
  },
  {
    is: status('unpaid'),
    access: 'read_only',
    because: 'Payment was given up; nothing can be changed until it is made.',
  },
  {
    is: ({ collectionPaused, status: state }) => collectionPaused || state === 'paused',
    access: 'read_only',
    because: 'The subscription is paused.',
  },
  { is: status('past_due'), access: 'full', because: 'Payment is late, within the days of grace.' },
  { is: status('trialing'), access: 'full', because: 'The trial is running.' },
  { is: () => true, access: 'full', because: 'The subscription is running.' },
];

/**
 * What all of a supplier's subscriptions and overrides give together. Entitlement is per subscription: the one that gives most decides, so a paid-up
 * subscription is never blocked because another is overdue.
 */
export function entitlementOf(
  subscriptions: readonly EntitledSubscription[],
  overrides: readonly ActiveOverride[],
  rankOf: RankOf,
): Entitlement {
  const best = subscriptions.map(entitledBy).toSorted((a, b) => compare(b, a, rankOf))[0] ?? nothing;
  const sold = { ...best, overrides };
  const granted = overrides.find(({ kind }) => kind === 'plan');
  if (granted === undefined || !isMore(granted.key, best.planCode, rankOf)) return sold;
  if (best.access !== 'none') return { ...sold, planCode: granted.key };
  return { ...sold, planCode: granted.key, access: 'full', because: 'The plan was granted for a time.' };
}

function entitledBy(subscription: EntitledSubscription): Entitlement {
  const rule = accessRules.find(({ is }) => is(subscription));
  if (rule === undefined || rule.access === 'none')
    return { ...nothing, because: rule?.because ?? nothing.because, subscriptionId: subscription.id };
  const { access, because } = rule;
  return { access, because, planCode: subscription.planCode, subscriptionId: subscription.id, overrides: [] };
}

function compare(a: Entitlement, b: Entitlement, rankOf: RankOf): number {
  return placeOf(b.access) - placeOf(a.access) || rank(a.planCode, rankOf) - rank(b.planCode, rankOf);
}

function placeOf(access: AccessState): number {
  return accessStates.indexOf(access);
}

function rank(planCode: string | null, rankOf: RankOf): number {
  return planCode === null ? -1 : (rankOf(planCode) ?? 0);
}

function isMore(planCode: string, than: string | null, rankOf: RankOf): boolean {
  return rank(planCode, rankOf) > rank(than, rankOf);
}

/** Whether somebody would find anything missing. */
export function lowers(before: Entitlement, after: Entitlement, rankOf: RankOf): boolean {
  if (placeOf(after.access) > placeOf(before.access)) return true;
  if (rank(after.planCode, rankOf) < rank(before.planCode, rankOf)) return true;
  return before.overrides.some(({ id }) => !after.overrides.some((kept) => kept.id === id));
}

/** What holds while a guarded day lasts: whatever is new and better, and nothing less than before. */
export function keepBest(before: Entitlement, after: Entitlement, rankOf: RankOf): Entitlement {
  const better = compare(after, before, rankOf) > 0 ? after : before;
  const planCode = isMore(after.planCode ?? '', before.planCode, rankOf) ? after.planCode : before.planCode;
  const added = after.overrides.filter(({ id }) => !before.overrides.some((kept) => kept.id === id));
  return { ...better, planCode, overrides: [...before.overrides, ...added] };
}

/** A row of entitlements with the current version of its plan, as one read gives it. */
export type KeptEntitlement = Entitlement & {
  readonly externalId: string;
  readonly changedAt: Date;
  readonly plan: {
    readonly code: string;
    readonly name: string;
    readonly number: number;
    readonly grants: Grants;
  } | null;
};

export const entitlementAnswerSchema = z.object({
  externalId: z.string(),
  access: z.enum(accessStates),
  because: z.string(),
  plan: z.object({ code: z.string(), name: z.string(), version: z.int() }).nullable(),
  /** By key; null is unlimited, a key that is absent is not offered. */
  limits: z.record(z.string(), z.int().nullable()),
  features: z.array(z.string()),
  overrides: z.array(
    z.object({
      kind: z.enum(overrideKinds),
      key: z.string(),
      limitValue: z.int().nullable(),
      expiresAt: instantSchema,
    }),
  ),
  changedAt: instantSchema,
});
/** What the host application is told. */
export type EntitlementAnswer = z.infer<typeof entitlementAnswerSchema>;

/** The plan's grants with the overrides on top. An override never gives less than the plan. */
export function answerOf(kept: KeptEntitlement): EntitlementAnswer {
  const { externalId, access, because, plan, overrides, changedAt } = kept;
  const limits = { ...plan?.grants.limits };
  const features = new Set(plan?.grants.features);
  for (const { kind, key, limitValue } of access === 'none' ? [] : overrides) {
    if (kind === 'feature') features.add(key);
    if (kind === 'limit' && isLess(limitOf({ limits }, key), limitValue)) limits[key] = limitValue;
  }
  return {
    externalId,
    access,
    because,
    plan: plan === null ? null : { code: plan.code, name: plan.name, version: plan.number },
    limits,
    features: [...features].sort(),
    overrides: overrides.map(({ id: _ours, ...told }) => told),
    changedAt: changedAt.toISOString(),
  };
}

/** What the host application asks before it lets a supplier go on. */
export const limitCheckSchema = z.strictObject({
  limit: grantKeySchema,
  used: z.int().min(0).max(1_000_000_000),
  adding: z.int().min(0).max(1_000_000_000).default(1),
});
export type LimitCheck = z.infer<typeof limitCheckSchema>;

export const limitAnswerSchema = z.object({
  allowed: z.boolean(),
  limit: z.string(),
  /** Null is unlimited. */
  max: z.int().nullable(),
  used: z.int(),
  /** What is left before adding; null when unlimited. */
  remaining: z.int().nullable(),
  /** Beyond the limit, and let through because of the day. */
  guarded: z.boolean(),
  because: z.string(),
});
export type LimitAnswer = z.infer<typeof limitAnswerSchema>;

/** Whether a supplier may use more. On a guarded day nobody is stopped by a number; being shut out altogether is no matter of limits. */
export function checkLimit(
  { access, limits }: Pick<EntitlementAnswer, 'access' | 'limits'>,
  { limit, used, adding }: LimitCheck,
  supplier: GuardedSupplier,
  now: Date,
): LimitAnswer {
  const max = access === 'none' ? 0 : limitOf({ limits }, limit);
  const remaining = max === null ? null : Math.max(0, max - used);
  const said = { limit, max, used, remaining };
  if (access !== 'full' && access !== 'read_only')
    return { ...said, allowed: false, guarded: false, because: 'There is no access at present.' };
  if (max === null) return { ...said, allowed: true, guarded: false, because: 'Unlimited.' };
  if (used + adding <= max) return { ...said, allowed: true, guarded: false, because: 'Within the limit.' };
  const guard = weddingGuard(now, supplier);
  if (guard === null)
    return { ...said, allowed: false, guarded: false, because: `The plan includes ${max}; ${used} are in use.` };
  return { ...said, allowed: true, guarded: true, because: 'Beyond the limit, which is not enforced today.' };
}

// --- overrides as staff see them

export const overrideStates = ['active', 'expired', 'revoked'] as const;

export const entitlementOverrideSchema = z.object({
  id: z.string(),
  supplierId: z.string(),
  businessName: z.string(),
  kind: z.enum(overrideKinds),
  key: z.string(),
  limitValue: z.int().nullable(),
  state: z.enum(overrideStates),
  worthMinor: z.int(),
  currency: z.string(),
  reason: z.string(),
  expiresAt: instantSchema,
  /** Later than the expiry when that falls on a guarded day. */
  endsAt: instantSchema,
  requestedByName: z.string(),
  approvedByName: z.string().nullable(),
  endedAt: instantSchema.nullable(),
  endedByName: z.string().nullable(),
  createdAt: instantSchema,
  version: z.int(),
});
export type EntitlementOverride = z.infer<typeof entitlementOverrideSchema>;

export const entitlementOverrideFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  supplierId: z.string().max(128).optional(),
  kind: z.enum(overrideKinds).optional(),
  state: z.enum(overrideStates).optional(),
});
export type EntitlementOverrideFilter = z.infer<typeof entitlementOverrideFilterSchema>;
