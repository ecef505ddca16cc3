import { idListSchema, instantSchema, oneOrMany } from '@wedsync/domain/platform';
import { externalIdSchema, emailSchema, storableText } from '@wedsync/domain/suppliers';
import { z } from 'zod';

/** Why we write: what the contract asks for, help with what was bought, or selling something. Each asks for more than the one before. */
export const contactPurposes = ['service', 'success', 'marketing'] as const;
export type ContactPurpose = (typeof contactPurposes)[number];

/** How a contact of a supplier can be reached. */
export const contactChannels = ['email', 'sms', 'in_app'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** Whether contacts have an address of their own for this way out of the house. */
export function isContactChannel(channel: string): channel is ContactChannel {
  return contactChannels.some((one) => one === channel);
}

export const consentStates = ['granted', 'withdrawn'] as const;
export type ConsentState = (typeof consentStates)[number];

/** What permission rests on: a yes, or the sale in which the address was given with a way to say no (PECR regulation 22(3)). */
export const consentBases = ['consent', 'soft_opt_in'] as const;
export type ConsentBasis = (typeof consentBases)[number];

/** Through which door we heard it. */
export const consentSources = [
  'host',
  'staff',
  'unsubscribe_page',
  'one_click',
  'sms_keyword',
  'mail_reply',
  'complaint',
] as const;
export type ConsentSource = (typeof consentSources)[number];

export const consentLimits = { maxIngestedPerCall: 1_000, maxWordingChars: 2_000, maxWhoChars: 200 } as const;

/** One thing a contact said, with its evidence. Never changed: what is said later stands beside it. */
export const consentSchema = z.object({
  id: z.int(),
  supplierId: z.string(),
  supplierName: z.string().nullable(),
  contactId: z.string(),
  contactName: z.string().nullable(),
  purpose: z.enum(contactPurposes),
  channel: z.enum(contactChannels),
  state: z.enum(consentStates),
  basis: z.enum(consentBases),
  source: z.enum(consentSources),
  /** Who said it or took it down. */
  saidBy: z.string(),
  /** The words that were agreed to or used. */
  wording: z.string().nullable(),
  /** Why a member of staff recorded it. */
  reason: z.string().nullable(),
  saidAt: instantSchema,
  recordedAt: instantSchema,
});
export type Consent = z.infer<typeof consentSchema>;

export const consentFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  supplierId: z.string().max(128).optional(),
  contactId: z.string().max(128).optional(),
  purpose: oneOrMany(z.enum(contactPurposes)).optional(),
  channel: oneOrMany(z.enum(contactChannels)).optional(),
  state: oneOrMany(z.enum(consentStates)).optional(),
  source: oneOrMany(z.enum(consentSources)).optional(),
});
export type ConsentFilter = z.infer<typeof consentFilterSchema>;

/** What the host application knows of one contact's wish: `PUT /api/ingest/consents`. The newest `saidAt` stands, whatever the order of arrival. */
export const consentIngestSchema = z.strictObject({
  supplierExternalId: externalIdSchema,
  contactEmail: emailSchema,
  purpose: z.enum(contactPurposes),
  channel: z.enum(contactChannels),
  state: z.enum(consentStates),
  basis: z.enum(consentBases).default('consent'),
  saidAt: instantSchema,
  saidBy: storableText(consentLimits.maxWhoChars).optional(),
  wording: storableText(consentLimits.maxWordingChars).nullish(),
});
export type ConsentIngest = z.infer<typeof consentIngestSchema>;

/** May we, by one channel for one purpose; `why` is a sentence for staff. */
export type MayContact = { readonly allowed: true } | { readonly allowed: false; readonly why: string };

/** Why an address is held back. */
export const suppressionReasons = ['bounced', 'complained'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** One cell of a contact's permissions, as the supplier's page shows it. */
export const contactPermissionSchema = z.object({
  contactId: z.string(),
  contactName: z.string(),
  purpose: z.enum(contactPurposes),
  channel: z.enum(contactChannels),
  allowed: z.boolean(),
  why: z.string().nullable(),
  /** Whether the address itself is held back. */
  suppressed: z.enum(suppressionReasons).nullable(),
  /** What the contact said last; null when nothing was said and the default stands. */
  said: consentSchema.pick({ state: true, basis: true, source: true, saidAt: true, saidBy: true }).nullable(),
});
export type ContactPermission = z.infer<typeof contactPermissionSchema>;
