import { compileSegment } from '@wedsync/db/segments';
import {
  lockSegment,
  noteSegmentTrouble,
  refreshSegment,
  segmentsToRefresh,
  type Refreshed,
} from '@wedsync/db/suppliers';
import { isDomainError, MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, type JobContext } from '../../platform/index.ts';

/** Who is in which segment: all of them every few minutes, and one at once when its rule has changed or somebody asks. */
export const refreshSegments = defineJob({
  name: 'suppliers.refresh-segments',
  description: 'Looks who is in each segment and who has left it, and tells the house',
  input: z.object({ segmentId: z.string().optional() }),
  schedule: { everyMs: 3 * MINUTE_MS },
  maxAttempts: 3,
  lockMs: 5 * MINUTE_MS,
  run: async (context, { segmentId }) => {
    const { store, actor, signal, progress } = context;
    const ids = segmentId === undefined ? await store.read(actor, segmentsToRefresh) : [segmentId];
    const moved = { entered: 0, left: 0 };
    for (const [index, id] of ids.entries()) {
      if (signal.aborted) break;
      const { entered, left } = await refreshOne(context, id);
      moved.entered += entered;
      moved.left += left;
      if (ids.length > 1) await progress(index + 1, ids.length, 'segments');
    }
    return { segments: ids.length, ...moved };
  },
});

const nobody = { size: 0, entered: 0, left: 0 };

/** A transaction of its own each: one rule that cannot be worked out holds up no other. */
async function refreshOne({ store, actor, clock }: JobContext, id: string): Promise<Refreshed> {
  try {
    return await store.transact(actor, async (writer) => {
      const segment = await lockSegment(writer, id);
      const now = clock.now();
      return segment === undefined
        ? nobody
        : await refreshSegment(writer, segment, compileSegment(segment.rule, now), now);
    });
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === null) throw error;
    await store.transact(actor, (writer) => noteSegmentTrouble(writer, id, trouble));
    return nobody;
  }
}

/** What the database says of a rule it cannot follow, by SQLSTATE. */
const refusals: Readonly<Record<string, string>> = {
  '57014': 'This rule takes too long to work out. Ask for less of it.',
  '22003': 'A number of this rule is out of range. Change the rule.',
  '22008': 'A date of this rule is out of range. Change the rule.',
};

/** What is wrong with the rule; null when it is not the rule. */
function troubleOf(error: unknown): string | null {
  if (isDomainError(error)) return error.kind === 'invalid' ? error.message : null;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return refusals[code] ?? null;
}
