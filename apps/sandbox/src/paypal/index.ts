export { PaypalEngine } from './engine.ts';
export { createAuthority, keptAuthority } from './certificates/authority.ts';
export type { Authority } from './certificates/authority.ts';
export { certificateRouter, paypalRouter } from './http/router.ts';
export { signWebhook } from './sign-webhook.ts';
export type { WebhookIdentity } from './sign-webhook.ts';
export type { KernelSnapshot } from './kernel.ts';
export type { Movement, PaypalEvent, PaypalFaults, Subscription } from './contract.ts';
