import { findMalformedEvent, listMalformedEvents } from '@wedsync/db/connectors';
import { malformedEventFilterSchema, malformedEventSchema, type MalformedEvent } from '@wedsync/domain/connectors';
import { mayDo, type Principal } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';

/** What was wrong with product events that could not be read. */
export const malformedEvents = defineResource({
  name: 'malformed-events',
  description: 'What was wrong with product events of the host application that could not be read, and how often',
  row: malformedEventSchema,
  filter: malformedEventFilterSchema,
  list: listMalformedEvents,
  show: findMalformedEvent,
  present: withoutPeople,
});

/** Nobody knows what stands in an event that cannot be read: only for who may see contacts in full. */
function withoutPeople({ examples, ...fault }: MalformedEvent, principal: Principal): MalformedEvent {
  return examples !== undefined && mayDo(principal, 'contacts:reveal') ? { ...fault, examples } : fault;
}
