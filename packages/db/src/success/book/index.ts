export * from './book-risks.queries.ts';
