import {
  calendarDateSchema,
  dayBounds,
  idListSchema,
  idSchema,
  instantSchema,
  limits,
  moneySchema,
  oneOrMany,
  searchSchema,
} from '@wedsync/domain/platform';
import { z } from 'zod';
import { roles } from './roles.ts';

const textId = z.string().min(1).max(128);
const byIds = { id: idListSchema.optional(), q: searchSchema.optional() };

/** Why something is done, in the person's own words; it stays in the audit trail. */
export const reasonSchema = z
  .string()
  .trim()
  .min(3, 'Say why, in a few words: it stays in the audit trail.')
  .max(limits.maxReasonChars);

// --- staff

/** Long enough not to be guessed; length beats rules about characters. */
export const passwordSchema = z
  .string()
  .min(12, 'Use at least 12 characters; a short sentence is easiest to remember.')
  .max(200);

const region = z.string().trim().min(1).max(64);
export const staffRoleSchema = z.enum(roles);

export const staffSchema = z.object({
  id: idSchema('staff'),
  email: z.email(),
  name: z.string(),
  roles: z.array(staffRoleSchema),
  regions: z.array(z.string()),
  /** Who they are in Slack, so that what they press there is theirs. */
  slackUserId: z.string().nullable(),
  /** Texted when an alert cannot wait; masked for most. */
  phone: z.string().nullable(),
  disabledAt: instantSchema.nullable(),
  /** When a second colleague agreed to them; until then they are disabled. */
  admittedAt: instantSchema.nullable(),
  totpEnabled: z.boolean(),
  hasPassword: z.boolean(),
  lastSignInAt: instantSchema.nullable(),
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Staff = z.infer<typeof staffSchema>;

export const staffFilterSchema = z.strictObject({
  ...byIds,
  role: oneOrMany(staffRoleSchema).optional(),
  disabled: z.boolean().optional(),
});
export type StaffFilter = z.infer<typeof staffFilterSchema>;

const staffFields = {
  email: z.email('Use an e-mail address.').max(254),
  name: z.string().trim().min(1, 'Give a name.').max(120),
  roles: z.array(staffRoleSchema).min(1, 'Give at least one role.').max(roles.length),
  regions: z.array(region).max(100),
  slackUserId: z
    .string()
    .trim()
    .regex(/^[UW][A-Z0-9]{6,20}$/, 'Copy the member id from the Slack profile, such as U02ABCDEF.')
    .nullable(),
  phone: z
    .string()
    .trim()
    .regex(/^\+[1-9]\d{6,14}$/, 'Write it with the country code and without spaces, such as +447700900123.')
    .nullable(),
};

/** Whoever is added waits for a second person and then chooses a password by a link of their own. */
export const createStaffSchema = z.strictObject({
  ...staffFields,
  regions: staffFields.regions.default([]),
  slackUserId: staffFields.slackUserId.optional(),
  phone: staffFields.phone.optional(),
});

/** What an operator adds at the command line may sign in at once; without a password through single sign-on only. */
export const provideStaffSchema = createStaffSchema.extend({ password: passwordSchema.nullish() });
export type ProvideStaff = z.infer<typeof provideStaffSchema>;

const { name, phone, ...accessFields } = staffFields;
export const updateStaffSchema = z.strictObject({ name, phone }).partial();

/** By what people are recognised and what they may do, as it shall be; `version` is that of the record it was decided on. */
export const changeAccessSchema = z.strictObject({ ...accessFields, version: z.int() });
export type StaffAccess = Omit<z.infer<typeof changeAccessSchema>, 'version'>;
export type UpdateStaff = z.infer<typeof updateStaffSchema> & Partial<StaffAccess>;

// --- signing in

export const credentialsSchema = z.strictObject({
  email: z.string().min(1, 'Give your e-mail address.').max(254),
  password: z.string().min(1, 'Give your password.').max(200),
  /** Six digits of the authenticator, or a recovery code. */
  totp: z.string().trim().max(32).optional(),
});
export const changePasswordSchema = z.strictObject({
  currentPassword: z.string().max(200),
  newPassword: passwordSchema,
});
export const confirmTotpSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'Enter the six digits.'),
});
/** What the link in a letter carries. */
const invitationSecret = z.string().min(20).max(100);
export const openInvitationSchema = z.strictObject({ secret: invitationSecret });
export const acceptInvitationSchema = z.strictObject({ secret: invitationSecret, password: passwordSchema });
export const passwordOnlySchema = z.strictObject({ password: z.string().min(1, 'Give your password.').max(200) });

