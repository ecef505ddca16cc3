import { invalidRequest } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { CardFacts, PaymentMethodRecord } from '../records/index.ts';

/**
 * Gives the payment method to a customer.
 * @throws invalid_request_error when somebody else has it
 */
export function attachPaymentMethod(kernel: Kernel, id: string, customerId: string): PaymentMethodRecord {
  const method = kernel.need('payment_method', id);
  kernel.need('customer', customerId);
  if (method.customer === customerId) return method;
  if (method.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_unexpected_state',
    });
  }
  return kernel.change('payment_method', id, { customer: customerId }, 'payment_method.attached');
}

/** Takes the payment method from its customer for good; nothing uses it by default any more. */
export function detachPaymentMethod(kernel: Kernel, id: string): PaymentMethodRecord {
  const method = kernel.need('payment_method', id);
  if (method.customer === null)
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.');
  const customer = kernel.need('customer', method.customer);
  if (customer.default_payment_method === id) {
    kernel.change('customer', customer.id, { default_payment_method: null }, 'customer.updated');
  }
  for (const subscription of kernel.tables.subscription.find('customer', customer.id)) {
    if (subscription.default_payment_method !== id) continue;
    kernel.change('subscription', subscription.id, { default_payment_method: null }, 'customer.subscription.updated');
  }
  return kernel.change('payment_method', id, { customer: null }, 'payment_method.detached');
}

/** Countries of Stripe's test numbers `400000<ISO number>…`. */
const countriesByNumber: Readonly<Record<string, string>> = {
  '826': 'GB',
  '372': 'IE',
  '250': 'FR',
  '840': 'US',
  '036': 'AU',
  '276': 'DE',
  '724': 'ES',
  '528': 'NL',
  '554': 'NZ',
};

const brandsByFirstDigit: Readonly<Record<string, string>> = {
  '3': 'amex',
  '4': 'visa',
  '5': 'mastercard',
  '6': 'discover',
};

/** What a card number says: brand, country (US when it does not tell), last digits, and the same fingerprint each time. */
export function cardFacts(number: string, expMonth: number, expYear: number): CardFacts {
  return {
    brand: brandsByFirstDigit[number.charAt(0)] ?? 'unknown',
    country: number.startsWith('400000') ? (countriesByNumber[number.slice(6, 9)] ?? 'US') : 'US',
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: fingerprintOf(number),
    funding: 'credit',
    last4: number.slice(-4),
  };
}

/** Sixteen letters that depend on the number alone (two rounds of FNV-1a). */
export function fingerprintOf(number: string): string {
  const round = (seed: number) => {
    let hash = seed;
    for (const digit of number) hash = Math.imul(hash ^ digit.charCodeAt(0), 16777619) >>> 0;
    return hash.toString(36).padStart(7, '0');
  };
  return `${round(2166136261)}${round(84696351)}`.slice(0, 14).padEnd(16, 'x');
}
