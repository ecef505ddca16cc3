export * from './product-events.ts';
