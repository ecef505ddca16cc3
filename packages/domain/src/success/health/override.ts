import { DAY_MS, defineError } from '@wedsync/domain/platform';
import { z } from 'zod';

export const maxOverrideDays = 30;

export const healthOverrideInputSchema = z.strictObject({
  value: z.int().min(0).max(100).describe('The score you judge right, 0 to 100'),
  days: z.int().min(1).max(maxOverrideDays).describe('How many days your judgement stands'),
});
export type HealthOverrideInput = z.infer<typeof healthOverrideInputSchema>;

export const clearOverrideInputSchema = z.strictObject({});

/** A person's judgement that stands in front of the automatic score until it expires. */
export type HealthOverride = { readonly value: number; readonly expiresAt: Date };

export const NoOverride = defineError(
  'conflict',
  'no-override',
  () => 'Health of this supplier is not overridden now.',
);
export const NotScoredYet = defineError(
  'conflict',
  'not-scored-yet',
  () => 'This supplier has no health score yet, so there is nothing to override.',
);

/** The score that counts: the override while it stands, the automatic one otherwise. */
export function effectiveScore(automatic: number | null, override: HealthOverride | null, now: Date): number | null {
  return override !== null && override.expiresAt.getTime() > now.getTime() ? override.value : automatic;
}

/** When an override made now ends. */
export function overrideEnd({ days }: HealthOverrideInput, now: Date): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
