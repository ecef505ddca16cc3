export * from './checks.queries.ts';
export * from './consistency-checks.repository.ts';
