import { z } from 'zod';
import type { StripeEngine } from '../stripe/index.ts';

/** Only the fields the truth is computed from, in the wire shapes of the API. */

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

export const balanceTransactionView = z.object({
  id: z.string(),
  amount: z.number(),
  fee: z.number(),
  net: z.number(),
  currency: z.string(),
  type: z.string(),
  source: reference.nullable(),
});

export const invoiceView = z.object({
  id: z.string(),
  customer: reference,
  currency: z.string(),
  status: z.string(),
  total: z.number(),
  total_excluding_tax: z.number(),
  amount_remaining: z.number(),
  amount_paid_off_stripe: z.number().default(0),
  starting_balance: z.number(),
  ending_balance: z.number().nullable(),
  status_transitions: z.object({ finalized_at: z.number().nullable() }),
});

export const creditNoteView = z.object({
  id: z.string(),
  invoice: reference,
  customer: reference,
  currency: z.string(),
  status: z.string(),
  total: z.number(),
  total_excluding_tax: z.number(),
  pre_payment_amount: z.number(),
  refunds: z.array(z.object({ amount_refunded: z.number() })),
  customer_balance_transaction: reference.nullable(),
  out_of_band_amount: z.number().nullable(),
});

export const customerBalanceView = z.object({
  customer: reference,
  currency: z.string(),
  type: z.string(),
  amount: z.number(),
});

export const payoutView = z.object({ status: z.string(), currency: z.string(), amount: z.number() });

export const customerView = z.object({ id: z.string(), metadata: z.record(z.string(), z.string()) });

export const discountView = z.object({
  id: z.string(),
  end: z.number().nullable(),
  source: z.object({ coupon: reference }),
});

export const couponView = z.object({
  percent_off: z.number().nullable(),
  amount_off: z.number().nullable(),
  duration: z.enum(['once', 'repeating', 'forever']),
});

export const subscriptionView = z.object({
  id: z.string(),
  customer: reference,
  status: z.string(),
  currency: z.string(),
  cancel_at_period_end: z.boolean(),
  pause_collection: z.object({ behavior: z.string() }).nullable(),
  discounts: z.array(reference),
  items: z.object({
    data: z.array(
      z.object({
        quantity: z.number(),
        price: z.object({
          lookup_key: z.string().nullable(),
          unit_amount: z.number(),
          recurring: z.object({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: z.number() }),
        }),
      }),
    ),
  }),
});

export type SubscriptionView = z.infer<typeof subscriptionView>;

/** All stored objects of a kind, parsed. */
export function all<View>(engine: StripeEngine, noun: string, view: z.ZodType<View>): View[] {
  return engine.store.list(noun).map((stored) => view.parse(stored));
}

/** Customer id -> the host application's supplier id. */
export function supplierByCustomer(engine: StripeEngine): Map<string, string> {
  const customers = all(engine, 'customer', customerView);
  return new Map(customers.map(({ id, metadata }) => [id, metadata.supplier_external_id ?? id]));
}
