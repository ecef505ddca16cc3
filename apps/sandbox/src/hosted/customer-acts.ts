import { z } from 'zod';
import type { StripeEngine } from '../stripe/index.ts';

const invoiceView = z.object({
  id: z.string(),
  object: z.literal('invoice'),
  number: z.string().nullable(),
  status: z.string(),
  amount_remaining: z.number(),
  currency: z.string(),
  customer: z.string(),
});
const page = z.object({ data: z.array(z.looseObject({ id: z.string(), default_payment_method: z.unknown() })) });

export interface SeenInvoice {
  readonly id: string;
  readonly number: string | null;
  readonly status: string;
  readonly amountRemaining: number;
  readonly currency: string;
  readonly customer: string;
}

export function readInvoice(engine: StripeEngine, id: string): SeenInvoice | null {
  const parsed = invoiceView.safeParse(engine.store.get(id));
  if (!parsed.success) return null;
  const { amount_remaining: amountRemaining, object: _object, ...invoice } = parsed.data;
  return { ...invoice, amountRemaining };
}

export function readCustomer(engine: StripeEngine, id: string): { readonly id: string } | null {
  const found = engine.store.get(id);
  return found?.object === 'customer' ? { id } : null;
}

export function openInvoicesOf(engine: StripeEngine, customer: string): string[] {
  const found = page.parse(
    engine.reply({ method: 'GET', path: '/v1/invoices', params: { customer, status: 'open', limit: 10 } }),
  );
  return found.data.map(({ id }) => id);
}

/** A card that works, for the customer and for those of their subscriptions that have one of their own. */
export function giveNewCard(engine: StripeEngine, customer: string): string {
  const post = (path: string, params: Readonly<Record<string, unknown>>) =>
    engine.request({ method: 'POST', path, params });
  const method = post('/v1/payment_methods', { type: 'card', card: { token: 'tok_gb' } }).id;
  post(`/v1/payment_methods/${method}/attach`, { customer });
  post(`/v1/customers/${customer}`, { invoice_settings: { default_payment_method: method } });
  const subscriptions = page.parse(
    engine.reply({ method: 'GET', path: '/v1/subscriptions', params: { customer, limit: 10 } }),
  );
  for (const { id, default_payment_method: own } of subscriptions.data)
    if (own !== null) post(`/v1/subscriptions/${id}`, { default_payment_method: method });
  return method;
}

export function payInvoice(engine: StripeEngine, invoice: string, paymentMethod: string): void {
  engine.request({ method: 'POST', path: `/v1/invoices/${invoice}/pay`, params: { payment_method: paymentMethod } });
}
