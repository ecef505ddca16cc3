import { calendarDateSchema, DAY_MS, defineError, formatMoney, money, type Money } from '@wedsync/domain/platform';
import { z } from 'zod';
import { overrideKinds, type OverrideKind } from './entitlement.ts';
import { grantKeySchema, limitValueSchema, type Grants } from './plan.ts';

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
/** Beyond these a second person decides. */
const soloDays = 92;
const soloWorthMinor = 15_000;
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
  /** What the plan granted costs more than the plan there is, over the time; zero for features and limits, which have no price. */
  readonly worth: Money;
  readonly before: string;
  readonly after: string;
  /** Why a second person has to agree; null when nobody has to. */
  readonly why: string | null;
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
  const given = ways[input.kind](facts, input, days);
  return { days, ...given, why: whyTwo(facts, input, days, given.worth) };
}

type Given = Pick<OverrideAssessment, 'worth' | 'before' | 'after'>;
type Way = (facts: OverrideFacts, input: OverrideInput, days: number) => Given;

const ways: Readonly<Record<OverrideKind, Way>> = {
  plan(facts, { key }, days) {
    const granted = facts.plans.find(({ code }) => code === key);
    const present = facts.plans.find(({ code }) => code === facts.planCode);
    if (granted === undefined) throw refusal('key', `There is no plan ${key}.`);
    if (present !== undefined && granted.rank <= present.rank)
      throw refusal('key', 'An override gives more than the plan. Choose a higher plan, or change the plan.');
    const monthMinor = Math.max(0, (granted.monthMinor ?? 0) - (present?.monthMinor ?? 0));
    return {
      worth: money(Math.round((monthMinor * 12 * days) / 365), facts.currency),
      before: facts.planCode ?? 'no plan',
      after: key,
    };
  },
  feature(facts, { key }) {
    if (!facts.plans.some(({ grants }) => grants.features.includes(key)))
      throw refusal('key', `No plan has a feature ${key}.`);
    if (facts.grants?.features.includes(key) === true) throw refusal('key', 'The plan includes this feature already.');
    return { worth: money(0, facts.currency), before: 'not included', after: 'included' };
  },
  limit(facts, { key, limitValue = null }) {
    if (!facts.plans.some(({ grants }) => key in grants.limits)) throw refusal('key', `No plan has a limit ${key}.`);
    const present = facts.grants === null ? 0 : limitOf(facts.grants, key);
    if (present === null || (limitValue !== null && limitValue <= present))
      throw refusal('limitValue', `The plan gives ${present ?? 'unlimited'} already. An override gives more.`);
    return {
      worth: money(0, facts.currency),
      before: String(present),
      after: limitValue === null ? 'unlimited' : String(limitValue),
    };
  },
};

function limitOf({ limits }: Grants, key: string): number | null {
  return key in limits ? (limits[key] ?? null) : 0;
}

function whyTwo(
  facts: OverrideFacts,
  { kind, key, limitValue = null }: OverrideInput,
  days: number,
  worth: Money,
): string | null {
  const present = facts.grants === null ? 0 : (limitOf(facts.grants, key) ?? 0);
  const rows: readonly (readonly [boolean, string])[] = [
    [worth.amountMinor > soloWorthMinor, `It is worth ${formatMoney(worth)}.`],
    [days > soloDays, `It lasts longer than ${soloDays} days.`],
    [kind === 'limit' && limitValue === null, 'It takes a limit away altogether.'],
    [
      kind === 'limit' && limitValue !== null && limitValue > present * soloFactor && present > 0,
      'It more than doubles a limit.',
    ],
  ];
  return rows.find(([applies]) => applies)?.[1] ?? null;
}

function refusal(field: keyof OverrideInput, why: string) {
  return BadOverride({ why }, { fields: { [field]: why } });
}
