export * from './book-risks.queries.ts';
export * from './next-actions.queries.ts';
