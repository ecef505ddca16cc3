import type { ReceivedEvent } from '@wedsync/db/connectors';
import { scrubCardNumbers } from '@wedsync/domain/connectors';
import type Stripe from 'stripe';
import { z } from 'zod';
import { maybeReference } from '../stripe/wire.ts';

const about = z.looseObject({
  id: z.string().nullish(),
  object: z.string().nullish(),
  customer: maybeReference.catch(null),
});

/** What the inbox reads of a listed event; its type may be one the SDK does not know yet. */
type ListedEvent = Pick<Stripe.Event, 'id' | 'api_version' | 'account' | 'livemode' | 'created'> & {
  readonly type: string;
  readonly data: { readonly object: unknown };
};

/** An event that was listed, as the inbox keeps those that were delivered. */
export function receivedEvent(event: ListedEvent): ReceivedEvent {
  const { id = null, object = null, customer } = about.parse(event.data.object);
  const { text, found } = scrubCardNumbers(JSON.stringify(event));
  return {
    provider: 'stripe',
    eventId: event.id,
    type: event.type,
    apiVersion: event.api_version,
    accountId: event.account ?? null,
    livemode: event.livemode,
    objectType: object,
    objectId: id,
    customerId: object === 'customer' ? id : customer,
    occurredAt: new Date(event.created * 1_000),
    payload: text,
    refusedBecause: null,
    scrubbedNumbers: found,
  };
}
