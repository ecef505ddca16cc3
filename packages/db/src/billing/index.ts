export * from './customer-links.repository.ts';
export * from './mirror-tables.ts';
export * from './mirror.repository.ts';
export * from './refund-facts.queries.ts';
export * from './refund-requests.queries.ts';
export * from './refund-requests.repository.ts';
