export * from './change-plan.ts';
export * from './concede.ts';
export * from './end.ts';
export * from './errors.ts';
export { refuseUnchangeable, subscriptionFingerprint, willEnd } from './facts.ts';
export type { Decision, SubscriptionFacts } from './facts.ts';
export * from './rest.ts';
