import type { MessageChannel } from '@wedsync/domain/delivery';
import { createId, type Uuids } from '@wedsync/domain/platform';
import { resolveDeadLetters, systemUuids, type Writer } from '../platform/index.ts';

export type NewMessage = {
  readonly channel: MessageChannel;
  /** Where it comes from: the name of a template, or of the alert. */
  readonly template: string;
  /** E-mail address, Slack channel, telephone number or staff id. */
  readonly recipient: string;
  readonly recipientName?: string | null;
  readonly supplierId: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
  /** What the channel needs besides the text, such as the alert a Slack message shows. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** The same key is sent once, however often it is asked for. */
  readonly dedupKey?: string;
  /** `proposed` waits until a person releases it. */
  readonly state?: 'scheduled' | 'proposed';
  readonly sendAt?: Date;
};

/**
 * Promises a message to staff inside the caller's transaction: it leaves the house soon after the commit and never if it rolls back. Suppliers are
 * written to by `queueMessage`, which asks whether they may be.
 * @returns its id, or null when a message with the same key was promised before
 */
export async function sendMessage(
  writer: Writer,
  message: NewMessage,
  uuids: Uuids = systemUuids,
): Promise<string | null> {
  const inserted: { id: string }[] = await writer
    .sql('messages')
    .insert({
      id: createId('message', uuids.next()),
      channel: message.channel,
      template: message.template,
      recipient: message.recipient,
      recipient_name: message.recipientName ?? null,
      supplier_id: message.supplierId,
      subject: message.subject,
      body: message.text,
      html: message.html ?? null,
      payload: JSON.stringify(message.payload ?? {}),
      dedup_key: message.dedupKey ?? null,
      state: message.state ?? 'scheduled',
      ...(message.sendAt === undefined ? {} : { next_attempt_at: message.sendAt }),
      requested_by: writer.actor.id,
    })
    .onConflict('dedup_key')
    .ignore()
    .returning('id');
  return inserted[0]?.id ?? null;
}

/** The NOTIFY channel of messages that go out by one way: nobody else is woken by them. */
export function messagesDue(channel: MessageChannel): string {
  return `wedsync_messages_${channel}`;
}

async function wakeSender({ sql }: Writer, id: string): Promise<void> {
  await sql.raw(`select pg_notify('wedsync_messages_' || channel, '') from messages where id = ?`, [id]);
}

/** Has a message that was sent shown anew, not sooner than `notBeforeMs` after its last showing. */
export async function refreshMessage(writer: Writer, id: string, notBeforeMs = 0): Promise<void> {
  await writer
    .sql('messages')
    .where({ id })
    .whereNotIn('state', ['cancelled', 'suppressed'])
    .update({
      revision: writer.sql.raw('revision + 1'),
      state: writer.sql.raw(`case when state in ('sent', 'delivered', 'dead') then 'scheduled' else state end`),
      attempt: writer.sql.raw(`case when state in ('sent', 'delivered', 'dead') then 0 else attempt end`),
      next_attempt_at: writer.sql.raw(`greatest(clock_timestamp(), next_attempt_at, sent_at + ? * interval '1 ms')`, [
        notBeforeMs,
      ]),
    });
  await wakeSender(writer, id);
}

/** Gives a message that ended badly a fresh start. @returns false when it is not in a state to be tried again */
export async function retryMessage(writer: Writer, id: string): Promise<boolean> {
  const retried: number = await writer
    .sql('messages')
    .where({ id })
    .whereIn('state', ['failed', 'dead', 'bounced', 'suppressed', 'cancelled'])
    .update({
      state: 'scheduled',
      attempt: 0,
      reason: null,
      next_attempt_at: writer.sql.raw('clock_timestamp()'),
      updated_at: writer.sql.raw('clock_timestamp()'),
    });
  await wakeSender(writer, id);
  return retried === 1;
}

/** Lets a proposed message leave, not before a moment. @returns false when it no longer waits for that */
export async function releaseMessage(writer: Writer, id: string, sendAt: Date): Promise<boolean> {
  const released: number = await writer
    .sql('messages')
    .where({ id, state: 'proposed' })
    .update({ state: 'scheduled', next_attempt_at: sendAt, updated_at: writer.sql.raw('clock_timestamp()') });
  await wakeSender(writer, id);
  return released === 1;
}

/** Stops a message that has not left yet. @returns false when it has */
export async function cancelMessage(writer: Writer, id: string, why: string): Promise<boolean> {
  return (await cancelMessages(writer, [id], why)) === 1;
}

/** Stops those of the messages that have not left yet; one that was to be run again is decided by that. @returns how many */
export async function cancelMessages(writer: Writer, ids: readonly string[], why: string): Promise<number> {
  const cancelled: { id: string }[] = await writer
    .sql('messages')
    .whereIn('id', [...ids])
    .whereIn('state', ['proposed', 'scheduled', 'failed'])
    .update({
      state: 'cancelled',
      reason: why,
      next_attempt_at: null,
      updated_at: writer.sql.raw('clock_timestamp()'),
    })
    .returning('id');
  const stopped = cancelled.map(({ id }) => id);
  if (stopped.length > 0) await resolveDeadLetters(writer, 'message', stopped);
  return stopped.length;
}

/** Messages that wait because something stood in their way are looked at again at once. @returns how many */
export async function lookAgainAtMessages({ sql }: Writer, source: string): Promise<number> {
  return sql('messages')
    .where({ source, state: 'scheduled' })
    .where('next_attempt_at', '>', sql.raw('clock_timestamp()'))
    .update({ next_attempt_at: sql.raw('clock_timestamp()'), updated_at: sql.raw('clock_timestamp()') });
}
