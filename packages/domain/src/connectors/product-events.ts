import { cutText, instantSchema, isStorable, limits } from '@wedsync/domain/platform';
import { z } from 'zod';

/** What the host application reports about a supplier's use of the product. */
export type ProductEvent = {
  readonly id: string;
  readonly supplierExternalId: string;
  readonly name: ProductEventName;
  readonly occurredAt: Date;
  readonly properties: Readonly<Record<string, PropertyValue>>;
};

export type PropertyValue = string | number | boolean | null;

export const productEventLimits = {
  maxEventsPerRequest: 1_000,
  maxBodyBytes: 2_000_000,
  maxIdChars: 200,
  maxNameChars: 64,
  maxProperties: 32,
  maxPropertyChars: 500,
  /** A clock may run ahead a little; further in the future is a mistake. */
  maxFutureMs: 10 * 60_000,
  /** Older than this nothing would read it. */
  maxAgeDays: 775,
  /** Events are kept this long by month; their daily counts stay. */
  keptMonths: 27,
  /** Live events of one supplier in an hour; a full bucket allows `burst` at once. */
  perSupplierPerHour: 1_000,
  burst: 1_000,
  /** Older than this is replayed history, limited by the day it happened on instead of by its arrival. */
  replayAfterHours: 24,
} as const;

type EventKindRow = {
  /** The property that names its detail; each is counted separately. */
  readonly detail?: string;
  /** The property that is a number worth adding up. */
  readonly amount?: string;
  /** A text without which it says nothing. */
  readonly needs?: string;
  /** What the outbox tells of it as soon as it is kept; most are only counted. */
  readonly tells?: 'referral.reported';
};

/** The rows of the vocabulary, an event name each. */
export const productEventKinds = {
  login: {},
  'enquiry.received': {},
  'enquiry.answered': { amount: 'responseMinutes' },
  'form.submitted': {},
  'gallery.published': {},
  'contract.sent': {},
  'contract.signed': {},
  'invoice.sent': {},
  'feature.used': { detail: 'feature' },
  'team.invited': {},
  'support.ticket_opened': {},
  'support.ticket_closed': {},
  'nps.answered': { amount: 'score' },
  'milestone.reached': { detail: 'milestone' },
  'profile.completed': {},
  'calendar.synced': {},
  'referral.invited': { needs: 'invite', tells: 'referral.reported' },
  'referral.accepted': { needs: 'invite', tells: 'referral.reported' },
} as const satisfies Readonly<Record<string, EventKindRow>>;

export type ProductEventName = keyof typeof productEventKinds;

/** What each amount may be; outside it the event is malformed, for it would bend every average it enters. */
const amountRanges: Readonly<Record<string, { min: number; max: number }>> = {
  responseMinutes: { min: 0, max: 1_000_000 },
  score: { min: 0, max: 10 },
};

const unstorable = 'Holds a character that cannot be stored.';
const text = (max: number) => z.string().trim().min(1).max(max).refine(isStorable, unstorable);

const propertySchema = z.union([
  z.string().max(productEventLimits.maxPropertyChars).refine(isStorable, unstorable),
  z.number(),
  z.boolean(),
  z.null(),
]);

/** One event of a request. */
export const productEventSchema = z.strictObject({
  id: text(productEventLimits.maxIdChars),
  supplierExternalId: text(productEventLimits.maxIdChars),
  name: z.string().refine(isProductEventName, 'Not an event this api knows.'),
  occurredAt: instantSchema.transform((at) => new Date(at)),
  properties: z
    .record(text(productEventLimits.maxNameChars), propertySchema)
    .refine((given) => Object.keys(given).length <= productEventLimits.maxProperties, 'Too many properties.')
    .default({}),
});

export type EventRejection = { readonly index: number; readonly errors: Readonly<Record<string, string>> };
export type ParsedEvents = {
  readonly events: readonly { readonly index: number; readonly event: ProductEvent }[];
  readonly rejected: readonly EventRejection[];
};

/** The envelope of a request: its rows are judged one by one, so one bad event never costs the others. */
export const ingestEventsSchema = z.strictObject({
  events: z.array(z.unknown()).max(productEventLimits.maxEventsPerRequest),
});

