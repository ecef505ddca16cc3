import { Stripe } from 'stripe';

/** The version the installed SDK speaks; all objects are rendered in it. */
export const apiVersion: string = Stripe.API_VERSION;