// --- machines

/**
 * What a machine may do: `ingest` sends suppliers, events and consents, `entitlements` asks what a supplier may do, `messages` shows suppliers what we
 * write to them in the app, `sync` asks for syncs with payment
 * providers, `read` reads every list as an auditor does,
 * e-mail and telephone masked.
 */
export const tokenScopes = ['ingest', 'entitlements', 'messages', 'sync', 'read'] as const;
export const tokenScopeSchema = z.enum(tokenScopes);
export type TokenScope = z.infer<typeof tokenScopeSchema>;

export const serviceTokenSchema = z.object({
  id: idSchema('serviceToken'),
  name: z.string(),
  scopes: z.array(tokenScopeSchema),
  state: z.enum(['active', 'expired', 'revoked']),
  /** Last characters of each secret that still works, so that people can tell them apart. */
  hints: z.array(z.string()),
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
  createdBy: z.string(),
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** The secret itself: only in the answer to creation, never again. */
  secret: z.string().optional(),
});
export type ServiceToken = z.infer<typeof serviceTokenSchema>;

export const serviceTokenFilterSchema = z.strictObject({
  ...byIds,
  state: oneOrMany(z.enum(['active', 'expired', 'revoked'])).optional(),
});
export type ServiceTokenFilter = z.infer<typeof serviceTokenFilterSchema>;

export const createServiceTokenSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'Use 2 to 63 lower-case letters, digits and hyphens.'),
  scopes: z.array(tokenScopeSchema).min(1, 'Choose at least one scope.').max(tokenScopes.length),
  expiresAt: instantSchema.nullish(),
});
export type CreateServiceToken = z.infer<typeof createServiceTokenSchema>;

// --- actions and approvals

export const actionRunStates = [
  'requested',
  'awaiting_approval',
  'approved',
  'running',
  'succeeded',
  'failed',
  'rejected',
  'expired',
] as const;
export const actionRunStateSchema = z.enum(actionRunStates);

const jsonObject = z.record(z.string(), z.unknown());

export const actionRunSchema = z.object({
  id: idSchema('actionRun'),
  action: z.string(),
  resource: z.string(),
  verb: z.string(),
  targetId: textId,
  supplierId: z.string().nullable(),
  state: actionRunStateSchema,
  requestedBy: z.string(),
  requestedByName: z.string(),
  input: jsonObject,
  reason: z.string().nullable(),
  amount: moneySchema.nullable(),
  approvalId: z.string().nullable(),
  result: jsonObject.nullable(),
  error: z.string().nullable(),
  requestedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  version: z.int(),
});
export type ActionRun = z.infer<typeof actionRunSchema>;

export const actionRunFilterSchema = z.strictObject({
  ...byIds,
  state: oneOrMany(actionRunStateSchema).optional(),
  action: oneOrMany(z.string().max(128)).optional(),
  resource: z.string().max(64).optional(),
  targetId: textId.optional(),
  supplierId: textId.optional(),
  requestedBy: textId.optional(),
});
export type ActionRunFilter = z.infer<typeof actionRunFilterSchema>;

export const approvalStates = ['awaiting_approval', 'approved', 'rejected', 'expired', 'withdrawn'] as const;
export const approvalStateSchema = z.enum(approvalStates);

/** What a person reads before confirming, as the action worked it out. */
export const actionPreviewSchema = z.object({
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
  warnings: z.array(z.string()),
  data: jsonObject.optional(),
});

/**
 * One action on many records, named by its verb with the resource beside it, or whole ("suppliers.assign") in the address: on those named, at once,
 * or on all that match a filter of the list, as a bulk run that is checked first.
 */
export const bulkRequestSchema = z
  .strictObject({
    resource: z.string().min(1).max(64).optional(),
    ids: z.array(textId).min(1, 'Choose at least one record.').max(limits.maxBulkTargets).optional(),
    filter: jsonObject.optional(),
    input: z.unknown().optional(),
    reason: z.string().nullish(),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), 'Name ids or a filter, and not both.');

