import { z } from 'zod';
import { attachPaymentMethod, cardFacts, detachPaymentMethod, fingerprintOf } from '../billing/payment-methods.ts';
import { invalidRequest } from '../errors.ts';
import type { CardFacts } from '../records/index.ts';
import { address, clearable, fullAddress, id, integer, mergeMetadata, metadata, text } from './params.ts';
import { getRoute, listRoute, route, type Route } from './route.ts';

const billingDetails = z.object({
  address: clearable(address).optional(),
  email: clearable(text).optional(),
  name: clearable(text).optional(),
  phone: clearable(text).optional(),
});

const card = z.strictObject({
  number: text.optional(),
  token: text.optional(),
  exp_month: integer.optional(),
  exp_year: integer.optional(),
  cvc: text.optional(),
});

const bacs = z.strictObject({ account_number: text, sort_code: text });

/** Numbers behind the test tokens that browsers would have made. */
const numbersByToken: Readonly<Record<string, string>> = {
  tok_visa: '4242424242424242',
  tok_mastercard: '5555555555554444',
  tok_gb: '4000008260000000',
  tok_ie: '4000003720000005',
  tok_fr: '4000002500000003',
  tok_us: '4242424242424242',
  tok_au: '4000000360000006',
};

export const paymentMethodRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/payment_methods',
    {
      type: z.enum(['card', 'bacs_debit']),
      card: card.optional(),
      bacs_debit: bacs.optional(),
      billing_details: billingDetails.optional(),
      metadata: metadata.optional(),
    },
    (kernel, input) => {
      const details = input.billing_details;
      const method = {
        id: kernel.newId('pm'),
        created: kernel.now(),
        type: input.type,
        card: input.type === 'card' ? readCard(input.card, kernel.now()) : null,
        bacs_debit: input.type === 'bacs_debit' ? readBacs(input.bacs_debit) : null,
        billing_details: {
          address: fullAddress(details?.address),
          email: details?.email ?? null,
          name: details?.name ?? null,
          phone: details?.phone ?? null,
        },
        customer: null,
        metadata: mergeMetadata({}, input.metadata),
      };
      return kernel.wire('payment_method', kernel.create('payment_method', method));
    },
  ),
  route(
    'POST',
    '/v1/payment_methods/:id',
    {
      card: z.strictObject({ exp_month: integer.optional(), exp_year: integer.optional() }).optional(),
      metadata: metadata.optional(),
    },
    (kernel, input, methodId) => {
      const before = kernel.need('payment_method', methodId);
      const patch = {
        card: before.card && {
          ...before.card,
          exp_month: input.card?.exp_month ?? before.card.exp_month,
          exp_year: input.card?.exp_year ?? before.card.exp_year,
        },
        metadata: mergeMetadata(before.metadata, input.metadata),
      };
      return kernel.wire('payment_method', kernel.change('payment_method', methodId, patch, 'payment_method.updated'));
    },
  ),
  getRoute('payment_method', '/v1/payment_methods/:id'),
  listRoute('payment_method', '/v1/payment_methods', {
    filters: { customer: id.optional(), type: text.optional() },
    by: ({ customer }) => (customer === undefined ? undefined : { field: 'customer', value: customer }),
    where: ({ type }) => (type === undefined ? undefined : (row) => row.type === type),
  }),
  route('POST', '/v1/payment_methods/:id/attach', { customer: id }, (kernel, input, methodId) =>
    kernel.wire('payment_method', attachPaymentMethod(kernel, methodId, input.customer)),
  ),
  route('POST', '/v1/payment_methods/:id/detach', {}, (kernel, _input, methodId) =>
    kernel.wire('payment_method', detachPaymentMethod(kernel, methodId)),
  ),
];

function readCard(input: z.output<typeof card> | undefined, now: number): CardFacts {
  const number = input?.number?.replaceAll(' ', '') ?? numbersByToken[input?.token ?? ''];
  if (number === undefined)
    throw invalidRequest('Missing required param: card.', { param: 'card', code: 'parameter_missing' });
  if (!/^\d{12,19}$/.test(number)) throw invalidRequest('Your card number is incorrect.', { code: 'incorrect_number' });
  const nextYears = new Date(now * 1000).getUTCFullYear() + 4;
  return cardFacts(number, input?.exp_month ?? 12, input?.exp_year ?? nextYears);
}

function readBacs(input: z.output<typeof bacs> | undefined) {
  if (input === undefined) throw invalidRequest('Missing required param: bacs_debit.', { param: 'bacs_debit' });
  const { account_number: account, sort_code } = input;
  return { fingerprint: fingerprintOf(sort_code + account), last4: account.slice(-4), sort_code };
}
