import { idListSchema, idSchema, instantSchema, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { alertTypeOf } from '../alert-types.ts';
import { severities, type Severity } from '../contract.ts';

/** What a routing rule looks at. */
export type RoutedAlert = {
  readonly type: string;
  readonly severity: Severity;
  /** Plan and owner of the supplier it is about; null without one. */
  readonly planCode: string | null;
  readonly ownerId: string | null;
  /** Where it is told when no rule fits; the channel of its type when left out. */
  readonly channel?: string | undefined;
};

const words = z.array(z.string().min(1).max(128)).max(100);
/** A channel by its name, or anything by its Slack id. */
export const slackPlaceSchema = z
  .string()
  .trim()
  .regex(/^#[\p{Ll}\d_-]{1,80}$|^[CU][A-Z0-9]{6,20}$/u, 'Name a channel such as #billing, or a Slack id.');

const ruleFields = {
  name: z.string().trim().min(1, 'Give it a name.').max(80),
  /** Rules are asked from the lowest place up. */
  place: z.int().min(1).max(9_999),
  enabled: z.boolean(),
  /** An empty list stands for any. */
  types: words,
  severities: z.array(z.enum(severities)).max(severities.length),
  planCodes: words,
  ownerIds: words,
  channel: slackPlaceSchema,
};

export const alertRouteSchema = z.object({
  id: idSchema('alertRoute'),
  ...ruleFields,
  version: z.int(),
  updatedAt: instantSchema,
});
export type AlertRoute = z.infer<typeof alertRouteSchema>;

export const createAlertRouteSchema = z.strictObject({
  ...ruleFields,
  enabled: ruleFields.enabled.default(true),
  types: words.default([]),
  severities: ruleFields.severities.default([]),
  planCodes: words.default([]),
  ownerIds: words.default([]),
});
export type CreateAlertRoute = z.infer<typeof createAlertRouteSchema>;

export const updateAlertRouteSchema = z.strictObject(ruleFields).partial();
export type UpdateAlertRoute = z.infer<typeof updateAlertRouteSchema>;

export const alertRouteFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  enabled: z.boolean().optional(),
});
export type AlertRouteFilter = z.infer<typeof alertRouteFilterSchema>;

type Rule = Pick<
  AlertRoute,
  'id' | 'name' | 'place' | 'enabled' | 'types' | 'severities' | 'planCodes' | 'ownerIds' | 'channel'
>;

/** Where an alert is told: the channel of the first rule that fits, else the one it or its type comes with. */
export function routeAlert<R extends Rule>(
  rules: readonly R[],
  alert: RoutedAlert,
): { readonly channel: string; readonly rule: R | null } {
  const inOrder = rules.toSorted((left, right) => left.place - right.place || (left.id < right.id ? -1 : 1));
  const rule = inOrder.find((candidate) => candidate.enabled && fits(candidate, alert)) ?? null;
  return { channel: rule?.channel ?? alert.channel ?? alertTypeOf(alert.type).channel, rule };
}

function fits(rule: Rule, { type, severity, planCode, ownerId }: RoutedAlert): boolean {
  return (
    admits(rule.types, type) &&
    admits(rule.severities, severity) &&
    admits(rule.planCodes, planCode) &&
    admits(rule.ownerIds, ownerId)
  );
}

function admits(wanted: readonly string[], actual: string | null): boolean {
  return wanted.length === 0 || (actual !== null && wanted.includes(actual));
}
