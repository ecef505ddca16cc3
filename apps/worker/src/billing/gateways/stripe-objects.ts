import Stripe from 'stripe';
import type { Wanted } from './wanted.ts';

type Page = { readonly data: readonly { readonly id: string }[]; readonly has_more: boolean };
type Range = {
  readonly created: { gte: number; lte: number };
  readonly limit: number;
  readonly starting_after?: string;
};

type Source = {
  readonly retrieve: (client: Stripe, id: string) => Promise<unknown>;
  /** Absent where the API cannot list by creation time. */
  readonly list?: (client: Stripe, range: Range) => Promise<Page>;
};

const priced = ['balance_transaction', 'failure_balance_transaction'];
const coupons = ['discounts', 'discounts.source.coupon'];
/** Which payments an invoice that is not paid yet was tried with; no event says so. */
const payments = ['payments'];
const inPages = (paths: readonly string[]) => paths.map((path) => `data.${path}`);

/** How each kind of object is asked for, with everything its mirror needs expanded. */
const sources = {
  charge: {
    retrieve: (client, id) => client.charges.retrieve(id, { expand: priced }),
    list: (client, range) => client.charges.list({ ...range, expand: inPages(priced) }),
  },
  refund: {
    retrieve: (client, id) => client.refunds.retrieve(id, { expand: priced }),
    list: (client, range) => client.refunds.list({ ...range, expand: inPages(priced) }),
  },
  payout: {
    retrieve: (client, id) => client.payouts.retrieve(id, { expand: priced }),
    list: (client, range) => client.payouts.list({ ...range, expand: inPages(priced) }),
  },
  dispute: {
    retrieve: (client, id) => client.disputes.retrieve(id),
    list: (client, range) => client.disputes.list(range),
  },
  invoice: {
    retrieve: wholeInvoice,
    list: (client, range) => client.invoices.list({ ...range, expand: inPages(payments) }),
  },
  'credit-note': {
    retrieve: (client, id) => client.creditNotes.retrieve(id),
    list: (client, range) => client.creditNotes.list(range),
  },
  subscription: {
    retrieve: (client, id) => client.subscriptions.retrieve(id, { expand: coupons }),
    list: (client, range) => client.subscriptions.list({ ...range, status: 'all', expand: inPages(coupons) }),
  },
  customer: {
    retrieve: (client, id) => client.customers.retrieve(id),
    list: (client, range) => client.customers.list(range),
  },
  'customer-balance': { retrieve: wholeBalance },
  'invoice-payment': { retrieve: (client, id) => client.invoicePayments.retrieve(id) },
  product: { retrieve: (client, id) => client.products.retrieve(id) },
  price: { retrieve: (client, id) => client.prices.retrieve(id) },
  coupon: { retrieve: (client, id) => client.coupons.retrieve(id) },
  'payment-intent': { retrieve: (client, id) => client.paymentIntents.retrieve(id) },
  'payment-method': { retrieve: (client, id) => client.paymentMethods.retrieve(id) },
} satisfies Readonly<Record<string, Source>>;

export type StripeFetchable = keyof typeof sources;

const pageSize = 100;
const callsAtOnce = 8;
/** A page is worth its price while it brings several objects that would otherwise cost a call each. */
const worthwhilePerPage = 4;

/** Present states by id; null for objects that are gone. Neighbours in time come by the page, the rest one by one. */
export async function fetchObjects(
  client: Stripe,
  kind: string,
  wanted: readonly Wanted[],
): Promise<Map<string, unknown>> {
  const source = sourceOf(kind);
  const found = new Map<string, unknown>();
  if (source.list !== undefined) await fetchPages(client, source.list, wanted, found);
  await eachOf(
    wanted.filter(({ id }) => !found.has(id)),
    async ({ id }) => {
      found.set(id, await orNull(source.retrieve(client, id)));
    },
  );
  return found;
}

function sourceOf(kind: string): Source {
  const found = Object.entries<Source>(sources).find(([name]) => name === kind);
  if (found === undefined) throw new Error(`Stripe has no objects of kind ${kind}.`);
  return found[1];
}

async function fetchPages(
  client: Stripe,
  list: NonNullable<Source['list']>,
  wanted: readonly Wanted[],
  found: Map<string, unknown>,
) {
  const missing = new Map(
    wanted.flatMap(({ id, createdAt }) => (createdAt === null ? [] : [[id, seconds(createdAt)] as const])),
  );
  if (missing.size < worthwhilePerPage) return;
  const created = { gte: Math.min(...missing.values()), lte: Math.max(...missing.values()) };
  let after: string | undefined;
  for (let useful = worthwhilePerPage; useful >= worthwhilePerPage && missing.size >= worthwhilePerPage;) {
    const page = await list(client, {
      created,
      limit: pageSize,
      ...(after === undefined ? {} : { starting_after: after }),
    });
    useful = take(page, missing, found);
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return;
  }
}

/** Lists carry only the first lines of an invoice; one that has more is asked for by itself. */
function take({ data }: Page, missing: Map<string, number>, found: Map<string, unknown>): number {
  const hits = data.filter((object) => missing.has(object.id) && !hasMoreLines(object));
  for (const object of hits) {
    found.set(object.id, object);
    missing.delete(object.id);
  }
  return hits.length;
}

function hasMoreLines(object: object): boolean {
  return (
    'lines' in object &&
    typeof object.lines === 'object' &&
    object.lines !== null &&
    'has_more' in object.lines &&
    object.lines.has_more === true
  );
}

async function wholeInvoice(client: Stripe, id: string): Promise<unknown> {
  const invoice = await client.invoices.retrieve(id, { expand: payments });
  // A deleted draft has no lines to ask for.
  if ('deleted' in invoice || !invoice.lines.has_more) return invoice;
  const data = await client.invoices.listLineItems(id, { limit: pageSize }).autoPagingToArray({ limit: 10_000 });
  return { ...invoice, lines: { ...invoice.lines, data, has_more: false } };
}

/** Every move of a customer's balance, under the customer's id. */
async function wholeBalance(client: Stripe, customer: string): Promise<unknown> {
  const moves = client.customers.listBalanceTransactions(customer, { limit: pageSize });
  return { id: customer, customer, data: await moves.autoPagingToArray({ limit: 10_000 }) };
}

async function orNull(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.statusCode === 404) return null;
    throw error;
  }
}

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(callsAtOnce, items.length) }, worker));
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1_000);
}
