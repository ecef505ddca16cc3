import { compileSegment, segmentFields } from '@wedsync/db/segments';
import { listSegmentSizes, previewSegment } from '@wedsync/db/suppliers';
import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { previewSegmentSchema, segmentPreviewSchema, segmentSizeSchema } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineDoor, type Door } from '../../platform/index.ts';

/** Of the history of sizes, what a chart shows. */
const shownDays = 180;

// Where an answer stands in the database is nobody's business outside.
const offered = segmentFields.map(({ source: _, ...info }) => info);

/** What builders of rules need: the fields there are, how many a rule means while it is being written, and how a segment grew. */
export const segmentDoors: readonly Door[] = [
  defineDoor({
    method: 'get',
    path: '/segment-fields',
    summary: 'What rules of segments may ask about',
    permission: 'segments:list',
    answer: () => offered,
  }),
  defineDoor({
    method: 'post',
    path: '/segments/preview',
    summary: 'How many suppliers a rule means, and a few of them',
    permission: 'segments:list',
    body: previewSegmentSchema(segmentFields),
    response: segmentPreviewSchema,
    answer: ({ store, actor, clock, body }) => {
      const condition = compileSegment(body.rule, clock.now());
      return store.read(actor, (reader) => previewSegment(reader, condition));
    },
  }),
  defineDoor({
    method: 'get',
    path: '/segments/{id}/sizes',
    summary: 'How a segment grew and shrank',
    permission: 'segments:show',
    response: z.array(segmentSizeSchema),
    answer: ({ store, actor, clock, params }) => {
      const since = plusMs(clock.now(), -shownDays * DAY_MS);
      return store.read(actor, (reader) => listSegmentSizes(reader, params.id, since));
    },
  }),
];
