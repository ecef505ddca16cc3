import {
  messagePauseMs,
  reportRules,
  type MessageChannel,
  type MessageEventType,
  type MessageState,
  type ReportKind,
} from '@wedsync/domain/delivery';
import { limits } from '@wedsync/domain/platform';
import { isContactChannel, type ContactPurpose } from '@wedsync/domain/privacy';
import { emitEvents, type Reader, type Writer } from '../platform/index.ts';
import { suppressAddress } from '../privacy/index.ts';

/** A message to a contact, as far as what becomes of it matters. */
export type ReportedMessage = {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly template: string;
  readonly recipient: string;
  readonly subject: string;
  readonly state: MessageState;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly supplierId: string | null;
  readonly contactId: string | null;
  readonly contactName: string | null;
  readonly purpose: ContactPurpose | null;
  readonly source: string | null;
  readonly sourceId: string | null;
};

const columns = {
  id: 'm.id',
  channel: 'm.channel',
  template: 'm.template',
  recipient: 'm.recipient',
  subject: 'm.subject',
  state: 'm.state',
  attempt: 'm.attempt',
  maxAttempts: 'm.max_attempts',
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

/** The newest message to an address, which is what somebody who writes from there answers. */
export async function latestTo(
  { sql }: Reader,
  channel: MessageChannel,
  address: string,
): Promise<ReportedMessage | undefined> {
  return sql('messages as m')
    .where({ 'm.channel': channel, 'm.recipient': address })
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
};

/** Keeps what we heard of a message and does what it means (reportRules). @returns false when it was heard before */
export async function recordReport(
  writer: Writer,
  message: ReportedMessage,
  report: Report,
  random = 0,
): Promise<boolean> {
  const { kind, provider, eventId, at } = report;
  const detail = report.detail?.slice(0, limits.maxErrorTextChars) ?? null;
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
  const moved = await move(writer, message, report, random);
  if (moved && rule.event !== null)
    await emitMessageEvent(writer, message, {
      type: rule.event,
      summary: `${rule.summary}: ${message.subject}`,
      at,
      more: { how: kind, ...(detail === null ? {} : { detail }) },
    });
  return true;
}

async function move(
  writer: Writer,
  message: ReportedMessage,
  { kind, detail, at }: Report,
  random: number,
): Promise<boolean> {
  const { to, from } = reportRules[kind];
  if (to === null) return false;
  const again = to === 'again' && message.attempt < message.maxAttempts;
  const state = to === 'again' ? (again ? 'failed' : 'dead') : to;
  const changed = await writer
    .sql('messages')
    .where({ id: message.id })
    .whereIn('state', [...from])
    .update({
      state,
      updated_at: writer.sql.raw('clock_timestamp()'),
      ...(state === 'bounced' || state === 'failed' || state === 'dead'
        ? { reason: detail ?? reportRules[kind].summary }
        : {}),
      ...(again ? { next_attempt_at: new Date(at.getTime() + messagePauseMs(message.attempt, random)) } : {}),
      ...(state === 'delivered' ? { delivered_at: at } : {}),
      ...(state === 'engaged'
        ? {
            engaged_at: writer.sql.raw('coalesce(engaged_at, ?)', [at]),
            delivered_at: writer.sql.raw('coalesce(delivered_at, ?)', [at]),
          }
        : {}),
    });
  return changed === 1;
}

type MessageNews = {
  readonly type: MessageEventType;
  readonly summary: string;
  readonly at: Date;
  readonly more?: { readonly how: string; readonly detail?: string };
};

/** Tells the house what became of a message; who asked for it recognises it by source and sourceId. */
export async function emitMessageEvent(
  writer: Writer,
  message: Pick<
    ReportedMessage,
    'id' | 'channel' | 'template' | 'supplierId' | 'contactId' | 'purpose' | 'source' | 'sourceId'
  >,
  { type, summary, at, more }: MessageNews,
): Promise<void> {
  const { id, channel, template, supplierId, contactId, purpose, source, sourceId } = message;
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
