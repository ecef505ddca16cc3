export { backfillEvents, type OpenStripe } from './backfill-events.ts';
export { matchPayouts } from './match-payouts.ts';
export { scheduleSyncs } from './payments/schedule-syncs.ts';
export { syncPayments } from './payments/sync-payments.ts';
export { syncPaypalTransactions } from './sync-paypal-transactions.ts';
export { sweepBalanceTransactions } from './sweep-balance-transactions.ts';
