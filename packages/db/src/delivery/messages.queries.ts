import type { Message, MessageAttempt, MessageFilter, MessageReport } from '@wedsync/domain/delivery';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** @param searchRecipients whether a search may find addresses: whoever sees them masked would read them letter by letter */
export async function listMessages(
  reader: Reader,
  { filter, ...query }: ListQuery<MessageFilter>,
  { searchRecipients }: { readonly searchRecipients: boolean },
): Promise<Page<Message>> {
  const { q, ...rest } = filter;
  const search = q === undefined ? {} : searchRecipients ? { q } : { subject: q };
  return listPage(reader, spec, { ...query, filter: { ...rest, ...search } });
}

export async function findMessage(reader: Reader, id: string): Promise<Message | undefined> {
  const [message] = await hydrate(reader, [id]);
  return message;
}

const spec: ListSpec<Message, MessageFilter & { readonly subject?: string }> = {
  resource: 'messages',
  keys: ({ sql }) => sql('messages'),
  idColumn: 'messages.id',
  sorts: { createdAt: 'messages.created_at', id: 'messages.id', state: 'messages.state', sentAt: 'messages.sent_at' },
  defaultSort: { field: 'createdAt', order: 'DESC' },
  filters: {
    q: (query, text) =>
      query.where((either) =>
        either
          .whereILike('messages.recipient', `${escapeLike(text)}%`)
          .orWhereILike('messages.subject', `%${escapeLike(text)}%`),
      ),
    subject: (query, text) => query.whereILike('messages.subject', `%${escapeLike(text)}%`),
    id: (query, ids) => query.whereIn('messages.id', ids),
    supplierId: (query, id) => query.where('messages.supplier_id', id),
    channel: (query, channels) => query.whereIn('messages.channel', channels),
    state: (query, states) => query.whereIn('messages.state', states),
    template: (query, template) => query.where('messages.template', template),
    purpose: (query, purposes) => query.whereIn('messages.purpose', purposes),
    source: (query, source) => query.where('messages.source', source),
    sourceId: (query, id) => query.where('messages.source_id', id),
    createdSince: (query, since) => query.where('messages.created_at', '>=', since),
  },
  countCap: 10_000,
  hydrate: (reader, ids) => hydrate(reader, ids.map(String)),
  rowId: (message) => message.id,
};

async function hydrate(reader: Reader, ids: readonly string[]): Promise<Message[]> {
  const { sql } = reader;
  const rows: Omit<Message, 'attempts' | 'reports'>[] = await sql('messages as m')
    .leftJoin('suppliers as s', 's.id', 'm.supplier_id')
    .whereIn('m.id', [...ids])
    .select({
      id: 'm.id',
      channel: 'm.channel',
      template: 'm.template',
      recipient: 'm.recipient',
      recipientName: 'm.recipient_name',
      supplierId: 'm.supplier_id',
      supplierName: 's.business_name',
      subject: 'm.subject',
      text: 'm.body',
      html: 'm.html',
      state: 'm.state',
      reason: 'm.reason',
      attempt: 'm.attempt',
      maxAttempts: 'm.max_attempts',
      nextAttemptAt: isoInstant(sql, 'm.next_attempt_at'),
      providerId: 'm.provider_id',
      sentAt: isoInstant(sql, 'm.sent_at'),
      contactId: 'm.contact_id',
      purpose: 'm.purpose',
      source: 'm.source',
      sourceId: 'm.source_id',
      link: 'm.link',
      segments: 'm.segments',
      expiresAt: isoInstant(sql, 'm.expires_at'),
      deliveredAt: isoInstant(sql, 'm.delivered_at'),
      engagedAt: isoInstant(sql, 'm.engaged_at'),
      createdAt: isoInstant(sql, 'm.created_at'),
    });
  const [attempts, reports] = await Promise.all([attemptsOf(reader, ids), reportsOf(reader, ids)]);
  return rows.map((row) => ({
    ...row,
    attempts: attempts.filter(({ messageId }) => messageId === row.id).map(withoutMessage),
    reports: reports.filter(({ messageId }) => messageId === row.id).map(({ messageId: _of, ...report }) => report),
  }));
}

type AttemptRow = MessageAttempt & { readonly messageId: string };

async function attemptsOf({ sql }: Reader, ids: readonly string[]): Promise<AttemptRow[]> {
  return sql('message_attempts')
    .whereIn('message_id', [...ids])
    .orderBy('id')
    .select({
      messageId: 'message_id',
      attempt: 'attempt',
      outcome: 'outcome',
      error: 'error',
      durationMs: 'duration_ms',
      startedAt: isoInstant(sql, 'started_at'),
    });
}

async function reportsOf(
  { sql }: Reader,
  ids: readonly string[],
): Promise<(MessageReport & { readonly messageId: string })[]> {
  return sql('message_reports')
    .whereIn('message_id', [...ids])
    .orderBy('id')
    .select('kind', 'provider', 'detail', { messageId: 'message_id', at: isoInstant(sql, 'at') });
}

function withoutMessage({ attempt, outcome, error, durationMs, startedAt }: AttemptRow): MessageAttempt {
  return { attempt, outcome, error, durationMs, startedAt };
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
