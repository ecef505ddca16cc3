export * from './refund-facts.queries.ts';
export * from './refund-requests.queries.ts';
export * from './refund-requests.repository.ts';
