import { idListSchema, idSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { isReferralReason, referralDecisions, referralStates } from './verdict.ts';

const key = z.string().max(128);
const party = z.object({ supplierId: idSchema('supplier'), businessName: z.string() });
const reasonSchema = z.string().refine(isReferralReason, 'Not a reason this api knows.');

/** One invite and what became of it. */
export const referralSchema = z.object({
  id: idSchema('referral'),
  /** The host application's name of the invite. */
  inviteId: z.string(),
  /** Null while not known here, or where the reader does not see that supplier; so is the invitee. */
  inviter: party.nullable(),
  inviterExternalId: z.string().nullable(),
  invitee: party.nullable(),
  inviteeExternalId: z.string().nullable(),
  /** Of the address that was invited; the address itself is not kept. */
  inviteeDomain: z.string().nullable(),
  channel: z.string().nullable(),
  sentAt: instantSchema.nullable(),
  acceptedAt: instantSchema.nullable(),
  /** The invitee reached its first milestone. */
  activatedAt: instantSchema.nullable(),
  paidAt: instantSchema.nullable(),
  creditedAt: instantSchema.nullable(),
  state: z.enum(referralStates),
  reason: reasonSchema.nullable(),
  /** The reason in words. */
  why: z.string().nullable(),
  /** Nobody accepted it in time. */
  lapsed: z.boolean(),
  /** Suppliers that accepted the same invite after the first: they earn nothing. */
  otherAcceptances: z.int(),
  decision: z
    .object({ decision: z.enum(referralDecisions), reason: z.string(), byName: z.string(), at: instantSchema })
    .nullable(),
});
export type Referral = z.infer<typeof referralSchema>;

export const referralFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  state: oneOrMany(z.enum(referralStates)).optional(),
  reason: oneOrMany(reasonSchema).optional(),
  channel: oneOrMany(key).optional(),
  inviterId: key.optional(),
  inviteeId: key.optional(),
  decided: z.boolean().optional(),
});
export type ReferralFilter = z.infer<typeof referralFilterSchema>;

/** `rules` takes a colleague's word back. */
export const decideReferralSchema = z.strictObject({
  decision: z
    .enum([...referralDecisions, 'rules'])
    .meta({ title: 'Decision', description: 'Credit it, refuse it, or let the rules decide again' }),
});
export type DecideReferral = z.infer<typeof decideReferralSchema>;

const rateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** Whether K stands: there are too few, the window is still open, or it may be read. */
const figureStates = ['known', 'few', 'open'] as const;

const viralFiguresSchema = z.object({
  customers: z.int(),
  senders: z.int(),
  invites: z.int(),
  accepted: z.int(),
  paid: z.int(),
  invitesPerCustomer: z.number().nullable(),
  conversion: z.number().nullable(),
  k: rateSchema.nullable(),
  kSenders: z.number().nullable(),
  /** The upper end is null where K may be 1. */
  amplification: rateSchema.extend({ high: z.number().nullable() }).nullable(),
  state: z.enum(figureStates),
});
export type ReferralGroupFigures = z.infer<typeof viralFiguresSchema>;

export const referralDimensions = ['cohort', 'vendorType', 'region'] as const;
export type ReferralDimension = (typeof referralDimensions)[number];

const connectorSchema = z.object({
  supplierId: idSchema('supplier'),
  businessName: z.string(),
  vendorType: z.string(),
  invites: z.int(),
  paid: z.int(),
  regions: z.int(),
});
export type SuperConnector = z.infer<typeof connectorSchema>;

const groupSchema = viralFiguresSchema.extend({
  dimension: z.enum(referralDimensions),
  value: z.string(),
  /** For a cohort whose window is open: the day from which its K stands. */
  standsFrom: z.iso.date().nullable(),
});

/** As it is measured and kept; what names suppliers is read with the reader's own eyes. */
export const measuredReferralsSchema = z.object({
  window: z.object({ from: instantSchema, to: instantSchema }),
  overall: viralFiguresSchema,
  groups: z.array(groupSchema),
  cycle: z.object({ cycles: z.int(), days: rateSchema.nullable() }),
});
export type MeasuredReferrals = z.infer<typeof measuredReferralsSchema>;

export const referralFiguresSchema = z.object({
  /** Null until they were measured for the first time. */
  measuredAt: instantSchema.nullable(),
  measured: measuredReferralsSchema.nullable(),
  states: z.array(z.object({ state: z.enum(referralStates), referrals: z.int() })),
  superConnectors: z.array(connectorSchema),
});
export type ReferralFigures = z.infer<typeof referralFiguresSchema>;
