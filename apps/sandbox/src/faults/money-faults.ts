import type { PaypalEngine } from '../paypal/index.ts';
import type { Harm, StripeEngine } from '../stripe/index.ts';

export const moneyFaults = [
  'payment-without-webhook',
  'altered-amount',
  'late-fee',
  'paid-twice',
  'orphan-refund',
  'unmapped-price',
] as const;
export type MoneyFault = (typeof moneyFaults)[number];

type Accounts = { readonly engine: StripeEngine; readonly paypal: PaypalEngine };

/** Makes one thing go wrong with money, once, and says with what. @returns null when the world has nothing to do it to */
export function doMoneyFault({ engine, paypal }: Accounts, fault: MoneyFault): Harm | null {
  const ways: Readonly<Record<MoneyFault, () => Harm | null>> = {
    'payment-without-webhook': () => engine.mischief.paymentWithoutWebhook(),
    'altered-amount': () => engine.mischief.alteredAmount(),
    'late-fee': () => engine.mischief.lateFee(),
    'paid-twice': () => payTwice(engine, paypal),
    'orphan-refund': () => engine.mischief.orphanRefund(),
    'unmapped-price': () => sellUnmapped(engine),
  };
  return ways[fault]();
}

/** Whoever paid at Stripe last subscribes at PayPal as well, for the same price. */
function payTwice(engine: StripeEngine, paypal: PaypalEngine): Harm | null {
  const paid = engine.store.list('charge').filter((one) => read(one, 'status') === 'succeeded');
  const payers = paid.map((one) => read(one, 'customer'));
  // Who paid only once is not already a double.
  const charge =
    paid.findLast(
      (one) =>
        customId(engine, one) !== null &&
        payers.indexOf(read(one, 'customer')) === payers.lastIndexOf(read(one, 'customer')) &&
        Number(read(one, 'created')) > engine.now() - 2 * 86_400,
    ) ?? paid.findLast((one) => customId(engine, one) !== null);
  const amount = charge && read(charge, 'amount');
  const currency = charge && read(charge, 'currency');
  if (charge === undefined || typeof amount !== 'number' || typeof currency !== 'string') return null;
  paypal.advanceTo(engine.now());
  const { products, payments } = paypal.kernel.state;
  const product = [...products.values()][0] ?? paypal.addProduct({ id: 'WEDSYNC-PROFESSIONAL', name: 'Professional' });
  const sold = { name: 'Monthly', unit: 'MONTH', count: 1, trialDays: 0, taxPercent: 0 } as const;
  const offer = { ...sold, productId: product.id, currency: currency.toUpperCase(), priceMinor: amount };
  const payer = { id: 'PAYERTWICE', email: 'twice@example.com', name: 'Twice', country: 'GB' };
  const { id: planId } = paypal.addPlan(offer);
  const subscriptionId = paypal.subscribe({ planId, customId: customId(engine, charge), payer });
  paypal.advanceTo(engine.now());
  const taken = [...payments.values()].findLast((payment) => payment.subscriptionId === subscriptionId);
  return taken === undefined ? null : { objectId: taken.id, amountMinor: amount, currency };
}

function customId(engine: StripeEngine, charge: object): string | null {
  const customer = read(charge, 'customer');
  const found = typeof customer === 'string' ? engine.store.get(customer) : undefined;
  const metadata = found && read(found, 'metadata');
  const id = typeof metadata === 'object' && metadata !== null ? read(metadata, 'supplier_external_id') : null;
  return typeof id === 'string' ? id : null;
}

/** Somebody sells a product that was never given a plan to the customer of the newest subscription. */
function sellUnmapped(engine: StripeEngine): Harm | null {
  const live = engine.store.list('subscription').findLast((one) => read(one, 'status') === 'active');
  const customer = live && read(live, 'customer');
  if (typeof customer !== 'string') return null;
  const product = engine.request({ method: 'POST', path: '/v1/products', params: { name: 'Wedding fair special' } });
  const currency = read(live ?? {}, 'currency');
  const price = engine.request({
    method: 'POST',
    path: '/v1/prices',
    params: { product: product.id, currency: String(currency), unit_amount: 2_900, recurring: { interval: 'month' } },
  });
  const sold = engine.request({
    method: 'POST',
    path: '/v1/subscriptions',
    params: { customer, items: [{ price: price.id }] },
  });
  return { objectId: sold.id, amountMinor: 2_900, currency: String(currency) };
}

function read(object: object, name: string): unknown {
  return Object.entries(object).find(([key]) => key === name)?.[1];
}
