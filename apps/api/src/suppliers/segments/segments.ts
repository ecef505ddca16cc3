import { usesOf, type Reader } from '@wedsync/db/platform';
import { segmentFields } from '@wedsync/db/segments';
import { createSegment, deleteSegment, findSegment, listSegments, updateSegment } from '@wedsync/db/suppliers';
import { segmentUses } from '@wedsync/db/uses';
import { agreedWords, NotFound } from '@wedsync/domain/platform';
import {
  createSegmentSchema,
  SegmentAgreed,
  segmentFilterSchema,
  segmentSchema,
  updateSegmentSchema,
  type Segment,
  type UpdateSegment,
} from '@wedsync/domain/suppliers';
import { defineResource } from '../../platform/index.ts';

export const segmentsResource = defineResource({
  name: 'segments',
  description:
    'Suppliers that a rule means, under a name. Who is in is looked at every few minutes; lists, bulk actions and playbooks use it.',
  row: segmentSchema,
  filter: segmentFilterSchema,
  list: listSegments,
  show: findSegment,
  create: {
    input: createSegmentSchema(segmentFields),
    run: (writer, segment, { uuids }) => createSegment(writer, segment, uuids),
  },
  update: {
    input: updateSegmentSchema(segmentFields),
    run: async (writer, id, change) => {
      await refuseAgreed(writer, id, change);
      await updateSegment(writer, id, change);
    },
  },
  remove: { run: async (writer, id) => deleteSegment(writer, id, await usesOf(writer, segmentUses, id)) },
});

/** What two people agreed to does not change its audience by one person alone. @throws SegmentAgreed */
async function refuseAgreed(reader: Reader, id: string, { rule, archived }: UpdateSegment): Promise<void> {
  if (rule === undefined && archived !== true) return;
  const by = agreedWords(await usesOf(reader, segmentUses, id));
  if (by === null) return;
  const ask = 'Ask for the change by “Change who is in it”: a second person agrees.';
  throw SegmentAgreed({ by, what: rule === undefined ? 'Publish that without it, or archive it, first.' : ask });
}

/** @throws NotFound */
export async function segmentOf(reader: Reader, id: string): Promise<Segment> {
  const segment = await findSegment(reader, id);
  if (segment === undefined) throw NotFound({ what: 'segment', id });
  return segment;
}
