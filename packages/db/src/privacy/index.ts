export * from './consents.queries.ts';
export * from './consents.repository.ts';
export * from './may-contact.queries.ts';
export * from './suppressions.repository.ts';
