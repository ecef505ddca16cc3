import { idListSchema, idSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { contactPurposes } from '@wedsync/domain/privacy';
import { z } from 'zod';

export const messageChannels = ['email', 'slack', 'sms', 'in_app', 'marketing_tool'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/**
 * A message's life. `proposed` waits for a person, `suppressed` may not leave (its reason says why), `failed` is tried again, `dead` is not, `bounced`
 * reached a provider that has no such recipient, `delivered` was handed over or seen, `engaged` was answered, clicked or dismissed.
 */
export const messageStates = [
  'proposed',
  'suppressed',
  'scheduled',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'dead',
  'cancelled',
  'engaged',
] as const;
export type MessageState = (typeof messageStates)[number];

/** What became of one attempt. `unknown`: the other side did not answer, so it may have arrived. */
export const attemptOutcomes = ['sent', 'limited', 'refused', 'failed', 'unknown'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

const attemptSchema = z.object({
  attempt: z.int(),
  outcome: z.enum(attemptOutcomes).nullable(),
  error: z.string().nullable(),
  durationMs: z.int().nullable(),
  startedAt: instantSchema,
});
export type MessageAttempt = z.infer<typeof attemptSchema>;

/** What became of a message after it left, as its provider or its reader told us. */
export const reportKinds = [
  'delivered',
  'bounced',
  'soft_bounced',
  'failed',
  'complained',
  'replied',
  'seen',
  'clicked',
  'dismissed',
] as const;
export type ReportKind = (typeof reportKinds)[number];

const reportSchema = z.object({
  kind: z.enum(reportKinds),
  provider: z.string(),
  detail: z.string().nullable(),
  at: instantSchema,
});
export type MessageReport = z.infer<typeof reportSchema>;

/** A button: what it says and where it leads. */
export const messageLinkSchema = z.object({ label: z.string(), url: z.string() });

export const messageSchema = z.object({
  id: idSchema('message'),
  channel: z.enum(messageChannels),
  template: z.string(),
  recipient: z.string(),
  recipientName: z.string().nullable(),
  supplierId: z.string().nullable(),
  supplierName: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  state: z.enum(messageStates),
  reason: z.string().nullable(),
  attempt: z.int(),
  maxAttempts: z.int(),
  nextAttemptAt: instantSchema.nullable(),
  providerId: z.string().nullable(),
  sentAt: instantSchema.nullable(),
  contactId: z.string().nullable(),
  /** Why a contact is written to; null for messages to staff. */
  purpose: z.enum(contactPurposes).nullable(),
  /** What asked for it, such as a playbook. */
  source: z.string().nullable(),
  sourceId: z.string().nullable(),
  link: messageLinkSchema.nullable(),
  /** How many texts it is cut into. */
  segments: z.int().nullable(),
  expiresAt: instantSchema.nullable(),
  deliveredAt: instantSchema.nullable(),
  engagedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  attempts: z.array(attemptSchema),
  reports: z.array(reportSchema),
});
export type Message = z.infer<typeof messageSchema>;

export const messageFilterSchema = z.strictObject({
  q: searchSchema.optional(),
  id: idListSchema.optional(),
  supplierId: z.string().max(128).optional(),
  channel: oneOrMany(z.enum(messageChannels)).optional(),
  state: oneOrMany(z.enum(messageStates)).optional(),
  template: z.string().max(128).optional(),
  purpose: oneOrMany(z.enum(contactPurposes)).optional(),
  source: z.string().max(64).optional(),
  sourceId: z.string().max(128).optional(),
  createdSince: instantSchema.optional(),
});
export type MessageFilter = z.infer<typeof messageFilterSchema>;

export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];
/** `snoozed` comes back as open by itself. */
export const alertStates = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

export const alertSchema = z.object({
  id: idSchema('alert'),
  type: z.string(),
  severity: z.enum(severities),
  title: z.string(),
  detail: z.string().nullable(),
  supplierId: z.string().nullable(),
  supplierName: z.string().nullable(),
  resource: z.string().nullable(),
  resourceId: z.string().nullable(),
  path: z.string().nullable(),
  state: z.enum(alertStates),
  occurrences: z.int(),
  collapsed: z.boolean(),
  channel: z.string(),
  /** The rule that chose the channel; null for the type's own. */
  routeName: z.string().nullable(),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  snoozedBy: z.string().nullable(),
  snoozedUntil: instantSchema.nullable(),
  /** When nobody looked after it in time and somebody was texted; who is null when nobody had a number. */
  escalatedAt: instantSchema.nullable(),
  escalatedTo: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  /** What was said of its end, where the house settled it by itself. */
  resolvedNote: z.string().nullable(),
  firstAt: instantSchema,
  lastAt: instantSchema,
});
export type Alert = z.infer<typeof alertSchema>;

export const alertFilterSchema = z.strictObject({
  q: searchSchema.optional(),
  id: idListSchema.optional(),
  supplierId: z.string().max(128).optional(),
  type: oneOrMany(z.string().max(64)).optional(),
  severity: oneOrMany(z.enum(severities)).optional(),
  state: oneOrMany(z.enum(alertStates)).optional(),
  assigneeId: z.string().max(128).optional(),
  escalated: z.boolean().optional(),
});
export type AlertFilter = z.infer<typeof alertFilterSchema>;
