import type { ReceivedEvent } from '@wedsync/db/connectors';
import { scrubCardNumbers } from '@wedsync/domain/connectors';
import { z } from 'zod';
import { id, instant } from '../paypal/wire.ts';

/** An event as PayPal lists it; a dispute is known by a name of its own. */
const listedEvent = z.looseObject({
  id,
  event_type: id,
  create_time: instant,
  resource: z.looseObject({ id: id.nullish().catch(null), dispute_id: id.nullish().catch(null) }),
});

/**
 * An event that PayPal listed, as the inbox keeps those that were delivered and verified: it was PayPal that was asked.
 * @throws ZodError when it lacks what every event has
 */
export function receivedPaypalEvent(listed: unknown): ReceivedEvent {
  const event = listedEvent.parse(listed);
  const { text: payload, found: scrubbedNumbers } = scrubCardNumbers(JSON.stringify(listed));
  return {
    provider: 'paypal',
    eventId: event.id,
    type: event.event_type,
    apiVersion: null,
    accountId: null,
    livemode: true,
    objectType: null,
    objectId: event.resource.id ?? event.resource.dispute_id ?? null,
    customerId: null,
    occurredAt: event.create_time,
    payload,
    refusedBecause: null,
    scrubbedNumbers,
  };
}
