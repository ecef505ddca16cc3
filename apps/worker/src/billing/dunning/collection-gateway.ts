import type { CollectionKind, CollectionRequest } from '@wedsync/db/billing';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { StripeGateway } from '../gateways/stripe.ts';

/** What became of a call: done, with what it brought; or no longer called for, and why. */
export type CollectionReceipt =
  | { readonly kind: 'done'; readonly result: Readonly<Record<string, string>> }
  | { readonly kind: 'needless'; readonly why: string };

/** The one thing that asks the provider about debts and disputes; every call carries the request's id as idempotency key. */
export type CollectionGateway = { readonly ask: (request: CollectionRequest) => Promise<CollectionReceipt> };

type Door = Pick<StripeGateway, 'client' | 'mapped'>;
type Ask = (door: Door, request: CollectionRequest) => Promise<CollectionReceipt>;

export function stripeCollectionGateway(door: Door): CollectionGateway {
  return { ask: (request) => ways[request.kind](door, request) };
}

const ways: Readonly<Record<CollectionKind, Ask>> = {
  async retry(door, request) {
    const { status } = await door.mapped(() => door.client.invoices.retrieve(request.targetId));
    if (status === 'paid') return done({ status });
    if (status !== 'open') return { kind: 'needless', why: `The invoice is ${status ?? 'gone'}.` };
    const paid = await door.mapped(() => door.client.invoices.pay(request.targetId, {}, keyed(request)));
    return done({ status: paid.status ?? 'open' });
  },
  async card_link(door, request) {
    const flow = { type: 'payment_method_update' } as const;
    const session = await door.mapped(() =>
      door.client.billingPortal.sessions.create({ customer: request.targetId, flow_data: flow }, keyed(request)),
    );
    return done({ url: session.url });
  },
  async cancel(door, request) {
    const status = await invoiceStatus(door, request);
    if (!owed.has(status)) return { kind: 'needless', why: `The invoice is ${status} meanwhile.` };
    const subscription = await door.mapped(() => door.client.subscriptions.retrieve(request.targetId));
    if (subscription.status === 'canceled') return done({ status: 'canceled' });
    const details = { comment: 'Ended by dunning: an invoice stayed unpaid.' };
    const ended = await door.mapped(() =>
      door.client.subscriptions.cancel(request.targetId, { cancellation_details: details }, keyed(request)),
    );
    return done({ status: ended.status });
  },
  async evidence(door, request) {
    const present = await door.mapped(() => door.client.disputes.retrieve(request.targetId));
    if (present.metadata.collection_request_id === request.id) return done({ status: present.status });
    const params: Stripe.DisputeUpdateParams = {
      evidence: evidenceOf.parse(request.params.evidence),
      submit: true,
      metadata: { collection_request_id: request.id },
    };
    const answered = await door.mapped(() => door.client.disputes.update(request.targetId, params, keyed(request)));
    return done({ status: answered.status });
  },
};

const evidenceOf = z.record(z.string(), z.string());

/** The mirror may be seconds behind; what cannot be taken back asks the provider itself. */
async function invoiceStatus({ client, mapped }: Door, { params }: CollectionRequest): Promise<string> {
  const invoiceId = z.string().parse(params.invoiceId);
  return (await mapped(() => client.invoices.retrieve(invoiceId))).status ?? 'gone';
}

/** Statuses in which somebody owes an invoice. */
const owed: ReadonlySet<string> = new Set(['open', 'uncollectible']);

function keyed({ id }: CollectionRequest): { idempotencyKey: string } {
  return { idempotencyKey: `collection-request:${id}` };
}

function done(result: Readonly<Record<string, string>>): CollectionReceipt {
  return { kind: 'done', result };
}
