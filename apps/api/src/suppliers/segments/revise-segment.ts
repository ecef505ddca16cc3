import { usesOf } from '@wedsync/db/platform';
import { compileSegment, segmentFields } from '@wedsync/db/segments';
import { previewSegment, updateSegment } from '@wedsync/db/suppliers';
import { segmentUses } from '@wedsync/db/uses';
import { describeSegmentRule, previewSegmentSchema } from '@wedsync/domain/suppliers';
import { approvalOfUses, defineAction } from '../../platform/index.ts';
import { segmentOf } from './segments.ts';

/** Changes whom a segment means; where two people agreed to something that stands on it, two people change it. */
export const reviseSegment = defineAction({
  resource: 'segments',
  verb: 'revise',
  title: 'Change who is in it',
  description: 'Another rule for the segment; its members move at once',
  danger: false,
  reasonRequired: true,
  input: previewSegmentSchema(segmentFields),
  available: async (reader, id) => {
    await segmentOf(reader, id);
    return { allowed: true, needsApproval: approvalOfUses(await usesOf(reader, segmentUses, id)) !== null };
  },
  assess: async (reader, id, { rule }, { clock }) => {
    const segment = await segmentOf(reader, id);
    const { count } = await previewSegment(reader, compileSegment(rule, clock.now()));
    return {
      supplierId: null,
      amount: null,
      approval: approvalOfUses(await usesOf(reader, segmentUses, id)),
      // Members change by the minute; what was agreed to is the rule.
      fingerprint: JSON.stringify([segment.rule, rule]),
      preview: {
        lines: [
          { label: 'Segment', value: segment.name },
          { label: 'Now', value: describeSegmentRule(segment.rule, segmentFields) },
          { label: 'Then', value: describeSegmentRule(rule, segmentFields) },
          { label: 'Suppliers now', value: String(segment.size) },
          { label: 'Suppliers then', value: String(count) },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, id, { rule }) => {
    await updateSegment(writer, (await segmentOf(writer, id)).id, { rule });
    return { state: 'succeeded' };
  },
});
