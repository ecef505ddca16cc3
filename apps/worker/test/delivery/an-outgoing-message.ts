import type { OutgoingMessage } from '@wedsync/db/delivery';

/** A first attempt at a text message to nobody in particular. */
export function anOutgoingMessage(over: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: 'msg_1',
    channel: 'sms',
    template: 'test',
    recipient: '+447700900555',
    recipientName: null,
    supplierId: null,
    contactId: null,
    purpose: null,
    source: null,
    sourceId: null,
    subject: 'Hello',
    text: 'Hello',
    html: null,
    payload: {},
    attempt: 1,
    attemptId: 1,
    maxAttempts: 3,
    revision: 1,
    providerId: null,
    lastOutcome: null,
    expiresAt: null,
    createdAt: new Date(0),
    ...over,
  };
}
