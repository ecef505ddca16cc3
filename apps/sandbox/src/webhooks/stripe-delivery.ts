import { Stripe } from 'stripe';
import type { StripeEvent } from '../stripe/contract.ts';
import type { WebhookSenderOptions } from './contract.ts';

/** How Stripe writes and signs an event. @param secret `whsec_…`, what the receiver verifies with */
export function stripeDelivery(secret: string): Pick<WebhookSenderOptions<StripeEvent>, 'bodyOf' | 'sign'> {
  return {
    bodyOf: (event) => JSON.stringify(event, null, 2),
    sign: (payload) => ({
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret }),
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    }),
  };
}
