export { backfillEvents } from './backfill-events.ts';
export { matchPayouts } from './match-payouts.ts';
export { sweepBalanceTransactions } from './sweep-balance-transactions.ts';