/** What became of each record: records are independent, so one that is refused does not hold up the others. */
export const bulkOutcomeSchema = z.object({
  succeeded: z.array(
    z.object({
      id: textId,
      runId: idSchema('actionRun'),
      state: z.enum(['succeeded', 'running']),
      /** What became of it where "done" does not say it. */
      words: z.string().nullable(),
    }),
  ),
  awaitingApproval: z.array(z.object({ id: textId, runId: idSchema('actionRun'), approvalId: idSchema('approval') })),
  failed: z.array(z.object({ id: textId, code: z.string(), error: z.string() })),
});
export type BulkOutcome = z.infer<typeof bulkOutcomeSchema>;

export const approvalSchema = z.object({
  id: idSchema('approval'),
  runId: idSchema('actionRun'),
  supplierId: z.string().nullable(),
  supplierName: z.string().nullable(),
  action: z.string(),
  title: z.string(),
  resource: z.string(),
  targetId: textId,
  state: approvalStateSchema,
  permission: z.string(),
  why: z.string(),
  amount: moneySchema.nullable(),
  /** What the requester was shown. */
  preview: actionPreviewSchema,
  requestedBy: z.string(),
  requestedByName: z.string(),
  reason: z.string().nullable(),
  requestedAt: instantSchema,
  expiresAt: instantSchema,
  decidedBy: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instantSchema.nullable(),
  decisionReason: z.string().nullable(),
  runState: actionRunStateSchema,
  runError: z.string().nullable(),
  version: z.int(),
});
export type Approval = z.infer<typeof approvalSchema>;

export const approvalFilterSchema = z.strictObject({
  ...byIds,
  /** mine: what I asked for. review: what waits for somebody like me. history: what is decided or over. */
  queue: z.enum(['mine', 'review', 'history']).optional(),
  state: oneOrMany(approvalStateSchema).optional(),
  action: oneOrMany(z.string().max(128)).optional(),
  supplierId: textId.optional(),
  requestedBy: textId.optional(),
  runId: textId.optional(),
  targetId: textId.optional(),
});
export type ApprovalFilter = z.infer<typeof approvalFilterSchema>;

// --- audit

export const auditEntrySchema = z.object({
  id: z.int(),
  at: instantSchema,
  actorKind: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  resource: z.string(),
  resourceId: z.string(),
  supplierId: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  jobId: z.string().nullable(),
  approvalId: z.string().nullable(),
  /** SHA-256 over this entry and the hash before it; null for the few seconds until the worker chains it. */
  hash: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** An entry as it leaves the house, with all that is needed to verify it elsewhere; unchained entries have no hashes yet. */
export type AuditExportEntry = AuditEntry & {
  /** Place in the chain, which is the order of hashing and nearly that of ids. */
  readonly position: number | null;
  readonly previousHash: string | null;
  /** SHA-256 of the previous hash followed by this text. */
  readonly canonical: string;
};

export const auditExportFormats = ['csv', 'ndjson'] as const;

/** An instant, or a day, which stands for its first moment where our reports are made. */
const momentSchema = z.union([
  instantSchema,
  calendarDateSchema.transform((date) => dayBounds(date).start.toISOString()),
]);

export const auditEntryFilterSchema = z.strictObject({
  id: z.array(z.coerce.number().int()).max(limits.maxFilterListItems).optional(),
  q: searchSchema.optional(),
  actorId: textId.optional(),
  actorKind: z.enum(['staff', 'service', 'system']).optional(),
  action: oneOrMany(z.string().max(64)).optional(),
  resource: oneOrMany(z.string().max(64)).optional(),
  resourceId: textId.optional(),
  supplierId: textId.optional(),
  requestId: textId.optional(),
  approvalId: textId.optional(),
  at_gte: momentSchema.optional(),
  at_lt: momentSchema.optional(),
});
export type AuditEntryFilter = z.infer<typeof auditEntryFilterSchema>;

/** How the hash chain stands: what the last verification found and how far the chain reaches. */
export type AuditVerification = {
  readonly state: 'intact' | 'broken' | 'never-verified';
  readonly verifiedAt: string | null;
  readonly checkedEntries: number;
  readonly brokenEntryId: number | null;
  readonly problem: string | null;
  readonly headHash: string | null;
  readonly chainedThrough: number;
  readonly waiting: number;
};
