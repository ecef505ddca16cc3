import { calendarDateSchema, currencySchema, instantSchema, timeZoneSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { supplierLimits } from './limits.ts';
import { storableText } from './text.ts';
import { vendorTypes } from './vocabulary.ts';

const text = storableText;

export const externalIdSchema = text(supplierLimits.maxExternalIdChars);
export const tagSchema = storableText(supplierLimits.maxTagChars).toLowerCase();
export const tagsSchema = z
  .array(tagSchema)
  .max(supplierLimits.maxTags)
  .transform((tags) => [...new Set(tags)]);
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'Use a two-letter country code such as GB.');
export const emailSchema = z.email('Use an e-mail address such as name@example.com.').max(supplierLimits.maxEmailChars);

const contactSchema = z.strictObject({
  name: text(supplierLimits.maxNameChars),
  email: emailSchema,
  phone: text(supplierLimits.maxPhoneChars).nullish(),
  role: text(supplierLimits.maxRoleChars).nullish(),
  isPrimary: z.boolean().default(false),
});

const weddingDateSchema = z.strictObject({
  date: calendarDateSchema,
  label: text(supplierLimits.maxLabelChars).nullish(),
});

/** One supplier as the host application sends it. A supplier we know may be sent in part: what is left out stays as it is. */
export const supplierUpsertSchema = z.strictObject({
  externalId: externalIdSchema,
  businessName: text(supplierLimits.maxNameChars).optional(),
  vendorType: z.enum(vendorTypes).optional(),
  region: text(supplierLimits.maxRegionChars).optional(),
  country: countrySchema.optional(),
  timeZone: timeZoneSchema.optional(),
  currency: currencySchema.optional(),
  signedUpAt: instantSchema.optional(),
  tags: tagsSchema.optional(),
  contacts: z.array(contactSchema).max(supplierLimits.maxContacts).optional(),
  weddingDates: z.array(weddingDateSchema).max(supplierLimits.maxWeddingDates).optional(),
});

/** What the host application says of one supplier, parsed. */
export type SupplierUpsert = z.infer<typeof supplierUpsertSchema>;

/** Fields without which a supplier cannot be made. */
export const requiredForNewSupplier = [
  'businessName',
  'vendorType',
  'region',
  'country',
  'timeZone',
  'currency',
  'signedUpAt',
] as const satisfies readonly (keyof SupplierUpsert)[];

/** What is missing before an unknown supplier can be made, per field. */
export function missingForNewSupplier(upsert: SupplierUpsert): Record<string, string> {
  const missing = requiredForNewSupplier.filter((field) => upsert[field] === undefined);
  return Object.fromEntries(missing.map((field) => [field, 'Needed the first time a supplier is sent.']));
}

/** Several messages about one supplier become one: the later wins, field by field. Order of first appearance is kept. */
export function mergeUpserts(batch: readonly SupplierUpsert[]): SupplierUpsert[] {
  const byExternalId = new Map<string, SupplierUpsert>();
  for (const upsert of batch) {
    const given = Object.fromEntries(Object.entries(upsert).filter(([, value]) => value !== undefined));
    byExternalId.set(upsert.externalId, {
      ...byExternalId.get(upsert.externalId),
      ...given,
      externalId: upsert.externalId,
    });
  }
  return [...byExternalId.values()];
}
