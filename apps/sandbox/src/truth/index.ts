export { stateTruth, hashOf } from './truth.ts';
export type { Truth } from './truth.ts';
export { PaypalHistory } from './paypal-history.ts';
export { SubscriptionHistory } from './subscription-history.ts';
export type { SubscriptionStory } from './subscription-history.ts';
