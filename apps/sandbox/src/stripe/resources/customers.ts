import { z } from 'zod';
import { attachPaymentMethod } from '../billing/payment-methods.ts';
import { moveCustomerBalance } from '../billing/customer-balance.ts';
import { endSubscription } from '../billing/end-subscription.ts';
import { invalidRequest, noSuchParam } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { randomText } from '../kernel/random.ts';
import { address, clearable, fullAddress, id, integer, listOf, mergeMetadata, metadata, text } from './params.ts';
import { deletedReply, getRoute, listReply, listRoute, route, type Route } from './route.ts';

const fields = {
  address: clearable(address).optional(),
  description: clearable(text).optional(),
  email: clearable(text).optional(),
  expand: z.unknown().optional(),
  invoice_settings: z.object({ default_payment_method: clearable(id).optional() }).optional(),
  metadata: metadata.optional(),
  name: clearable(text).optional(),
  phone: clearable(text).optional(),
  preferred_locales: listOf(text).optional(),
  tax_exempt: z.enum(['none', 'exempt', 'reverse']).optional(),
};

export const customerRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/customers',
    { ...fields, balance: integer.optional(), payment_method: id.optional() },
    (kernel, input) => {
      if (input.payment_method !== undefined) refuseTaken(kernel, input.payment_method);
      const customer = kernel.create(
        'customer',
        {
          id: kernel.newId('cus', 14),
          created: kernel.now(),
          email: input.email ?? null,
          name: input.name ?? null,
          phone: input.phone ?? null,
          description: input.description ?? null,
          address: fullAddress(input.address),
          metadata: mergeMetadata({}, input.metadata),
          balance: input.balance ?? 0,
          currency: null,
          default_payment_method: firstMethod(input.payment_method, input.invoice_settings?.default_payment_method),
          tax_exempt: input.tax_exempt ?? 'none',
          delinquent: false,
          invoice_prefix: randomText(kernel.random, 8).toUpperCase(),
          next_invoice_sequence: 1,
          preferred_locales: input.preferred_locales ?? [],
        },
        'customer.created',
      );
      if (input.payment_method !== undefined) attachPaymentMethod(kernel, input.payment_method, customer.id);
      return kernel.wire('customer', kernel.need('customer', customer.id));
    },
  ),
  route('POST', '/v1/customers/:id', { ...fields, balance: integer.optional() }, (kernel, input, customerId) => {
    const before = kernel.need('customer', customerId);
    const method = input.invoice_settings?.default_payment_method;
    const after = kernel.change(
      'customer',
      customerId,
      {
        email: input.email === undefined ? before.email : input.email,
        name: input.name === undefined ? before.name : input.name,
        phone: input.phone === undefined ? before.phone : input.phone,
        description: input.description === undefined ? before.description : input.description,
        address: input.address === undefined ? before.address : fullAddress(input.address),
        metadata: mergeMetadata(before.metadata, input.metadata),
        balance: input.balance ?? before.balance,
        tax_exempt: input.tax_exempt ?? before.tax_exempt,
        preferred_locales: input.preferred_locales ?? before.preferred_locales,
        default_payment_method:
          method === undefined ? before.default_payment_method : method && ownMethod(kernel, method, customerId),
      },
      'customer.updated',
    );
    return kernel.wire('customer', after);
  }),
  getRoute('customer', '/v1/customers/:id'),
  listRoute('customer', '/v1/customers', {
    filters: { email: text.optional() },
    by: ({ email }) => (email === undefined ? undefined : { field: 'email', value: email }),
  }),
  route('DELETE', '/v1/customers/:id', {}, (kernel, _input, customerId) => {
    for (const subscription of kernel.tables.subscription.find('customer', customerId)) {
      if (subscription.ended_at === null) endSubscription(kernel, subscription.id, 'cancellation_requested');
    }
    kernel.change('customer', customerId, { deleted: true }, 'customer.deleted');
    return deletedReply('customer', customerId);
  }),
  listRoute('payment_method', '/v1/customers/:id/payment_methods', {
    filters: { type: text.optional() },
    by: (_input, customerId) => ({ field: 'customer', value: customerId }),
    where: ({ type }) => (type === undefined ? undefined : (row) => row.type === type),
  }),
  listRoute('customer_balance_transaction', '/v1/customers/:id/balance_transactions', {
    filters: {},
    by: (_input, customerId) => ({ field: 'customer', value: customerId }),
  }),
  route(
    'POST',
    '/v1/customers/:id/balance_transactions',
    { amount: integer, currency: text, description: clearable(text).optional(), metadata: metadata.optional() },
    (kernel, input, customerId) => {
      const move = { type: 'adjustment' as const, currency: input.currency, description: input.description ?? null };
      const moved = moveCustomerBalance(kernel, customerId, input.amount, {
        ...move,
        metadata: mergeMetadata({}, input.metadata),
      });
      return kernel.wire('customer_balance_transaction', moved);
    },
  ),
  route(
    'GET',
    '/v1/customers/search',
    { query: text, limit: integer.optional(), page: text.optional() },
    (kernel, input) => {
      const matches = searchCustomers(kernel, input.query).slice(0, input.limit ?? 10);
      const page = listReply(
        '/v1/customers/search',
        matches.map((row) => kernel.wire('customer', row)),
      );
      return { ...page, object: 'search_result', next_page: null };
    },
  ),
];

/** `email:'x'` and `metadata['key']:'x'`, the two forms the back office could ask for. */
function searchCustomers(kernel: Kernel, query: string) {
  const byMetadata = /^metadata\[["'](.+?)["']\]:["'](.*?)["']$/.exec(query.trim());
  const byEmail = /^email:["'](.*?)["']$/.exec(query.trim());
  if (byMetadata === null && byEmail === null) throw invalidRequest('We were unable to parse your search query.');
  if (byEmail !== null) return kernel.tables.customer.find('email', byEmail[1] ?? '').filter((row) => !row.deleted);
  const [, key = '', value = ''] = byMetadata ?? [];
  return kernel.tables.customer.all().filter((row) => !row.deleted && row.metadata[key] === value);
}

function refuseTaken(kernel: Kernel, methodId: string): void {
  const method = kernel.tables.payment_method.get(methodId);
  if (method === undefined) throw noSuchParam('PaymentMethod', methodId, 'payment_method');
  if (method.customer === null) return;
  throw invalidRequest('The payment method you provided has already been attached to a customer.');
}

/** A new customer has no other payment method than the one it comes with. */
function firstMethod(given: string | undefined, wanted: string | null | undefined): string | null {
  if (wanted === undefined || wanted === null) return null;
  if (wanted !== given) throw notAttached(wanted);
  return wanted;
}

function ownMethod(kernel: Kernel, methodId: string, customerId: string): string {
  if (kernel.need('payment_method', methodId).customer === customerId) return methodId;
  throw notAttached(methodId);
}

function notAttached(methodId: string) {
  const message = `The customer does not have a payment method with the ID ${methodId}. The payment method must be attached to the customer.`;
  return invalidRequest(message, { code: 'resource_missing', param: 'invoice_settings[default_payment_method]' });
}
