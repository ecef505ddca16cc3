export * from './book-risks.queries.ts';
export * from './books.queries.ts';
