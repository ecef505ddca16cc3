import {
  isOfUnknownFate,
  messagePauseMs,
  reportRules,
  whereReportMoves,
  type MessageStanding,
  type MessageState,
  type ReportKind,
} from '@wedsync/domain/delivery';
import { limits } from '@wedsync/domain/platform';
import { isContactChannel } from '@wedsync/domain/privacy';
import { resolveDeadLetters, type Reader, type Writer } from '../platform/index.ts';
import { suppressAddress } from '../privacy/index.ts';
import { emitMessageEvent, tellEnd, tellSent, type ToldMessage } from './tell-of-message.repository.ts';

/** A message as far as what we hear of it matters. */
export type ReportedMessage = ToldMessage & { readonly contactName: string | null };

const columns = {
  id: 'm.id',
  channel: 'm.channel',
  template: 'm.template',
  recipient: 'm.recipient',
  subject: 'm.subject',
  attempt: 'm.attempt',
  supplierId: 'm.supplier_id',
  contactId: 'm.contact_id',
  contactName: 'm.recipient_name',
  purpose: 'm.purpose',
  source: 'm.source',
  sourceId: 'm.source_id',
} as const;

/** The message a provider speaks of: by our id, or by the id the provider gave it. */
export async function findReported({ sql }: Reader, id: string): Promise<ReportedMessage | undefined> {
  return sql('messages as m')
    .where((either) => either.where('m.id', id).orWhere('m.provider_id', id))
    .first(columns);
}

/** The newest text message to a contact's number, which is what somebody who writes from there answers. Colleagues answer nobody when they do. */
export async function latestTextTo({ sql }: Reader, phone: string): Promise<ReportedMessage | undefined> {
  return sql('messages as m')
    .where({ 'm.channel': 'sms', 'm.recipient': phone })
    .whereNotNull('m.purpose')
    .whereNotNull('m.sent_at')
    .orderBy('m.created_at', 'desc')
    .first(columns);
}

export type Report = {
  readonly kind: ReportKind;
  readonly provider: string;
  /** The provider's id of this report: told twice, it is kept once. */
  readonly eventId: string;
  readonly detail?: string | null;
  readonly at: Date;
  /** The provider's id of the message, for one whose answer we have not got. */
  readonly providerId?: string;
};

/** Keeps what we heard of a message and does what it means (reportRules). @returns false when it was heard before */
export async function recordReport(
  writer: Writer,
  message: ReportedMessage,
  told: Report,
  random = 0,
): Promise<boolean> {
  const { kind, provider, eventId, at } = told;
  const detail = told.detail?.slice(0, limits.maxErrorTextChars) ?? null;
  const kept: { id: number }[] = await writer
    .sql('message_reports')
    .insert({ message_id: message.id, supplier_id: message.supplierId, kind, provider, event_id: eventId, detail, at })
    .onConflict(['provider', 'event_id'])
    .ignore()
    .returning('id');
  if (kept.length === 0) return false;
  const rule = reportRules[kind];
  if (rule.suppress !== null && isContactChannel(message.channel))
    await suppressAddress(writer, { channel: message.channel, address: message.recipient }, rule.suppress, message.id);
  const report = { ...told, detail };
  const moved = await move(writer, message.id, report, random);
  if (moved !== null) await tellMoved(writer, message, moved, report);
  return true;
}

type Standing = MessageStanding & { readonly sentAt: Date | null; readonly providerId: string | null };
type Moved = { readonly from: Standing; readonly state: MessageState };

/** Nobody else moves the message meanwhile: what is told of it is told once. */
async function move(writer: Writer, id: string, report: Report, random: number): Promise<Moved | null> {
  const { sql } = writer;
  const from: Standing | undefined = await sql('messages').where({ id }).forNoKeyUpdate().first({
    state: 'state',
    attempt: 'attempt',
    maxAttempts: 'max_attempts',
    lastOutcome: 'last_outcome',
    sentAt: 'sent_at',
    providerId: 'provider_id',
  });
  const { kind, at, detail, providerId } = report;
  const state = from === undefined ? null : whereReportMoves(kind, from);
  if (from === undefined || state === null) return null;
  // What became of an earlier attempt says nothing of the latest.
  if (providerId !== undefined && from.providerId !== null && from.providerId !== providerId) return null;
  await sql('messages')
    .where({ id })
    .update({
      state,
      updated_at: sql.raw('clock_timestamp()'),
      next_attempt_at: state === 'failed' ? new Date(at.getTime() + messagePauseMs(from.attempt, random)) : null,
      reason: isUnhappy(state) ? (detail ?? reportRules[kind].summary) : null,
      sent_at: sql.raw('coalesce(sent_at, ?)', [at]),
      ...(providerId === undefined ? {} : { provider_id: sql.raw('coalesce(provider_id, ?)', [providerId]) }),
      ...(isOfUnknownFate(from) ? { last_outcome: 'sent' } : {}),
      ...(state === 'delivered' ? { delivered_at: at } : {}),
      ...(state === 'engaged'
        ? {
            engaged_at: sql.raw('coalesce(engaged_at, ?)', [at]),
            delivered_at: sql.raw('coalesce(delivered_at, ?)', [at]),
          }
        : {}),
    });
  return { from, state };
}

function isUnhappy(state: MessageState): state is 'bounced' | 'failed' | 'dead' {
  return state === 'bounced' || state === 'failed' || state === 'dead';
}

async function tellMoved(
  writer: Writer,
  message: ReportedMessage,
  { from, state }: Moved,
  { kind, detail, at }: Report,
): Promise<void> {
  const { event, summary } = reportRules[kind];
  if (from.sentAt === null) await tellSent(writer, message, at);
  // It was given up and run again: whatever comes of it now, it did leave.
  if (from.state === 'sending' || isOfUnknownFate(from)) await resolveDeadLetters(writer, 'message', [message.id]);
  if (state === 'dead' || state === 'bounced')
    await tellEnd(writer, message, { state, how: kind, reason: detail ?? summary, at });
  if (event === null) return;
  const more = { how: kind, ...(detail == null ? {} : { detail }) };
  await emitMessageEvent(writer, message, { type: event, summary: `${summary}: ${message.subject}`, at, more });
}
