import type { WorkerServices } from '../../platform/index.ts';
import { openPaypalGateway } from '../gateways/paypal.ts';
import { openStripe } from '../gateways/stripe.ts';
import { paypalStatement } from './paypal-statement.ts';
import type { Statement } from './statement.ts';
import { stripeStatement } from './stripe-statement.ts';

export { paypalStatement } from './paypal-statement.ts';
export { stripeStatement } from './stripe-statement.ts';
export type { Statement } from './statement.ts';

/** The lists of all providers that are connected. */
export async function openStatements(services: WorkerServices): Promise<Statement[]> {
  const [stripe, paypal] = [await openStripe(services), await openPaypalGateway(services)];
  return [...(stripe === null ? [] : [stripeStatement(stripe)]), ...(paypal === null ? [] : [paypalStatement(paypal)])];
}
