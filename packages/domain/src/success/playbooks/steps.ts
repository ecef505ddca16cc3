import type { ContactChannel } from '@wedsync/domain/privacy';
import {
  storableText,
  taskPriorities,
  type SegmentFieldInfo,
  type SegmentRule,
  segmentRuleSchema,
} from '@wedsync/domain/suppliers';
import { contactChannels } from '@wedsync/domain/privacy';
import { z } from 'zod';

type Named = { readonly id: string };

/** Something the supplier or a colleague notices; each is done at most once per enrolment. */
export type Act = Named &
  (
    | { readonly kind: 'message'; readonly channel: ContactChannel; readonly template: string }
    | {
        readonly kind: 'task';
        readonly title: string;
        readonly priority: (typeof taskPriorities)[number];
        readonly dueInDays: number;
      }
    | { readonly kind: 'alert'; readonly text: string }
  );

/** What a branch asks: a rule about the supplier now, or whether an earlier message was read, clicked or answered. */
export type BranchQuestion = { readonly rule: SegmentRule } | { readonly engagedWith: string };

export type PlaybookStep =
  | Act
  | (Named & { readonly kind: 'wait'; readonly hours: number })
  /** Goes on as soon as the event happens, and after `hours` at the latest. */
  | (Named & { readonly kind: 'wait_for'; readonly event: string; readonly hours: number })
  | (Named & {
      readonly kind: 'branch';
      readonly when: BranchQuestion;
      readonly yes: readonly PlaybookStep[];
      readonly no: readonly PlaybookStep[];
    })
  | (Named & { readonly kind: 'stop' });

export const stepLimits = {
  maxSteps: 40,
  maxDepth: 4,
  maxWaitHours: 24 * 180,
  maxTitleChars: 120,
  maxTextChars: 500,
} as const;

const stepId = z.string().regex(/^[a-z0-9_-]{1,40}$/, 'Use a short id of letters, digits and dashes.');
const hours = z.int().min(1).max(stepLimits.maxWaitHours);
/** What happens to a supplier: the type of a success event, such as "invoice.paid", or the name of a product event, such as "login". */
export const eventTypeSchema = z
  .string()
  .regex(/^[a-z_]{1,40}(\.[a-z_]{1,40})?$/, 'Use a name such as invoice.paid or login.');

/** The contract of a playbook's steps, rules in them over these fields. */
export function stepsSchema(fields: readonly SegmentFieldInfo[]): z.ZodType<readonly PlaybookStep[]> {
  const step: z.ZodType<PlaybookStep> = z.lazy(() => z.discriminatedUnion('kind', [...plainSteps, branch]));
  const branch = z.strictObject({
    id: stepId,
    kind: z.literal('branch'),
    when: z.union([z.strictObject({ rule: segmentRuleSchema(fields) }), z.strictObject({ engagedWith: stepId })]),
    yes: z.array(step).max(stepLimits.maxSteps),
    no: z.array(step).max(stepLimits.maxSteps),
  });
  return z
    .unknown()
    .refine(
      (raw) => depthWithin(raw, stepLimits.maxDepth),
      `Branches stand in each other at most ${stepLimits.maxDepth} deep.`,
    )
    .pipe(z.array(step).min(1, 'Add a step.').max(stepLimits.maxSteps))
    .superRefine((steps, context) => {
      for (const message of faultsOf(steps)) context.addIssue({ code: 'custom', message });
    });
}

const plainSteps = [
  z.strictObject({
    id: stepId,
    kind: z.literal('message'),
    channel: z.enum(contactChannels),
    template: z.string().min(1).max(128),
  }),
  z.strictObject({
    id: stepId,
    kind: z.literal('task'),
    title: storableText(stepLimits.maxTitleChars),
    priority: z.enum(taskPriorities),
    dueInDays: z.int().min(0).max(90),
  }),
  z.strictObject({ id: stepId, kind: z.literal('alert'), text: storableText(stepLimits.maxTextChars) }),
  z.strictObject({ id: stepId, kind: z.literal('wait'), hours }),
  z.strictObject({ id: stepId, kind: z.literal('wait_for'), event: eventTypeSchema, hours }),
  z.strictObject({ id: stepId, kind: z.literal('stop') }),
] as const;

/** Every step with those inside branches, in the order of reading. */
export function allSteps(steps: readonly PlaybookStep[]): readonly PlaybookStep[] {
  return steps.flatMap((step) =>
    step.kind === 'branch' ? [step, ...allSteps(step.yes), ...allSteps(step.no)] : [step],
  );
}

function faultsOf(steps: readonly PlaybookStep[]): readonly string[] {
  const every = allSteps(steps);
  const ids = every.map(({ id }) => id);
  const messages = new Set(every.filter(({ kind }) => kind === 'message').map(({ id }) => id));
  return [
    ...(every.length > stepLimits.maxSteps ? [`A playbook has at most ${stepLimits.maxSteps} steps.`] : []),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `Two steps are called ${id}.`),
    ...every.flatMap((step) =>
      step.kind === 'branch' && 'engagedWith' in step.when && !messages.has(step.when.engagedWith)
        ? [`${step.id} asks about ${step.when.engagedWith}, which is no message of this playbook.`]
        : [],
    ),
  ];
}

/** Measured without recursion: what comes in may be deeper than any stack. */
function depthWithin(raw: unknown, most: number): boolean {
  let level: readonly unknown[] = [raw];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return false;
    level = level.flatMap((steps) =>
      Array.isArray(steps) ? steps.slice(0, stepLimits.maxSteps).flatMap(branchesOf) : [],
    );
  }
  return true;
}

function branchesOf(step: unknown): readonly unknown[] {
  if (typeof step !== 'object' || step === null) return [];
  const { yes, no }: { yes?: unknown; no?: unknown } = step;
  return [yes, no].filter((branch) => Array.isArray(branch) && branch.length > 0);
}
