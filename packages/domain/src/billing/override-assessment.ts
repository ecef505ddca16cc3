import { calendarDateSchema, DAY_MS, defineError, formatMoney, money, type Money } from '@wedsync/domain/platform';
import { z } from 'zod';
import { overrideKinds, type OverrideKind } from './entitlement.ts';
import { grantKeySchema, isLess, limitOf, limitValueSchema, type Grants } from './plan.ts';

/** What the form sends: a plan by its code, a feature or a limit by its key. */
export const overrideInputSchema = z.strictObject({
  kind: z.enum(overrideKinds).meta({ title: 'What to give' }),
  key: grantKeySchema.meta({ title: 'Which one' }),
  limitValue: limitValueSchema
    .optional()
    .meta({ title: 'New limit', description: 'For a limit only; leave it empty for unlimited.' }),
  expiresOn: calendarDateSchema.meta({ title: 'Last day' }),
});
export type OverrideInput = z.infer<typeof overrideInputSchema>;

/** Longer is a change of plan, not an override. */
export const maxOverrideDays = 366;
/** Longer than this a second person decides; and what was given so long ago still counts. */
export const soloOverrideDays = 92;
/** Beyond these a second person decides, in pence: what one supplier was given in that time, and what one person gave in a day. */
const soloWorthMinor = 15_000;
const soloDayMinor = 25_000;
/** A limit may be doubled by one person. */
const soloFactor = 2;

export const BadOverride = defineError('invalid', 'bad-override', (p: { why: string }) => p.why);
export const OverrideExists = defineError(
  'conflict',
  'override-exists',
  (p: { key: string }) => `${p.key} is overridden already. Revoke that override first.`,
);

export type OverrideFacts = {
  readonly now: Date;
  readonly expiresAt: Date;
  readonly currency: string;
  /** What the plan in force gives; null without one. */
  readonly grants: Grants | null;
  readonly plans: readonly {
    readonly code: string;
    readonly rank: number;
    readonly monthMinor: number | null;
    readonly grants: Grants;
  }[];
  readonly planCode: string | null;
  readonly active: readonly { readonly kind: OverrideKind; readonly key: string }[];
};

export type OverrideAssessment = {
  readonly days: number;
  /** What the cheapest plan that gives as much costs more than the plan there is, over the time. */
  readonly worth: Money;
  /** False where no plan gives as much, or none that does has a price in this currency: then it is worth more than is said. */
  readonly priced: boolean;
  readonly before: string;
  readonly after: string;
};

/**
 * Works out what an override gives and for how much.
 * @throws BadOverride, OverrideExists
 */
export function assessOverride(facts: OverrideFacts, input: OverrideInput): OverrideAssessment {
  const days = Math.ceil((facts.expiresAt.getTime() - facts.now.getTime()) / DAY_MS);
  if (days < 1) throw refusal('expiresOn', 'Choose a day that has not passed.');
  if (days > maxOverrideDays) throw refusal('expiresOn', `An override lasts at most ${maxOverrideDays} days.`);
  if (facts.active.some(({ kind, key }) => kind === input.kind && (kind === 'plan' || key === input.key)))
    throw OverrideExists({ key: input.key });
  const { giving, ...given } = ways[input.kind](facts, input);
  return { days, ...given, ...worthOf(facts, giving, days) };
}

type Offer = OverrideFacts['plans'][number];
type Given = Pick<OverrideAssessment, 'before' | 'after'> & {
  /** The plans that give as much. */
  readonly giving: readonly Offer[];
};
type Way = (facts: OverrideFacts, input: OverrideInput) => Given;

const ways: Readonly<Record<OverrideKind, Way>> = {
  plan({ plans, planCode }, { key }) {
    const granted = plans.find(({ code }) => code === key);
    const present = plans.find(({ code }) => code === planCode);
    if (granted === undefined) throw refusal('key', `There is no plan ${key}.`);
    if (present !== undefined && granted.rank <= present.rank)
      throw refusal('key', 'An override gives more than the plan. Choose a higher plan, or change the plan.');
    return { giving: [granted], before: planCode ?? 'no plan', after: key };
  },
  feature({ plans, grants }, { key }) {
    const giving = plans.filter((plan) => plan.grants.features.includes(key));
    if (giving.length === 0) throw refusal('key', `No plan has a feature ${key}.`);
    if (grants?.features.includes(key) === true) throw refusal('key', 'The plan includes this feature already.');
    return { giving, before: 'not included', after: 'included' };
  },
  limit(facts, { key, limitValue = null }) {
    if (!facts.plans.some(({ grants }) => Object.hasOwn(grants.limits, key)))
      throw refusal('key', `No plan has a limit ${key}.`);
    const present = presentLimit(facts, key);
    if (!isLess(present, limitValue))
      throw refusal('limitValue', `The plan gives ${present ?? 'unlimited'} already. An override gives more.`);
    return {
      giving: facts.plans.filter(({ grants }) => !isLess(limitOf(grants, key), limitValue)),
      before: String(present),
      after: limitValue === null ? 'unlimited' : String(limitValue),
    };
  },
};

function presentLimit({ grants }: OverrideFacts, key: string): number | null {
  return grants === null ? 0 : limitOf(grants, key);
}

function worthOf(
  { plans, planCode, currency }: OverrideFacts,
  giving: readonly Offer[],
  days: number,
): Pick<OverrideAssessment, 'worth' | 'priced'> {
  const prices = giving.flatMap(({ monthMinor }) => monthMinor ?? []);
  const paid = plans.find(({ code }) => code === planCode)?.monthMinor ?? 0;
  const dearest = Math.max(0, ...plans.map(({ monthMinor }) => monthMinor ?? 0));
  const monthMinor = Math.max(0, (prices.length === 0 ? dearest : Math.min(...prices)) - paid);
  return { worth: money(Math.round((monthMinor * 12 * days) / 365), currency), priced: prices.length > 0 };
}

/** What comes together with an override, itself included, in minor units of the reporting currency. */
export type OverridesLately = {
  /** By the same person in the last 24 hours. */
  readonly byActorMinor: number;
  /** To the same supplier: what holds, and what was given in the last 92 days and may have ended. */
  readonly toSupplierMinor: number;
};

/** Why a second person has to agree to an override; null when nobody has to. */
export function whyOverrideNeedsApproval(
  facts: OverrideFacts,
  { kind, key, limitValue = null }: OverrideInput,
  { worth, priced, days }: OverrideAssessment,
  { byActorMinor, toSupplierMinor }: OverridesLately,
): string | null {
  const tooMuch = isLess((presentLimit(facts, key) ?? 0) * soloFactor, limitValue);
  const rows: readonly (readonly [boolean, string])[] = [
    [days > soloOverrideDays, `It lasts longer than ${soloOverrideDays} days.`],
    [kind === 'limit' && limitValue === null, 'It takes a limit away altogether.'],
    [kind === 'limit' && tooMuch, 'It more than doubles a limit.'],
    [!priced, `It has no list price in ${facts.currency}.`],
    [
      toSupplierMinor > soloWorthMinor,
      `It is worth ${formatMoney(worth)}; with what the supplier was given in ${soloOverrideDays} days that is more than one person may give.`,
    ],
    [byActorMinor > soloDayMinor, 'With the last 24 hours it passes the daily limit.'],
  ];
  return rows.find(([applies]) => applies)?.[1] ?? null;
}

function refusal(field: keyof OverrideInput, why: string) {
  return BadOverride({ why }, { fields: { [field]: why } });
}
