import { instantSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { arms } from './holdout.ts';
import { suppressionReasons } from './suppression.ts';

/** How a playbook does so far, over all its versions. */
export const playbookResultsSchema = z.object({
  /** Treated enrolments that stand at each step now, and what was done at it. */
  steps: z.array(z.object({ step: z.string(), standing: z.int(), done: z.int(), engaged: z.int(), keptBack: z.int() })),
  /** Treated, past the last step, waiting for the goal to be judged. */
  awaitingGoal: z.int(),
  /** Per arm those who entered by a draw, and of them those whose days to the goal have passed, as measured each hour. */
  arms: z.array(z.object({ arm: z.enum(arms), entered: z.int(), judged: z.int(), metGoal: z.int() })),
  suppressed30: z.array(z.object({ reason: z.enum(suppressionReasons), suppliers: z.int() })),
  versions: z.array(z.object({ number: z.int(), publishedByName: z.string(), publishedAt: instantSchema })),
});
export type PlaybookResults = z.infer<typeof playbookResultsSchema>;
