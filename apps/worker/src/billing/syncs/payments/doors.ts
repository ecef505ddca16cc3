import { openPaypalGateway } from '../../gateways/paypal.ts';
import { openStripe } from '../../gateways/stripe.ts';
import type { OpenStripe } from '../backfill-events.ts';
import type { OpenPaypal } from '../sync-paypal-transactions.ts';

/** How each platform is reached; null while there is no connection. */
export type Doors = { readonly stripe: OpenStripe; readonly paypal: OpenPaypal };

export const doors: Doors = { stripe: openStripe, paypal: openPaypalGateway };
