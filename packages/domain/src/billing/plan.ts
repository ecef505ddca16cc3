import { idListSchema, instantSchema } from '@wedsync/domain/platform';
import { planCodes } from '@wedsync/domain/suppliers';
import { z } from 'zod';

/** What plans are made of is data: a key is any word, and the host application knows what it guards with it. */
export const grantKeySchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_]*$/, 'Use small letters, digits and underscores, such as team_members.');

/** Null is unlimited. */
export const limitValueSchema = z.int().min(0).max(1_000_000_000).nullable();

const maxGrants = 100;
const limitsSchema = z
  .record(grantKeySchema, limitValueSchema)
  .refine((limits) => Object.keys(limits).length <= maxGrants, `A plan has at most ${maxGrants} limits.`);
const featuresSchema = z.array(grantKeySchema).max(maxGrants);

/** What a plan gives, by key. */
export const grantsSchema = z.object({ limits: limitsSchema, features: featuresSchema });
export type Grants = z.infer<typeof grantsSchema>;

/** How much of something a plan gives: null is unlimited, and what it does not name it gives none of. */
export function limitOf({ limits }: Pick<Grants, 'limits'>, key: string): number | null {
  return Object.hasOwn(limits, key) ? (limits[key] ?? null) : 0;
}

/** Whether one limit is less than another; null is more than any number. */
export function isLess(left: number | null, right: number | null): boolean {
  if (left === null) return false;
  return right === null || left < right;
}

export const planSchema = z.object({
  /** Plans are named by their code everywhere, so it is the id too. */
  id: z.enum(planCodes),
  rank: z.int(),
  number: z.int(),
  name: z.string(),
  description: z.string(),
  ...grantsSchema.shape,
  prices: z.array(
    z.object({
      currency: z.string(),
      interval: z.string(),
      unitAmountMinor: z.int(),
      /** Who charges it. */
      providers: z.array(z.string()),
    }),
  ),
  subscriptionCount: z.int(),
  versions: z.array(
    z.object({
      number: z.int(),
      name: z.string(),
      reason: z.string().nullable(),
      publishedByName: z.string(),
      approvedByName: z.string().nullable(),
      publishedAt: instantSchema,
      ...grantsSchema.shape,
    }),
  ),
  version: z.int(),
});
export type Plan = z.infer<typeof planSchema>;

export const planFilterSchema = z.strictObject({ id: idListSchema.optional() });
export type PlanFilter = z.infer<typeof planFilterSchema>;

/** A whole new version of what a plan gives. */
export const planRevisionSchema = z.strictObject({
  name: z.string().trim().min(1).max(64).describe('Name'),
  description: z.string().trim().max(280).describe('For whom'),
  limits: limitsSchema.describe('Limits'),
  features: featuresSchema.describe('Features'),
});
export type PlanRevision = z.infer<typeof planRevisionSchema>;

/** One line for each thing that a revision changes, what is lost first. */
export function describeRevision(before: Grants, after: Grants): { readonly label: string; readonly value: string }[] {
  const keys = [...new Set([...Object.keys(before.limits), ...Object.keys(after.limits)])].sort();
  const limits = keys.flatMap((key) => {
    const [was, is] = [limitWords(before.limits[key]), limitWords(after.limits[key])];
    return was === is ? [] : [{ label: words(key), value: `${was} → ${is}` }];
  });
  const lost = before.features.filter((feature) => !after.features.includes(feature));
  const gained = after.features.filter((feature) => !before.features.includes(feature));
  return [
    ...lost.map((feature) => ({ label: words(feature), value: 'Taken away' })),
    ...limits,
    ...gained.map((feature) => ({ label: words(feature), value: 'Added' })),
  ];
}

/** Whether the revision takes anything away from suppliers who have the plan. */
export function revisionLowers(before: Grants, after: Grants): boolean {
  if (before.features.some((feature) => !after.features.includes(feature))) return true;
  return Object.entries(before.limits).some(([key, value]) => isLess(limitOf(after, key), value));
}

function limitWords(value: number | null | undefined): string {
  if (value === undefined) return 'not offered';
  return value === null ? 'unlimited' : String(value);
}

function words(key: string): string {
  const spaced = key.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
