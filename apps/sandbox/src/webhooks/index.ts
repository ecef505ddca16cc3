export type * from './contract.ts';
export { createWebhookSender } from './sender.ts';
