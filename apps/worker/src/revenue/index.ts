import {
  applyProviderEvents,
  matchPayouts,
  openPaypalGateway,
  openStripe,
  sweepBalanceTransactions,
  syncPayments,
  syncPaypalTransactions,
} from '../billing/index.ts';
import type { WorkerCapability } from '../platform/index.ts';
import { bookChanges } from './book-changes.ts';
import { debtsFollowPaymentsByHand } from './follow-payments-by-hand.ts';
import { followSubscriptions, movementsFindTheirSupplier } from './follow-subscriptions.ts';
import { importFxRates } from './import-fx-rates.ts';
import {
  followValue,
  revalueOnFacts,
  valueEverybody,
  valueFindsItsSupplier,
  valueGrownBase,
} from './lifetime-value/index.ts';
import { matchCustomerCredit } from './match-customer-credit.ts';
import { findLeakage, reportLeakage } from './leakage/index.ts';
import { watchConsistency } from './consistency/index.ts';
import { fixException, reconcile } from './reconciliation/index.ts';
import { followTime, rebuildMrr, recomputeMrrOnFacts } from './recompute-mrr.ts';

/** Whatever billing mirrors is booked and followed in the same transaction. */
const after = [bookChanges, followSubscriptions, followValue];

const applyStripeEvents = applyProviderEvents({
  after,
  name: 'apply-provider-events',
  description: 'Mirrors what Stripe says and books it',
  open: openStripe,
});
const applyPaypalEvents = applyProviderEvents({
  after,
  name: 'apply-paypal-events',
  description: 'Mirrors what PayPal says and books it',
  open: openPaypalGateway,
});

/** What revenue adds to the worker: the books, the movements of MRR and the exchange rates both need. */
export const revenue: WorkerCapability = {
  name: 'revenue',
  jobs: [
    sweepBalanceTransactions(after),
    matchPayouts(after),
    matchCustomerCredit(after),
    syncPaypalTransactions(after),
    syncPayments(after),
    importFxRates,
    reconcile(),
    fixException(after),
    findLeakage,
    reportLeakage,
    watchConsistency,
    followTime,
    rebuildMrr,
    valueEverybody,
    valueGrownBase,
  ],
  consumers: [debtsFollowPaymentsByHand, movementsFindTheirSupplier, valueFindsItsSupplier],
  drains: [applyStripeEvents, applyPaypalEvents, recomputeMrrOnFacts, revalueOnFacts],
};
