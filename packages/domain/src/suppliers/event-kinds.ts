import { z } from 'zod';
import { eventKind, plainEventKind } from '../platform/index.ts';

const externalId = z.string();
const segment = { segmentId: z.string(), segmentName: z.string() };
const exampleSegment = { segmentId: 'seg_1', segmentName: 'Photographers in London' };
const guarded = { source: z.string(), sourceId: z.string() };

/** What suppliers, their tasks and their segments tell. */
export const supplierEventKinds = {
  'supplier.arrived': eventKind({
    description: 'The host application told of a supplier for the first time.',
    payload: z.strictObject({ externalId }),
    example: { externalId: 'wed-1042' },
  }),
  'supplier.changed': eventKind({
    description: 'Something of a supplier, or kept beside it, changed: details, contacts, wedding dates, notes.',
    payload: z.strictObject({ externalId: externalId.optional() }),
    example: { externalId: 'wed-1042' },
  }),
  'supplier.assigned': eventKind({
    description: 'A supplier has another owner.',
    payload: z.strictObject({ before: z.string().nullable(), after: z.string().nullable() }),
    example: { before: null, after: 'stf_1' },
  }),
  'task.raised': eventKind({
    description: 'There is a new task about a supplier.',
    payload: z.strictObject({
      type: z.string(),
      reason: z.string(),
      priority: z.string(),
      ownerId: z.string().nullable(),
    }),
    example: { type: 'health', reason: 'dropped', priority: 'high', ownerId: 'stf_1' },
  }),
  'task.changed': plainEventKind('The words, priority or day of a task changed.'),
  'task.completed': plainEventKind('A task is done.'),
  'task.cancelled': plainEventKind('A task was called off.'),
  'task.snoozed': plainEventKind('A task was put off to a later moment.'),
  'task.reopened': plainEventKind('A task that was over is open again.'),
  'task.assigned': plainEventKind('A task was handed to somebody else.'),
  'task.woken': plainEventKind('A task that was put off is back.'),
  'note.written': eventKind({
    description: 'Somebody wrote a note about a supplier.',
    payload: z.strictObject({ kind: z.string(), blocksAutomation: z.boolean() }),
    example: { kind: 'call', blocksAutomation: false },
  }),
  'guard_deferral.recorded': eventKind({
    description: 'Something was put off because of a wedding or a Saturday.',
    payload: z.strictObject({ ...guarded, kind: z.string(), guardDeferralId: z.string(), until: z.iso.datetime() }),
    example: {
      source: 'dunning',
      sourceId: 'dun_1',
      kind: 'restrict',
      guardDeferralId: 'grd_1',
      until: '2026-06-15T08:00:00.000Z',
    },
  }),
  'guard_deferral.overridden': eventKind({
    description: 'A customer success lead said that something need not wait for a free day.',
    payload: z.strictObject(guarded),
    example: { source: 'dunning', sourceId: 'dun_1' },
  }),
  'segment.entered': eventKind({
    description: 'A supplier has come to belong to a segment.',
    payload: z.strictObject(segment),
    example: exampleSegment,
  }),
  'segment.left': eventKind({
    description: 'A supplier belongs to a segment no more.',
    payload: z.strictObject(segment),
    example: exampleSegment,
  }),
  'segment.rewritten': eventKind({
    description: 'A segment has a new rule; who came and went because of it is not told one by one.',
    payload: z.strictObject({ ...segment, size: z.int(), entered: z.int(), left: z.int() }),
    example: { ...exampleSegment, size: 120, entered: 20, left: 3 },
  }),
};
