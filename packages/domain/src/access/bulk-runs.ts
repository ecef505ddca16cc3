import { defineError, idSchema, instantSchema, limits, moneySchema, oneOrMany } from '@wedsync/domain/platform';
import { z } from 'zod';

/**
 * checking: each record is looked at, nothing is done. ready: somebody reads what would happen. running: each is done by itself.
 * done, cancelled, failed: over; a cancelled or failed one keeps what was done.
 */
export const bulkRunStates = ['checking', 'ready', 'running', 'done', 'cancelled', 'failed'] as const;
export type BulkRunState = (typeof bulkRunStates)[number];

/** Where one record of a bulk run stands. */
export const bulkTargetStates = [
  'unchecked',
  'allowed',
  'refused',
  'succeeded',
  'awaiting_approval',
  'failed',
] as const;
export type BulkTargetState = (typeof bulkTargetStates)[number];

const jsonObject = z.record(z.string(), z.unknown());

/** One action on everything that matches a filter: checked first, started by a person, then done record by record. */
export const bulkRunSchema = z.object({
  id: idSchema('bulkRun'),
  action: z.string(),
  title: z.string(),
  resource: z.string(),
  input: jsonObject,
  filter: jsonObject,
  reason: z.string().nullable(),
  state: z.enum(bulkRunStates),
  /** Why a second person has to agree before it starts; null when none has to. */
  secondPerson: z.string().nullable(),
  total: z.int(),
  /** How many records stand where. */
  counts: z.partialRecord(z.enum(bulkTargetStates), z.int()),
  /** What it would move, by currency, as checked. */
  amounts: z.array(moneySchema),
  /** Of those that may be done, how many wait for a second person each by itself. */
  waitingEach: z.int(),
  /** The commonest reasons why records are refused or failed. */
  refusals: z.array(z.object({ why: z.string(), count: z.int() })),
  error: z.string().nullable(),
  requestedBy: z.string(),
  requestedByName: z.string(),
  requestedAt: instantSchema,
  checkedAt: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
  version: z.int(),
});
export type BulkRun = z.infer<typeof bulkRunSchema>;

export const bulkRunFilterSchema = z.strictObject({
  id: z.array(z.string().max(128)).max(limits.maxFilterListItems).optional(),
  state: oneOrMany(z.enum(bulkRunStates)).optional(),
  resource: z.string().max(64).optional(),
  mine: z.boolean().optional(),
});
export type BulkRunFilter = z.infer<typeof bulkRunFilterSchema>;

/** One record of a bulk run, as its file lists it. */
export type BulkTarget = {
  readonly position: number;
  readonly targetId: string;
  readonly label: string;
  readonly supplierId: string | null;
  readonly state: BulkTargetState;
  readonly why: string | null;
  readonly runId: string | null;
};

/** What was checked longer ago than this is checked again before it starts. */
export const bulkCheckHours = 24;

export const TooManyMatch = defineError(
  'invalid',
  'too-many-match',
  (p: { total: number }) =>
    `${p.total.toLocaleString('en-GB')} match, and one bulk action takes at most ${limits.maxBulkRunTargets.toLocaleString('en-GB')}. Narrow the filter.`,
);
export const NothingMatches = defineError('invalid', 'nothing-matches', () => 'Nothing matches this filter.');
export const BulkRunNotPossible = defineError('conflict', 'bulk-run-not-possible', (p: { why: string }) => p.why);

/** Why a bulk run cannot start now; null when it can. */
export function startRefusal(run: Pick<BulkRun, 'state' | 'counts' | 'checkedAt'>, now: Date): string | null {
  if (run.state === 'checking') return 'It is still being checked.';
  if (run.state !== 'ready') return `It is ${run.state} already.`;
  if ((run.counts.allowed ?? 0) === 0) return 'None of these records can be done.';
  const checkedMs = run.checkedAt === null ? 0 : Date.parse(run.checkedAt);
  const old = now.getTime() - checkedMs > bulkCheckHours * 3_600_000;
  return old ? 'It was checked more than a day ago: ask for it again.' : null;
}

/** Why a bulk run cannot be cancelled; null when it can. */
export function cancelRefusal({ state }: Pick<BulkRun, 'state'>): string | null {
  return state === 'checking' || state === 'ready' || state === 'running' ? null : `It is ${state} already.`;
}
