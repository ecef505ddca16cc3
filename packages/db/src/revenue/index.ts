export * from './journal-entries.repository.ts';
export * from './journal-entries.queries.ts';
