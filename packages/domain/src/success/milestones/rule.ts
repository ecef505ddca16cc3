import { detailOf, productEventKinds, productEventLimits } from '@wedsync/domain/connectors';
import { storableText } from '@wedsync/domain/suppliers';
import { z } from 'zod';

/** What a milestone may be about, in the order it is offered: product events, and colleagues that came on an invite and pay. */
export const milestoneEvents = [...Object.keys(productEventKinds), 'referral.credited'];

/** Reached at the n-th event of a name, or of one detail of it, such as one feature. */
export const milestoneRuleSchema = z
  .strictObject({
    event: z.string().refine((name) => milestoneEvents.includes(name), 'Not an event this api knows.'),
    /** The feature, or the host application's own milestone; null for any. */
    detail: storableText(productEventLimits.maxNameChars).nullable(),
    times: z.int().min(1).max(1_000),
  })
  .refine(({ event, detail }) => detail === null || hasDetail(event), {
    path: ['detail'],
    message: 'Only uses of features and milestones of the host application have a detail.',
  });
export type MilestoneRule = z.infer<typeof milestoneRuleSchema>;

/** Whether events of this name are counted by a detail as well. */
export function hasDetail(event: string): boolean {
  return detailOf(event) !== null;
}

/** "10 × enquiry answered", "feature used: gallery". */
export function ruleInWords({ event, detail, times }: MilestoneRule): string {
  const what = event.replaceAll(/[._]/g, ' ');
  return `${times === 1 ? '' : `${times} × `}${what}${detail === null ? '' : `: ${detail}`}`;
}
