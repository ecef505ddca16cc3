import { z } from 'zod';
import { eventKind, plainEventKind } from '../platform/index.ts';

const approval = z.strictObject({ state: z.string(), action: z.string(), runId: z.string() });
const bulkRun = z.strictObject({ requestedBy: z.string(), total: z.int() });
const askedForMany = { requestedBy: 'stf_1', total: 40 };

/** What requests, approvals and the audit trail tell. */
export const accessEventKinds = {
  'approval.requested': eventKind({
    description: 'An action waits for a second person.',
    payload: approval,
    example: { state: 'awaiting_approval', action: 'charges.refund', runId: 'run_1' },
  }),
  'approval.decided': eventKind({
    description: 'A second person agreed or said no, the request was withdrawn, or nobody decided in time.',
    payload: approval,
    example: { state: 'approved', action: 'charges.refund', runId: 'run_1' },
  }),
  'action.finished': eventKind({
    description: 'An action that somebody asked for came to its end.',
    payload: z.strictObject({
      action: z.string(),
      state: z.string(),
      targetResource: z.string(),
      targetId: z.string(),
    }),
    example: { action: 'charges.refund', state: 'succeeded', targetResource: 'charges', targetId: 'ch_1' },
  }),
  'staff.invited': eventKind({
    description: 'A colleague gets a link by which they choose a password.',
    payload: z.strictObject({ invitationId: z.string() }),
    example: { invitationId: 'inv_1' },
  }),
  'audit.broken': plainEventKind(
    'The chain of the audit trail does not fit together: somebody changed what was written.',
  ),
  'bulk-run.checking': eventKind({
    description: 'The records of a bulk run are being looked at.',
    payload: bulkRun,
    example: askedForMany,
  }),
  'bulk-run.ready': eventKind({
    description: 'A bulk run knows what it would do, and waits to be started.',
    payload: bulkRun,
    example: askedForMany,
  }),
  'bulk-run.running': eventKind({ description: 'A bulk run began.', payload: bulkRun, example: askedForMany }),
  'bulk-run.done': eventKind({
    description: 'A bulk run has been through all its records.',
    payload: bulkRun,
    example: askedForMany,
  }),
  'bulk-run.cancelled': eventKind({
    description: 'A bulk run was called off.',
    payload: bulkRun,
    example: askedForMany,
  }),
  'bulk-run.failed': eventKind({
    description: 'A bulk run could not go on.',
    payload: bulkRun,
    example: askedForMany,
  }),
};
