import type { ClaimedEvent } from '@wedsync/db/connectors';
import { stripeEventRule, type StripeHandlerName } from '@wedsync/domain/billing';
import { z } from 'zod';
import { handlers } from '../stripe/handlers.ts';
import { instant, maybeReference } from '../stripe/wire.ts';
import type { Handler } from './handler.ts';

/** An event that a handler applies, with what it is about. */
export type WorkItem = {
  readonly event: ClaimedEvent;
  readonly name: StripeHandlerName;
  readonly handler: Handler;
  readonly object: unknown;
  /** Null for objects without an id, such as an upcoming invoice. */
  readonly objectId: string | null;
};

export type Sorted = {
  readonly items: readonly WorkItem[];
  /** Stored and counted, and why that is enough. */
  readonly ignored: readonly { readonly id: number; readonly why: string }[];
  readonly unreadable: readonly { readonly event: ClaimedEvent; readonly error: unknown }[];
};

/** Tells events that a handler applies from those that are only counted, by the rows of the event table. */
export function sortEvents(events: readonly ClaimedEvent[]): Sorted {
  const sorted = events.map(sortEvent);
  return {
    items: sorted.flatMap(({ item }) => item ?? []),
    ignored: sorted.flatMap(({ ignored }) => ignored ?? []),
    unreadable: sorted.flatMap(({ unreadable }) => unreadable ?? []),
  };
}

type OneSorted = { item?: WorkItem; ignored?: Sorted['ignored'][number]; unreadable?: Sorted['unreadable'][number] };

function sortEvent(event: ClaimedEvent): OneSorted {
  const rule = stripeEventRule(event.type);
  if (rule === null) return { ignored: { id: event.id, why: 'Nobody here knows this type of event.' } };
  if ('stored' in rule) return { ignored: { id: event.id, why: rule.stored } };
  const parsed = envelope.safeParse(event.payload);
  if (!parsed.success) return { unreadable: { event, error: parsed.error } };
  const { object } = parsed.data.data;
  const handler = handlers[rule.handler];
  return { item: { event, name: rule.handler, handler, object, objectId: object.id ?? null } };
}

const envelope = z.looseObject({ data: z.looseObject({ object: z.looseObject({ id: z.string().min(1).nullish() }) }) });

export type Parent = { readonly name: 'customer' | 'charge' | 'invoice' | 'product'; readonly id: string };

const links = z.looseObject({
  created: instant.optional().catch(undefined),
  customer: maybeReference.catch(null),
  charge: maybeReference.catch(null),
  invoice: maybeReference.catch(null),
});

/** Objects that must be mirrored before this one means anything: they know whose it is. */
export function parentsOf(name: StripeHandlerName, object: unknown): Parent[] {
  const { customer, charge, invoice } = links.parse(object);
  const parents: Parent[] = [];
  if (customer !== null && name !== 'customer') parents.push({ name: 'customer', id: customer });
  if (charge !== null && ofCharge.has(name)) parents.push({ name: 'charge', id: charge });
  if (invoice !== null && name === 'invoice-payment') parents.push({ name: 'invoice', id: invoice });
  if (name === 'subscription') parents.push(...productsOf(object));
  return parents;
}

const sold = z.looseObject({
  items: z.looseObject({ data: z.array(z.looseObject({ price: z.looseObject({ product: maybeReference }) })) }),
});

/** The products say which plan is sold. */
function productsOf(subscription: unknown): Parent[] {
  const { data } = sold.safeParse(subscription);
  return (data?.items.data ?? []).flatMap(({ price: { product: id } }) =>
    id === null ? [] : [{ name: 'product', id }],
  );
}

const ofCharge: ReadonlySet<StripeHandlerName> = new Set<StripeHandlerName>(['refund', 'dispute', 'notice']);

/** When the object was created; lets many be asked for by the page. */
export function createdAtOf(object: unknown): Date | null {
  return links.parse(object).created ?? null;
}

/** The subscription a discount is on, which shows its present state. */
export function subscriptionOf(object: unknown): string | null {
  if (typeof object !== 'object' || object === null || !('subscription' in object)) return null;
  return typeof object.subscription === 'string' ? object.subscription : null;
}
