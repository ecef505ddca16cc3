import type { WorkerCapability } from '../platform/index.ts';
import { linkMoney, moneyFindsItsSupplier } from './link-suppliers.ts';
import { refreshStandingNightly } from './refresh-standing.ts';
import { followRefunds, sendRefundsToStripe } from './refund-desk/index.ts';
import { backfillEvents } from './syncs/index.ts';

export { applyNextEvents, applyProviderEvents, type AfterMirror, type Changed } from './apply/index.ts';
export { matchPayouts, sweepBalanceTransactions } from './syncs/index.ts';

export const billing: WorkerCapability = {
  name: 'billing',
  jobs: [backfillEvents(), linkMoney, refreshStandingNightly],
  consumers: [followRefunds, moneyFindsItsSupplier],
  drains: [sendRefundsToStripe],
};
