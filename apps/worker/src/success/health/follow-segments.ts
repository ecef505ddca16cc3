import { markForRecompute } from '@wedsync/db/platform';
import { loadHealthModels } from '@wedsync/db/success';
import { movedAt } from '@wedsync/db/suppliers';
import { segmentIdsOf } from '@wedsync/domain/success';
import type { Consumer } from '../../platform/index.ts';

/** Scores whoever came into a segment that the health model asks about, or left it, whether facts moved them or a new rule did. */
export const scoreOnSegments: Consumer = {
  name: 'health-by-segment',
  description: 'Scores suppliers anew that moved into or out of a segment the health model asks about',
  types: ['segment.entered', 'segment.left', 'segment.rewritten'],
  batchSize: 500,
  replay: { kind: 'repeats', does: 'Scores these suppliers again, by what is known now.' },
  apply: async (writer, events) => {
    const { current } = await loadHealthModels(writer);
    const asked = new Set(segmentIdsOf(current.config));
    const heard = events.filter(({ resourceId }) => asked.has(resourceId));
    const moved = heard.flatMap(({ supplierId }) => supplierId ?? []);
    for (const { supplierId, resourceId, occurredAt } of heard)
      if (supplierId === null) moved.push(...(await movedAt(writer, resourceId, occurredAt)));
    await markForRecompute(writer, 'health', moved);
  },
};
