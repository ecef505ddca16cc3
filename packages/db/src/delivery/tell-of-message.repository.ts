import {
  withoutRecipient,
  type MessageChannel,
  type MessageEventType,
  type MessageState,
} from '@wedsync/domain/delivery';
import type { ContactPurpose } from '@wedsync/domain/privacy';
import { emitEvents, recordDeadLetter, resolveDeadLetters, type Writer } from '../platform/index.ts';
import { addTimelineEntry } from '../suppliers/index.ts';

/** A message as far as others hear of it. */
export type ToldMessage = {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly template: string;
  readonly recipient: string;
  readonly subject: string;
  readonly attempt: number;
  readonly supplierId: string | null;
  readonly contactId: string | null;
  /** Null for messages to colleagues. */
  readonly purpose: ContactPurpose | null;
  readonly source: string | null;
  readonly sourceId: string | null;
};

type MessageNews = {
  readonly type: MessageEventType;
  readonly summary: string;
  readonly at: Date;
  readonly more?: { readonly how: string; readonly detail?: string };
};

const ends: ReadonlySet<MessageEventType> = new Set([
  'message.bounced',
  'message.dead',
  'message.suppressed',
  'message.cancelled',
]);

/**
 * Tells the house what became of a message; who asked for it recognises it by source and sourceId. That a colleague got one, or answered it, is no news of
 * the supplier it speaks of: of messages to colleagues only their ends are told.
 */
export async function emitMessageEvent(
  writer: Writer,
  message: ToldMessage,
  { type, summary, at, more }: MessageNews,
): Promise<void> {
  const { id, channel, template, supplierId, contactId, purpose, source, sourceId } = message;
  if (purpose === null && !ends.has(type)) return;
  await emitEvents(writer, [
    {
      type,
      supplierId,
      resource: 'messages',
      resourceId: id,
      summary,
      payload: { channel, template, contactId, purpose, source, sourceId, ...more },
      occurredAt: at,
    },
  ]);
}

/** A message left the house: what a supplier was written is part of its story. */
export async function tellSent(writer: Writer, message: ToldMessage, at: Date): Promise<void> {
  const { id, supplierId, subject, channel, purpose } = message;
  if (supplierId === null || purpose === null) return;
  await addTimelineEntry(writer, {
    supplierId,
    at,
    kind: 'message',
    actorName: 'WedSync',
    title: subject,
    detail: { messageId: id, channel },
    source: 'messages',
    sourceId: id,
  });
  await emitMessageEvent(writer, message, { type: 'message.sent', summary: `Sent: ${subject}`, at });
}

/** How a message can end without arriving. */
type End = Extract<MessageState, 'dead' | 'bounced' | 'suppressed' | 'cancelled'>;

export type MessageEnd = {
  readonly state: End;
  /** In a word, as whoever asked for it counts ends. */
  readonly how: string;
  readonly reason: string;
  readonly at: Date;
  readonly errorKind?: string | null;
};

/** A message ended without arriving: whoever asked for it is told why, and what a person may still put right waits as a dead letter. */
export async function tellEnd(
  writer: Writer,
  message: ToldMessage,
  { state, how, reason, at, errorKind = null }: MessageEnd,
): Promise<void> {
  const { id, channel, supplierId, template, recipient, subject, attempt } = message;
  const detail = withoutRecipient(reason, message);
  const lost = state === 'dead' || state === 'bounced';
  if (lost)
    await recordDeadLetter(writer, {
      kind: 'message',
      source: channel,
      reference: id,
      supplierId,
      reason: detail,
      errorKind,
      attempts: attempt,
      payload: { template, recipient, subject },
    });
  // One that was run again is decided: it does not leave.
  else await resolveDeadLetters(writer, 'message', [id]);
  // Telling Slack that Slack does not work would never end.
  if (channel === 'slack') return;
  const summary = lost ? `${subject} could not be delivered: ${detail}` : `Not sent: ${subject}`;
  await emitMessageEvent(writer, message, { type: `message.${state}`, summary, at, more: { how, detail } });
}
