import { calendarDateSchema } from '@wedsync/domain/platform';
import { contactPurposes } from '@wedsync/domain/privacy';
import { segmentRuleSchema, type SegmentFieldInfo, type SegmentRule } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { eventTypeSchema, stepsSchema, type PlaybookStep } from './steps.ts';

const days = z.int().min(0).max(365);

const triggerSchema = z.discriminatedUnion('kind', [
  /** Something happened to the supplier. */
  z.strictObject({ kind: z.literal('event'), event: eventTypeSchema }),
  z.strictObject({ kind: z.literal('segment'), segmentId: z.string().min(1).max(128) }),
  /** A score passes a mark: health in points, churn in percent. */
  z.strictObject({
    kind: z.literal('score'),
    score: z.enum(['health', 'churn']),
    passes: z.enum(['below', 'above']),
    mark: z.int().min(0).max(100),
  }),
  /** Everybody whom the rule means, at that hour of the supplier's day; a month without the day has its last day. */
  z.strictObject({
    kind: z.literal('schedule'),
    every: z.enum(['day', 'week', 'month']),
    on: z.int().min(1).max(31).default(1),
    hour: z.int().min(0).max(23).default(9),
  }),
]);
export type PlaybookTrigger = z.infer<typeof triggerSchema>;

export type ScoreTrigger = Extract<PlaybookTrigger, { kind: 'score' }>;

/** What the playbook is for: judged for those treated and those held out alike, `withinDays` after they entered. */
export type PlaybookGoal = { readonly withinDays: number } & (
  { readonly rule: SegmentRule } | { readonly event: string; readonly times: number }
);

/** What a playbook is; kept whole with each version of it. */
export type PlaybookDefinition = {
  readonly trigger: PlaybookTrigger;
  /** Must hold besides the trigger when a supplier enters; null: the trigger is enough. */
  readonly who: SegmentRule | null;
  readonly purpose: (typeof contactPurposes)[number];
  readonly steps: readonly PlaybookStep[];
  readonly goal: PlaybookGoal;
  readonly exit: {
    readonly onReply: boolean;
    readonly onPayment: boolean;
    /** Leaves when this holds. */
    readonly rule: SegmentRule | null;
  };
  readonly coolDownDays: number;
  readonly maxEntries: number | null;
  /** How many may be in it at once. */
  readonly maxRunning: number;
  readonly holdoutPercent: number;
  /** The larger wins when several would have a supplier. */
  readonly priority: number;
  readonly approveBeforeSend: boolean;
  /** Takes nobody in from this day on; null: until stopped. */
  readonly endsOn: string | null;
};

/** The contract of a playbook, rules in it over these fields. */
export function playbookDefinitionSchema(fields: readonly SegmentFieldInfo[]): z.ZodType<PlaybookDefinition> {
  const rule = segmentRuleSchema(fields);
  const withinDays = z.int().min(1).max(365);
  return z
    .strictObject({
      trigger: triggerSchema,
      who: rule.nullable(),
      purpose: z.enum(contactPurposes),
      steps: stepsSchema(fields),
      goal: z.union([
        z.strictObject({ withinDays, rule }),
        z.strictObject({ withinDays, event: eventTypeSchema, times: z.int().min(1).max(100) }),
      ]),
      exit: z.strictObject({ onReply: z.boolean(), onPayment: z.boolean(), rule: rule.nullable() }),
      coolDownDays: days,
      maxEntries: z.int().min(1).max(1_000).nullable(),
      maxRunning: z.int().min(1).max(1_000_000),
      holdoutPercent: z.int().min(0).max(50),
      priority: z.int().min(0).max(100),
      approveBeforeSend: z.boolean(),
      endsOn: calendarDateSchema.nullable(),
    })
    .superRefine(({ trigger, who, purpose, holdoutPercent }, context) => {
      if (trigger.kind === 'schedule' && who === null)
        context.addIssue({
          code: 'custom',
          path: ['who'],
          message: 'A schedule without a rule would take in everybody.',
        });
      // What the contract asks for is owed to everybody: nobody may be left out of it for the sake of measuring.
      if (purpose === 'service' && holdoutPercent > 0)
        context.addIssue({ code: 'custom', path: ['holdoutPercent'], message: 'Service messages hold nobody out.' });
    });
}

/** Whether a score that went from one value to another passed the mark; from nothing known it passes when it lies beyond. */
export function passesMark({ passes, mark }: ScoreTrigger, before: number | null, after: number | null): boolean {
  if (after === null) return false;
  const beyond = (value: number) => (passes === 'below' ? value < mark : value > mark);
  return beyond(after) && (before === null || !beyond(before));
}
