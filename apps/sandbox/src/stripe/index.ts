export type * from './contract.ts';
export { createStripeEngine } from './engine.ts';
export { stripeRouter } from './http/router.ts';
