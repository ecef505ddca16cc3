import { applyProviderEvents, matchPayouts, sweepBalanceTransactions } from '../billing/index.ts';
import type { WorkerCapability } from '../platform/index.ts';
import { bookChanges } from './book-changes.ts';

/** What revenue adds to the worker: whatever billing mirrors is booked in the same transaction. */
export const revenue: WorkerCapability = {
  name: 'revenue',
  jobs: [sweepBalanceTransactions([bookChanges]), matchPayouts([bookChanges])],
  consumers: [],
  drains: [applyProviderEvents({ after: [bookChanges] })],
};