/** Judges each event of a request by itself. @returns the good ones and, for each other, what is wrong by field */
export function parseProductEvents(raw: readonly unknown[], now: Date): ParsedEvents {
  const events: { index: number; event: ProductEvent }[] = [];
  const rejected: EventRejection[] = [];
  raw.forEach((candidate, index) => {
    const parsed = productEventSchema.safeParse(candidate);
    const errors = parsed.success ? implausible(parsed.data, now) : fieldErrors(parsed.error);
    if (errors !== null) rejected.push({ index, errors });
    else if (parsed.success && isProductEventName(parsed.data.name))
      events.push({ index, event: { ...parsed.data, name: parsed.data.name } });
  });
  return { events, rejected };
}

type Candidate = z.infer<typeof productEventSchema>;

function implausible({ occurredAt, name, properties }: Candidate, now: Date): Record<string, string> | null {
  if (occurredAt.getTime() > now.getTime() + productEventLimits.maxFutureMs)
    return { occurredAt: 'Lies in the future.' };
  if (occurredAt.getTime() < now.getTime() - productEventLimits.maxAgeDays * 86_400_000)
    return { occurredAt: `Is older than ${productEventLimits.maxAgeDays} days.` };
  const kind = kindOf(name);
  if (kind?.detail !== undefined && usageDetail(name, properties) === '')
    return { [`properties.${kind.detail}`]: 'Is missing.' };
  if (kind?.needs !== undefined && !isText(properties[kind.needs]))
    return { [`properties.${kind.needs}`]: 'Is missing.' };
  return kind?.amount === undefined ? null : outOfRange(kind.amount, properties[kind.amount]);
}

function isText(value: PropertyValue | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= productEventLimits.maxIdChars;
}

function outOfRange(property: string, value: PropertyValue | undefined): Record<string, string> | null {
  const range = amountRanges[property];
  if (range === undefined || value === undefined || value === null) return null;
  if (typeof value === 'number' && value >= range.min && value <= range.max) return null;
  return { [`properties.${property}`]: `Must be a number from ${range.min} to ${range.max}.` };
}

/** Paths and messages name keys as they came, so they are kept as carefully as the event itself. */
function fieldErrors(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    error.issues
      .slice(0, limits.maxFilterListItems)
      .map((issue) => [cutText(issue.path.join('.'), 200) || 'event', cutText(issue.message, 300)]),
  );
}

/** What a use is counted under besides its name: the feature or milestone; empty for the others. */
export function usageDetail(name: string, properties: ProductEvent['properties']): string {
  const property = kindOf(name)?.detail;
  const value = property === undefined ? undefined : properties[property];
  return typeof value === 'string' ? value.trim().slice(0, productEventLimits.maxNameChars) : '';
}

/** The number an event carries for averages (minutes to answer, score) in whole thousandths, so that sums do not depend on their order; or null. */
export function usageAmountMilli(name: string, properties: ProductEvent['properties']): number | null {
  const property = kindOf(name)?.amount;
  const value = property === undefined ? undefined : properties[property];
  return typeof value === 'number' ? Math.round(value * 1_000) : null;
}

/** The type of event the outbox tells when an event of this name is kept; null for most. */
export function toldAs(name: string): 'referral.reported' | null {
  return kindOf(name)?.tells ?? null;
}

/** The property that names the detail of events of this name; null where they have none. */
export function detailOf(name: string): string | null {
  return kindOf(name)?.detail ?? null;
}

function kindOf(name: string): EventKindRow | undefined {
  return isProductEventName(name) ? productEventKinds[name] : undefined;
}

export function isProductEventName(name: string): name is ProductEventName {
  return Object.hasOwn(productEventKinds, name);
}

/** History arriving late, as opposed to news. */
export function isReplay(event: Pick<ProductEvent, 'occurredAt'>, now: Date): boolean {
  return event.occurredAt.getTime() < now.getTime() - productEventLimits.replayAfterHours * 3_600_000;
}

export const productEventRowSchema = z.object({
  id: z.string(),
  supplierId: z.string().nullable(),
  supplierExternalId: z.string(),
  name: z.string(),
  occurredAt: z.iso.datetime(),
  knownAt: z.iso.datetime(),
  properties: z.record(z.string(), propertySchema),
});
export type ProductEventRow = z.infer<typeof productEventRowSchema>;

export const productEventFilterSchema = z.strictObject({
  id: z.array(z.string().max(productEventLimits.maxIdChars)).max(limits.maxFilterListItems).optional(),
  supplierId: z.string().max(64).optional(),
  name: z.string().max(productEventLimits.maxNameChars).optional(),
});
export type ProductEventFilter = z.infer<typeof productEventFilterSchema>;
