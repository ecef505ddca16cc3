import type { AttemptOutcome, MessageChannel } from '@wedsync/domain/delivery';
import { limits } from '@wedsync/domain/platform';
import type { ContactPurpose } from '@wedsync/domain/privacy';
import type { Writer } from '../platform/index.ts';

/** A message in the hands of one worker. */
export type OutgoingMessage = {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly template: string;
  readonly recipient: string;
  readonly recipientName: string | null;
  readonly supplierId: string | null;
  readonly contactId: string | null;
  readonly purpose: ContactPurpose | null;
  readonly source: string | null;
  readonly sourceId: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly revision: number;
  readonly providerId: string | null;
  /** What the attempt before this one came to. */
  readonly lastOutcome: AttemptOutcome | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
};

const outgoing = `m.id, m.channel, m.template, m.recipient, m.recipient_name as "recipientName", m.supplier_id as "supplierId",
  m.contact_id as "contactId", m.purpose, m.source, m.source_id as "sourceId", m.expires_at as "expiresAt", m.subject, m.body as text,
  m.html, m.payload, m.attempt, m.max_attempts as "maxAttempts", m.revision, m.provider_id as "providerId", m.last_outcome as "lastOutcome", m.created_at as "createdAt"`;

/** Longer than any gateway waits, so a live worker never loses a message it is sending. */
const sendingLockSeconds = 90;

/** Takes messages that are due; the attempt is on record before anything leaves, and no other worker gets the same. */
export async function claimMessages({ sql }: Writer, limit: number): Promise<OutgoingMessage[]> {
  const result: { rows: OutgoingMessage[] } = await sql.raw(
    `update messages m set state = 'sending', attempt = m.attempt + 1, locked_until = clock_timestamp() + ? * interval '1 s', updated_at = clock_timestamp()
     from (select id from messages where state in ('scheduled', 'failed') and next_attempt_at <= clock_timestamp()
       order by next_attempt_at limit ? for update skip locked) due
     where m.id = due.id returning ${outgoing}`,
    [sendingLockSeconds, limit],
  );
  const { rows } = result;
  if (rows.length > 0)
    await sql('message_attempts').insert(rows.map(({ id, attempt }) => ({ message_id: id, attempt })));
  return rows;
}

/** Messages whose worker went away while sending: whether they arrived is unknown. @returns how many */
export async function reviveStuckMessages({ sql }: Writer): Promise<number> {
  const result: { rowCount: number } = await sql.raw(
    `with stuck as (update messages set state = 'failed', last_outcome = 'unknown', reason = 'The worker went away while sending.', next_attempt_at = clock_timestamp()
       where state = 'sending' and locked_until < clock_timestamp() returning id, attempt)
     update message_attempts a set outcome = 'unknown', error = 'The worker went away while sending.' from stuck
     where a.message_id = stuck.id and a.attempt = stuck.attempt and a.outcome is null`,
  );
  return result.rowCount;
}

export type SendRecord = {
  readonly outcome: AttemptOutcome;
  readonly error: string | null;
  readonly providerId: string | null;
  readonly durationMs: number;
};

/** Keeps what became of an attempt, beside the message's own state. */
export async function recordAttempt({ sql }: Writer, message: OutgoingMessage, record: SendRecord): Promise<void> {
  const latest = sql('message_attempts').max('id').where({ message_id: message.id, attempt: message.attempt });
  await sql('message_attempts')
    .where('id', latest)
    .update({
      outcome: record.outcome,
      error: record.error?.slice(0, limits.maxErrorTextChars) ?? null,
      provider_id: record.providerId,
      duration_ms: Math.round(record.durationMs),
    });
}

/** It has left. A newer revision that was asked for meanwhile is sent next. */
export async function settleSent({ sql }: Writer, message: OutgoingMessage, providerId: string | null): Promise<void> {
  await sql('messages')
    .where({ id: message.id, state: 'sending' })
    .update({
      state: sql.raw(`case when revision > ? then 'scheduled' else 'sent' end`, [message.revision]),
      attempt: sql.raw(`case when revision > ? then 0 else attempt end`, [message.revision]),
      next_attempt_at: sql.raw(`case when revision > ? then greatest(next_attempt_at, clock_timestamp()) end`, [
        message.revision,
      ]),
      sent_revision: message.revision,
      provider_id: providerId,
      reason: null,
      last_outcome: 'sent',
      locked_until: null,
      sent_at: sql.raw('clock_timestamp()'),
      updated_at: sql.raw('clock_timestamp()'),
    });
}

export type Unsent = {
  readonly state: 'failed' | 'dead' | 'bounced' | 'suppressed';
  readonly reason: string;
  readonly outcome: AttemptOutcome | null;
  /** When to try again; null for never. */
  readonly retryInMs: number | null;
  /** False when nobody's attempt was spent: the destination rests, or asked us to wait. */
  readonly counts: boolean;
};

/** It has not left, or nobody knows. */
export async function settleUnsent({ sql }: Writer, message: OutgoingMessage, unsent: Unsent): Promise<void> {
  const { state, reason, outcome, retryInMs, counts } = unsent;
  await sql('messages')
    .where({ id: message.id, state: 'sending' })
    .update({
      state,
      reason: reason.slice(0, limits.maxErrorTextChars),
      last_outcome: outcome,
      locked_until: null,
      attempt: sql.raw(counts ? 'attempt' : 'greatest(attempt - 1, 0)'),
      next_attempt_at:
        retryInMs === null ? null : sql.raw(`clock_timestamp() + ? * interval '1 ms'`, [Math.round(retryInMs)]),
      updated_at: sql.raw('clock_timestamp()'),
    });
  if (!counts)
    await sql('message_attempts')
      .where({ message_id: message.id, attempt: message.attempt })
      .whereNull('outcome')
      .delete();
}
