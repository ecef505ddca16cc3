export * from './identity.queries.ts';
export * from './service-tokens.queries.ts';
export * from './service-tokens.repository.ts';
export * from './staff.queries.ts';
export * from './staff.repository.ts';
export * from './view-as.repository.ts';
