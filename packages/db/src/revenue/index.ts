export * from './journal-entries.repository.ts';
export * from './journal-entries.queries.ts';
export * from './fx-rates.queries.ts';
export * from './fx-rates.repository.ts';
export * from './mrr-movements.repository.ts';
export * from './subscription-states.repository.ts';
