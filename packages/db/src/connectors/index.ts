export * from './paypal-transmissions.repository.ts';
export * from './product-events.queries.ts';
export * from './product-events.repository.ts';
export * from './provider-events.repository.ts';
export * from './provider-events.queries.ts';
