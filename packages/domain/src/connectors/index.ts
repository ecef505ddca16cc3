export * from './product-events.ts';
export * from './card-numbers.ts';
export * from './contract.ts';
export * from './malformed-events.ts';
export * from './paypal-webhook.ts';
export * from './invited-address.ts';
