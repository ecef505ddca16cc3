import { findProviderEvent, listProviderEvents, replayEvents } from '@wedsync/db/connectors';
import { emitEvents } from '@wedsync/db/platform';
import { providerEventFilterSchema, providerEventSchema, type ProviderEvent } from '@wedsync/domain/connectors';
import { Invalid, mayDo, NotFound, type Principal } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction, defineResource } from '../platform/index.ts';

/** The inbox: what providers told us, as it came, and what became of it. */
export const providerEvents = defineResource({
  name: 'provider-events',
  description: 'What payment providers told us, as it came',
  row: providerEventSchema,
  filter: providerEventFilterSchema,
  list: listProviderEvents,
  show: findProviderEvent,
  present: withoutPeople,
});

/** What a provider says word for word names cardholders and their addresses: only for who may see those in full. */
function withoutPeople({ payload, ...event }: ProviderEvent, principal: Principal): ProviderEvent {
  return mayDo(principal, 'contacts:reveal') ? { ...event, payload } : event;
}

/** Applies an event once more. Harmless: the newest fact wins and each source posts once. */
export const replayProviderEvent = defineAction({
  resource: 'provider-events',
  verb: 'replay',
  title: 'Replay',
  description: 'Apply this event again, or every event of its supplier',
  danger: false,
  reasonRequired: true,
  input: z.strictObject({
    scope: z.enum(['event', 'supplier']).default('event').describe('Only this event, or all of its supplier'),
  }),
  assess: async (reader, id, { scope }) => {
    const event = await findProviderEvent(reader, id);
    if (event === undefined) throw NotFound({ what: 'provider event', id });
    if (event.state === 'refused')
      throw Invalid({ message: `This event is never booked: ${event.error ?? 'it was refused'}` });
    if (scope === 'supplier' && event.supplierId === null)
      throw Invalid({ message: 'This event is linked to no supplier; replay it by itself.' });
    return {
      supplierId: event.supplierId,
      amount: null,
      approval: null,
      fingerprint: event.state,
      preview: {
        lines: [
          {
            label: 'Replays',
            value: scope === 'event' ? `${event.type} ${event.eventId}` : 'every event of this supplier',
          },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, id, { scope }, { clock }) => {
    const event = await findProviderEvent(writer, id);
    const supplierId = event?.supplierId ?? null;
    const replayed = await replayEvents(
      writer,
      scope === 'supplier' && supplierId !== null ? { supplierId } : { id: Number(id) },
    );
    await emitEvents(writer, [
      {
        type: 'provider-events.replayed',
        supplierId,
        resource: 'provider-events',
        resourceId: id,
        summary: `${replayed} provider events are being replayed`,
        occurredAt: clock.now(),
      },
    ]);
    return { state: 'succeeded', result: { replayed } };
  },
});
