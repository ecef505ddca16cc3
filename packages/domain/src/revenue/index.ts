export * from './contract.ts';
export * from './mrr/index.ts';
export * from './balance-transaction-postings.ts';
export * from './credit-note-postings.ts';
export * from './invoice-postings.ts';
export * from './journal.ts';
export * from './payout-postings.ts';
export * from './retention/index.ts';
