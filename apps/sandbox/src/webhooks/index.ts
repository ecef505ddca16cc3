export type * from './contract.ts';
export { createWebhookSender } from './sender.ts';
export { stripeDelivery } from './stripe-delivery.ts';
