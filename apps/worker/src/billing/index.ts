import type { WorkerCapability } from '../platform/index.ts';
import { advanceDunning, sendCollectionsToPaypal, sendCollectionsToStripe, watchDisputes } from './dunning/index.ts';
import { announceEnds, writeLetters } from './letters/index.ts';
import { takeBackEntitlements } from './entitlements/take-back.ts';
import { linkMoney, moneyFindsItsSupplier } from './link-suppliers.ts';
import { refreshStandingNightly } from './refresh-standing.ts';
import { followRefunds, sendRefundsToPaypal, sendRefundsToStripe } from './refund-desk/index.ts';
import { hearOverriddenGuard, sendSubscriptionRequestsToStripe } from './subscription-desk/index.ts';
import { backfillEvents, scheduleSyncs } from './syncs/index.ts';

export { applyNextEvents, applyProviderEvents, refreshObjects, type AfterMirror } from './apply/index.ts';
export { lookAtReminders, reviewDebts } from './dunning/index.ts';
export { openPaypalGateway } from './gateways/paypal.ts';
export { openStripe } from './gateways/stripe.ts';
export { openStatements, paypalStatement, stripeStatement, type Statement } from './statements/index.ts';
export {
  matchPayouts,
  sweepBalanceTransactions,
  syncPayments,
  syncPaypalTransactions,
  type OpenStripe,
} from './syncs/index.ts';

export const billing: WorkerCapability = {
  name: 'billing',
  jobs: [announceEnds, backfillEvents(), linkMoney, refreshStandingNightly, scheduleSyncs(), watchDisputes],
  consumers: [followRefunds, hearOverriddenGuard, moneyFindsItsSupplier, writeLetters],
  drains: [
    advanceDunning,
    sendCollectionsToPaypal,
    sendCollectionsToStripe,
    sendRefundsToPaypal,
    sendRefundsToStripe,
    sendSubscriptionRequestsToStripe,
    takeBackEntitlements,
  ],
};
