import { defineError, instantSchema } from '@wedsync/domain/platform';
import { z } from 'zod';

export const syncPlatforms = ['stripe', 'paypal'] as const;
export const syncTypes = ['full', 'incremental', 'object'] as const;
export const validationLevels = ['basic', 'standard', 'strict'] as const;

/** What a sync checks besides being able to read a row; each level includes those before it. */
export const validationMeanings: Readonly<Record<(typeof validationLevels)[number], string>> = {
  basic: 'Every row can be read and stored.',
  standard: 'The parts of every movement add up: net is amount less fee.',
  strict: 'Movements known already are compared with what the provider says now.',
};

export const paymentSyncSchema = z
  .strictObject({
    platform: z.enum(syncPlatforms),
    syncType: z.enum(syncTypes),
    dateRange: z.strictObject({ from: instantSchema, to: instantSchema }).optional(),
    objectId: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{3,128}$/, 'Give the id the provider shows.')
      .optional(),
    validationLevel: z.enum(validationLevels).default('standard'),
  })
  .superRefine(({ syncType, dateRange, objectId }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (syncType === 'object' && objectId === undefined) refuse('objectId', 'Say which object to ask for.');
    if (syncType !== 'object' && objectId !== undefined) refuse('objectId', 'Only a sync of one object takes an id.');
    if (syncType === 'object' && dateRange !== undefined) refuse('dateRange', 'One object has no range of dates.');
    if (dateRange !== undefined && Date.parse(dateRange.from) >= Date.parse(dateRange.to))
      refuse('dateRange', 'The range ends before it begins.');
  });
export type PaymentSyncRequest = z.infer<typeof paymentSyncSchema>;

/** Rows refused that are kept with their reason; the count goes on. */
const maxKeptRejections = 200;

const syncRejectionSchema = z.object({ kind: z.string(), id: z.string(), reason: z.string() });
export type SyncRejection = z.infer<typeof syncRejectionSchema>;

/** What a sync has counted so far. Kept with its place after every page, so a killed sync loses neither. */
export const syncTallySchema = z.object({
  seen: z.int().min(0),
  stored: z.int().min(0),
  known: z.int().min(0),
  rejected: z.int().min(0),
  rejections: z.array(syncRejectionSchema),
  ltvUpdates: z.int().min(0),
});
export type SyncTally = z.infer<typeof syncTallySchema>;

export const noTally: SyncTally = { seen: 0, stored: 0, known: 0, rejected: 0, rejections: [], ltvUpdates: 0 };

/** Two counts of different rows as one. */
export function addTallies(a: SyncTally, b: SyncTally): SyncTally {
  return {
    seen: a.seen + b.seen,
    stored: a.stored + b.stored,
    known: a.known + b.known,
    rejected: a.rejected + b.rejected,
    rejections: [...a.rejections, ...b.rejections].slice(0, maxKeptRejections),
    ltvUpdates: a.ltvUpdates + b.ltvUpdates,
  };
}

const qualityDefinition =
  'Score = 1 − rejected ÷ seen. Seen: rows the provider listed. Rejected: rows that could not be read or stored, or failed the checks of the validation level. No score when nothing was seen.';

/** The share of seen rows that were good; null when nothing was seen. */
function qualityScore({ seen, rejected }: Pick<SyncTally, 'seen' | 'rejected'>): number | null {
  return seen === 0 ? null : 1 - rejected / seen;
}

/** A sync as the api shows it. */
export const paymentSyncStatusSchema = z.object({
  syncId: z.string(),
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'dead', 'cancelled']),
  platform: z.enum(syncPlatforms),
  syncType: z.enum(syncTypes),
  dateRange: z.object({ from: z.string(), to: z.string() }).nullable(),
  objectId: z.string().nullable(),
  validationLevel: z.enum(validationLevels),
  attempt: z.int(),
  processedEvents: z.int(),
  /** Suppliers whose value is worked out again because of what was new, counted once a page. */
  ltvUpdatesTriggered: z.int(),
  dataQualityReport: z.object({
    seen: z.int(),
    storedNew: z.int(),
    alreadyKnown: z.int(),
    rejected: z.int(),
    rejectedRows: z.array(syncRejectionSchema),
    score: z.number().nullable(),
    definition: z.string(),
  }),
  errors: z.array(z.string()),
  /** A person or a machine; null when the schedule asked. */
  requestedBy: z.string().nullable(),
  requestedByName: z.string().nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
});
export type PaymentSyncStatus = z.infer<typeof paymentSyncStatusSchema>;

/** The report of what was counted. */
export function qualityReport(tally: SyncTally): PaymentSyncStatus['dataQualityReport'] {
  return {
    seen: tally.seen,
    storedNew: tally.stored,
    alreadyKnown: tally.known,
    rejected: tally.rejected,
    rejectedRows: tally.rejections,
    score: qualityScore(tally),
    definition: qualityDefinition,
  };
}

export const SyncIsOver = defineError(
  'conflict',
  'sync-is-over',
  (p: { syncId: string; status: string }) => `Sync ${p.syncId} is ${p.status} already; there is nothing to cancel.`,
);

export const SyncUnderWay = defineError(
  'conflict',
  'sync-under-way',
  (p: { platform: string; syncId: string }) =>
    `Sync ${p.syncId} of ${p.platform} is not done yet. Wait for it, or cancel it.`,
);
