import { z } from 'zod';
import { eventKind, plainEventKind } from '../platform/index.ts';

/** Source and sourceId say who asked for the message; what is reported of it says how it was heard of. */
const message = z.strictObject({
  channel: z.string(),
  template: z.string(),
  contactId: z.string().nullable(),
  purpose: z.string().nullable(),
  source: z.string().nullable(),
  sourceId: z.string().nullable(),
  how: z.string().optional(),
  detail: z.string().optional(),
});
const letter = {
  channel: 'email',
  template: 'welcome',
  contactId: 'con_1',
  purpose: 'service',
  source: 'billing-letters',
  sourceId: 'welcome:sub_1',
};

/** Who moved it, wherever they did; until when it is put away, and what was said of its end. */
function alertMoved(description: string, more: { readonly until?: string; readonly note?: string } = {}) {
  return eventKind({
    description,
    payload: z.strictObject({ by: z.string(), until: z.string().optional(), note: z.string().optional() }),
    example: { by: 'Carla Mendes', ...more },
  });
}

/** What alerts and messages tell. */
export const deliveryEventKinds = {
  'alert.raised': plainEventKind('The team is told of something; a repetition only counts.'),
  'alert.acknowledged': alertMoved('Somebody looks after an alert.'),
  'alert.taken': alertMoved('Somebody made an alert theirs.'),
  'alert.snoozed': alertMoved('Somebody put an alert away for a while.', { until: '2026-06-10T10:00:00.000Z' }),
  'alert.resolved': alertMoved('An alert is done with.', { note: 'Healthy again.' }),
  'message.sent': eventKind({
    description: 'A message left the house.',
    payload: message,
    example: letter,
  }),
  'message.delivered': eventKind({
    description: 'A message arrived, or was seen.',
    payload: message,
    example: { ...letter, how: 'delivered' },
  }),
  'message.bounced': eventKind({
    description: 'A message came back: its address does not exist.',
    payload: message,
    example: { ...letter, how: 'bounced', detail: '550 no such mailbox' },
  }),
  'message.dead': eventKind({
    description: 'A message could not be delivered and waits for a person.',
    payload: message,
    example: { ...letter, how: 'failed' },
  }),
  'message.suppressed': eventKind({
    description: 'A message was kept back as it was about to leave.',
    payload: message,
    example: { ...letter, how: 'suppressed', detail: 'The contact withdrew consent.' },
  }),
  'message.cancelled': eventKind({
    description: 'A colleague stopped a message before it left.',
    payload: message,
    example: { ...letter, how: 'cancelled', detail: 'They have just called us.' },
  }),
  'message.engaged': eventKind({
    description: 'The reader of a message clicked on it or put it away.',
    payload: message,
    example: { ...letter, channel: 'in_app', how: 'clicked' },
  }),
  'message.replied': eventKind({
    description: 'The reader of a message answered.',
    payload: message,
    example: { ...letter, channel: 'sms', how: 'replied', detail: 'Call me please' },
  }),
};
