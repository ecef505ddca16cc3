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
function refreshOne({ store, actor, clock }: JobContext, id: string): Promise<Refreshed> {
  return store.transact(actor, async (writer) => {
    const segment = await lockSegment(writer, id);
    if (segment === undefined) return nobody;
    const now = clock.now();
    try {
      return await refreshSegment(writer, segment, compileSegment(segment.rule, now), now);
    } catch (error) {
      if (!isDomainError(error) || error.kind !== 'invalid') throw error;
      await noteSegmentTrouble(writer, id, error.message);
      return nobody;
    }
  });
}
