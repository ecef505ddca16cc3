import type { Noun, RecordsByNoun } from '../records/index.ts';
import { Table } from './table.ts';

export type Tables = { readonly [N in Noun]: Table<RecordsByNoun[N]> };

/** Empty tables with the indexes the lists and the clockwork look things up by. */
export function createTables(): Tables {
  return {
    customer: new Table(['email']),
    product: new Table([]),
    price: new Table(['product', 'lookup_key']),
    payment_method: new Table(['customer']),
    tax_rate: new Table([]),
    coupon: new Table([]),
    promotion_code: new Table(['code']),
    discount: new Table(['subscription']),
    subscription: new Table(['customer']),
    invoice: new Table(['customer', 'subscription']),
    invoiceitem: new Table(['customer', 'invoice']),
    invoice_payment: new Table(['invoice', 'payment_intent']),
    credit_note: new Table(['customer', 'invoice']),
    customer_balance_transaction: new Table(['customer']),
    payment_intent: new Table(['customer']),
    charge: new Table(['customer', 'payment_intent']),
    refund: new Table(['charge', 'payment_intent']),
    dispute: new Table(['charge', 'payment_intent']),
    balance_transaction: new Table(['source', 'payout']),
    payout: new Table([]),
  };
}

const nounsByPrefix: Readonly<Record<string, Noun>> = {
  cus: 'customer',
  prod: 'product',
  price: 'price',
  pm: 'payment_method',
  txr: 'tax_rate',
  promo: 'promotion_code',
  di: 'discount',
  sub: 'subscription',
  in: 'invoice',
  ii: 'invoiceitem',
  inpay: 'invoice_payment',
  cn: 'credit_note',
  cbtxn: 'customer_balance_transaction',
  pi: 'payment_intent',
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  pyr: 'refund',
  du: 'dispute',
  txn: 'balance_transaction',
  po: 'payout',
};

/** Which table an id belongs to; coupons (and whatever was named by the caller) have no prefix of their own. */
export function nounOfId(id: string): Noun {
  const underscore = id.indexOf('_');
  return (underscore > 0 ? nounsByPrefix[id.slice(0, underscore)] : undefined) ?? 'coupon';
}

export function isNoun(name: string, tables: Tables): name is Noun {
  return Object.hasOwn(tables, name);
}
