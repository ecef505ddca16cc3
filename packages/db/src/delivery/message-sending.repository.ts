import type { AttemptOutcome, MessageChannel, MessageState } from '@wedsync/domain/delivery';
import { limits } from '@wedsync/domain/platform';
import type { ContactPurpose, SuppressionReason } from '@wedsync/domain/privacy';
import type { Reader, Writer } from '../platform/index.ts';

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
  /** The row the present attempt is kept in. */
  readonly attemptId: number;
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

/** Longer than any gateway waits; whoever is still at it takes as long again. */
const sendingLock = `clock_timestamp() + interval '90 s'`;

/** Takes messages of a channel that are due; the attempt is on record before anything leaves, and no other worker gets the same. */
export async function claimMessages(
  { sql }: Writer,
  channel: MessageChannel,
  limit: number,
): Promise<OutgoingMessage[]> {
  const result: { rows: Omit<OutgoingMessage, 'attemptId'>[] } = await sql.raw(
    `update messages m set state = 'sending', attempt = m.attempt + 1, locked_until = ${sendingLock}, updated_at = clock_timestamp()
     from (select id from messages where channel = ? and state in ('scheduled', 'failed') and next_attempt_at <= clock_timestamp()
       order by next_attempt_at limit ? for update skip locked) due
     where m.id = due.id returning ${outgoing}`,
    [channel, limit],
  );
  const { rows } = result;
  if (rows.length === 0) return [];
  const attempts: { id: number; message_id: string }[] = await sql('message_attempts').insert(
    rows.map(({ id, attempt }) => ({ message_id: id, attempt })),
    ['id', 'message_id'],
  );
  const attemptOf = new Map(attempts.map(({ id, message_id: messageId }) => [messageId, id]));
  return rows.map((row) => ({ ...row, attemptId: attemptOf.get(row.id) ?? 0 }));
}

/** Gives back messages of which nothing was tried, as they were when they were taken. */
export async function giveBackMessages({ sql }: Writer, messages: readonly OutgoingMessage[]): Promise<void> {
  await sql('messages')
    .where({ state: 'sending' })
    .whereIn(
      ['id', 'attempt'],
      messages.map(({ id, attempt }) => [id, attempt]),
    )
    .update({
      state: sql.raw(`case when last_outcome is null then 'scheduled' else 'failed' end`),
      attempt: sql.raw('greatest(attempt - 1, 0)'),
      locked_until: null,
      updated_at: sql.raw('clock_timestamp()'),
    });
  await sql('message_attempts')
    .whereIn(
      'id',
      messages.map(({ attemptId }) => attemptId),
    )
    .whereNull('outcome')
    .delete();
}

/** Keeps messages in the hands of whoever is still sending them. */
export async function holdMessages({ sql }: Writer, ids: readonly string[]): Promise<void> {
  await sql('messages')
    .where({ state: 'sending' })
    .whereIn('id', [...ids])
    .update({ locked_until: sql.raw(sendingLock) });
}

/** Messages whose worker went away while sending, locked for this transaction: whether they arrived is unknown. */
export async function takeStuckMessages({ sql }: Writer, limit: number): Promise<OutgoingMessage[]> {
  const result: { rows: OutgoingMessage[] } = await sql.raw(
    `select ${outgoing}, (select max(a.id) from message_attempts a where a.message_id = m.id and a.attempt = m.attempt) as "attemptId"
     from messages m where m.state = 'sending' and m.locked_until < clock_timestamp() limit ? for update of m skip locked`,
    [limit],
  );
  return result.rows;
}

/** Which of the messages go to an address that is not written to, and why. */
export async function addressesNotWrittenTo(
  { sql }: Reader,
  messages: readonly Pick<OutgoingMessage, 'id' | 'channel' | 'recipient'>[],
): Promise<readonly (readonly [id: string, reason: SuppressionReason])[]> {
  if (messages.length === 0) return [];
  const result: { rows: { id: string; reason: SuppressionReason }[] } = await sql.raw(
    `select asked.id, x.reason from unnest(?::text[], ?::text[], ?::text[]) as asked (id, channel, address)
     join contact_suppressions x on x.channel = asked.channel and x.address_hash = address_hash(asked.address)`,
    [messages.map(({ id }) => id), messages.map(({ channel }) => channel), messages.map(({ recipient }) => recipient)],
  );
  return result.rows.map(({ id, reason }) => [id, reason]);
}

export type SendRecord = {
  readonly outcome: AttemptOutcome;
  readonly error: string | null;
  readonly providerId: string | null;
  /** Null when nobody saw its end. */
  readonly durationMs: number | null;
};

/** Keeps what became of an attempt, beside the message's own state. */
export async function recordAttempt(
  { sql }: Writer,
  { attemptId }: Pick<OutgoingMessage, 'attemptId'>,
  record: SendRecord,
): Promise<void> {
  await sql('message_attempts')
    .where({ id: attemptId })
    .update({
      outcome: record.outcome,
      error: record.error?.slice(0, limits.maxErrorTextChars) ?? null,
      provider_id: record.providerId,
      duration_ms: record.durationMs === null ? null : Math.round(record.durationMs),
    });
}

/**
 * It has left. A newer revision that was asked for meanwhile is sent next.
 * @returns false when what became of it was heard before its answer was
 */
export async function settleSent(
  { sql }: Writer,
  { id, revision }: OutgoingMessage,
  providerId: string | null,
): Promise<boolean> {
  const left = {
    sent_revision: revision,
    provider_id: providerId,
    last_outcome: 'sent',
    locked_until: null,
    sent_at: sql.raw('clock_timestamp()'),
    updated_at: sql.raw('clock_timestamp()'),
  };
  const settled: number = await sql('messages')
    .where({ id, state: 'sending' })
    .update({
      ...left,
      state: sql.raw(`case when revision > ? then 'scheduled' else 'sent' end`, [revision]),
      attempt: sql.raw(`case when revision > ? then 0 else attempt end`, [revision]),
      next_attempt_at: sql.raw(`case when revision > ? then greatest(next_attempt_at, clock_timestamp()) end`, [
        revision,
      ]),
      reason: null,
    });
  if (settled === 0)
    await sql('messages')
      .where({ id })
      .whereIn('state', heardOf)
      .whereRaw(`last_outcome is distinct from 'unknown'`)
      .update(left);
  return settled === 1;
}

const heardOf: readonly MessageState[] = ['delivered', 'engaged', 'bounced', 'dead'];

export type Unsent = {
  /** `scheduled`: it waits for a better moment. */
  readonly state: 'scheduled' | 'failed' | 'dead' | 'bounced' | 'suppressed';
  readonly reason: string;
  readonly outcome: AttemptOutcome | null;
  /** When to try again; null for never. */
  readonly retryInMs: number | null;
  /** False when nobody's attempt was spent: the destination rests, or asked us to wait. */
  readonly counts: boolean;
};

/** It has not left, or nobody knows. @returns false when what became of it was heard meanwhile */
export async function settleUnsent({ sql }: Writer, message: OutgoingMessage, unsent: Unsent): Promise<boolean> {
  const { state, reason, outcome, retryInMs, counts } = unsent;
  const settled: number = await sql('messages')
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
  if (!counts) await sql('message_attempts').where({ id: message.attemptId }).whereNull('outcome').delete();
  return settled === 1;
}
