import { segmentFields, segmentUses } from '@wedsync/db/segments';
import { createSegment, deleteSegment, findSegment, listSegments, updateSegment } from '@wedsync/db/suppliers';
import {
  createSegmentSchema,
  segmentFilterSchema,
  segmentSchema,
  updateSegmentSchema,
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
  update: { input: updateSegmentSchema(segmentFields), run: updateSegment },
  remove: { run: (writer, id) => deleteSegment(writer, id, segmentUses) },
});
