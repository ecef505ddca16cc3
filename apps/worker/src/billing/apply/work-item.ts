import type { ClaimedEvent } from '@wedsync/db/connectors';
import {
  paypalEventRule,
  stripeEventRule,
  type PaypalEventRule,
  type StripeEventRule,
  type StripeHandlerName,
} from '@wedsync/domain/billing';
import { z } from 'zod';
import { instant, maybeReference } from '../stripe/wire.ts';
import type { Handler } from './handler.ts';
import { handlers } from './handlers.ts';
import type { HandlerName, ObjectName } from './object-name.ts';

/** An event that a handler applies, with what it is about. */
export type WorkItem = {
  readonly event: ClaimedEvent;
  readonly name: HandlerName;
  readonly handler: Handler;
  readonly object: unknown;
  /** Null for objects without an id, such as an upcoming invoice. */
  readonly objectId: string | null;
  /** Fields that the event says have changed; none where its provider does not say. */
  readonly changed: readonly string[];
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
  const letter = letters[event.provider];
  const rule = letter?.rule(event.type) ?? null;
  if (letter === undefined || rule === null)
    return { ignored: { id: event.id, why: 'Nobody here knows this type of event.' } };
  if ('stored' in rule) return { ignored: { id: event.id, why: rule.stored } };
  const parsed = letter.content.safeParse(event.payload);
  if (!parsed.success) return { unreadable: { event, error: parsed.error } };
  const handler = handlers[rule.handler];
  return { item: { event, name: rule.handler, handler, ...parsed.data } };
}

type Content = Pick<WorkItem, 'object' | 'objectId' | 'changed'>;
/** How a provider writes its events. */
type Letter = {
  readonly rule: (type: string) => StripeEventRule | PaypalEventRule | null;
  readonly content: z.ZodType<Content>;
};

const maybeId = z.string().min(1).nullish();
const previous = z.looseObject({}).nullish().catch(null);

const letters: Readonly<Record<string, Letter>> = {
  stripe: {
    rule: stripeEventRule,
    content: z
      .looseObject({ data: z.looseObject({ object: z.looseObject({ id: maybeId }), previous_attributes: previous }) })
      .transform(({ data: { object, previous_attributes: before } }) => ({
        object,
        objectId: object.id ?? null,
        changed: Object.keys(before ?? {}),
      })),
  },
  paypal: {
    rule: paypalEventRule,
    content: z
      .looseObject({ resource: z.looseObject({ id: maybeId, dispute_id: maybeId }) })
      .transform(({ resource: object }) => ({ object, objectId: object.dispute_id ?? object.id ?? null, changed: [] })),
  },
};

/** Only what is asked for: copying the rest of each object, several times an event, was a tenth of the work of applying. */
const links = z.object({
  created: instant.optional().catch(undefined),
  customer: maybeReference.catch(null),
  charge: maybeReference.catch(null),
  invoice: maybeReference.catch(null),
});

/** Objects that must be mirrored before this one means anything: they know whose it is. */
export function parentsOf(name: HandlerName, object: unknown): readonly ObjectName[] {
  return handlers[name].parents?.(object) ?? referredTo(name, object);
}

function referredTo(name: HandlerName, object: unknown): ObjectName[] {
  const { customer, charge, invoice } = links.parse(object);
  const parents: ObjectName[] = [];
  if (customer !== null && name !== 'customer') parents.push({ name: 'customer', id: customer });
  if (charge !== null && ofCharge.has(name)) parents.push({ name: 'charge', id: charge });
  if (invoice !== null && name === 'invoice-payment') parents.push({ name: 'invoice', id: invoice });
  if (name === 'subscription') parents.push(...productsOf(object));
  return parents;
}

const sold = z.object({
  items: z.object({ data: z.array(z.object({ price: z.object({ product: maybeReference }) })) }),
});

/** The products say which plan is sold. */
function productsOf(subscription: unknown): ObjectName[] {
  const { data } = sold.safeParse(subscription);
  return (data?.items.data ?? []).flatMap(({ price: { product: id } }) =>
    id === null ? [] : [{ name: 'product', id }],
  );
}

const ofCharge: ReadonlySet<HandlerName> = new Set<StripeHandlerName>(['refund', 'dispute', 'notice']);

/** When the object was created; lets many be asked for by the page. */
export function createdAtOf(object: unknown): Date | null {
  return links.parse(object).created ?? null;
}

/** The subscription a discount is on, which shows its present state. */
export function subscriptionOf(object: unknown): string | null {
  if (typeof object !== 'object' || object === null || !('subscription' in object)) return null;
  return typeof object.subscription === 'string' ? object.subscription : null;
}
