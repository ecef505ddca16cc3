import { chainAuditEntries } from '@wedsync/db/access';
import { createId, SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { Drain } from '../platform/index.ts';

/** Small enough to hold its lock for a moment only, large enough to keep up with an import of thousands of suppliers. */
const batchSize = 2_000;

/** Binds each audit entry to the one before it, seconds after it was written, so that a later change shows. */
export const chainAudit: Drain = {
  name: 'access.chain-audit',
  description: 'Adds new audit entries to the hash chain',
  // Nobody notifies: an announcement per audit entry would cost every write in the house more than waiting 3 s costs the trail.
  channel: 'wedsync_audit',
  sweepMs: 3 * SECOND_MS,
  concurrency: 1,
  drain: ({ store, uuids }) =>
    store.transact(systemActor('access.chain-audit', createId('request', uuids.next())), (writer) =>
      chainAuditEntries(writer, batchSize),
    ),
};
