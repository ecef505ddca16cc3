export * from './journal-entries.repository.ts';
