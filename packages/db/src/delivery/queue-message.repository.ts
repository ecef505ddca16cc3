import { findTemplate, type MessageContent } from '@wedsync/domain/delivery';
import { createId, NotFound, type Uuids } from '@wedsync/domain/platform';
import type { ContactChannel, ContactPurpose } from '@wedsync/domain/privacy';
import type { Addressee } from './addressees.queries.ts';
import { mayContact } from '../privacy/index.ts';
import { systemUuids, type Writer } from '../platform/index.ts';

export type MessageToQueue = {
  readonly supplierId: string;
  /** Left out: the supplier's main contact. */
  readonly contactId?: string;
  readonly channel: ContactChannel;
  /** Decides which permission is needed; asked now and again when the message leaves. */
  readonly purpose: ContactPurpose;
  /** What asks for it, such as `{ kind: 'playbook', id: '<enrolment>:<step>' }`: at most one message each, however often it is asked for. */
  readonly source: { readonly kind: string; readonly id: string };
  /** What `renderTemplate` gave, or words of one's own. */
  readonly content: MessageContent & { readonly template: string; readonly templateVersion?: number };
  /** Not before; the arbiter's quiet hours and guarded days are the caller's business. */
  readonly sendAt?: Date;
  /** A message in the app disappears then; any other that has not left by then stays. */
  readonly expiresAt?: Date;
  /** Waits until a person releases it. */
  readonly proposed?: boolean;
};

/** `suppressed` is kept as a message too, so that everybody sees what was not sent and why. */
export type QueueAnswer =
  | { readonly outcome: 'queued'; readonly messageId: string }
  | { readonly outcome: 'suppressed'; readonly messageId: string; readonly why: string }
  /** Asked for before; nothing happened now. */
  | { readonly outcome: 'duplicate'; readonly messageId: string };

/**
 * Promises a message to a contact of a supplier, inside the caller's transaction: it leaves soon after the commit, once, if the contact may be written to
 * then. Events tell what becomes of it: message.sent, message.delivered, message.bounced, message.engaged, message.replied (resource `messages`, payload
 * `{channel, purpose, source, sourceId, contactId}`).
 * @throws NotFound when the supplier is unknown or out of scope
 */
export async function queueMessage(
  writer: Writer,
  message: MessageToQueue,
  { now, uuids = systemUuids }: { readonly now: Date; readonly uuids?: Uuids },
): Promise<QueueAnswer> {
  const { supplierId, contactId, channel, purpose, source, content, sendAt, expiresAt, proposed = false } = message;
  const reader = await readerOf(writer, supplierId, contactId);
  if (reader === undefined) throw NotFound({ what: 'supplier', id: supplierId });
  const permission = await mayContact(writer, { contactId: reader.contactId, purpose, channel, now });
  const suppressed = permission.allowed ? null : permission.why;
  const inserted: { id: string }[] = await writer
    .sql('messages')
    .insert({
      id: createId('message', uuids.next()),
      channel,
      template: content.template,
      template_version: content.templateVersion ?? null,
      recipient: reader[channel] ?? '',
      recipient_name: reader.name,
      supplier_id: supplierId,
      contact_id: reader.contactId,
      purpose,
      subject: content.subject === '' ? firstWords(content.text) : content.subject,
      body: content.text,
      html: content.html,
      link: content.link === null ? null : JSON.stringify(content.link),
      segments: content.segments,
      source: source.kind,
      source_id: source.id,
      dedup_key: `${source.kind}:${source.id}`,
      state: suppressed === null ? (proposed ? 'proposed' : 'scheduled') : 'suppressed',
      reason: suppressed,
      next_attempt_at: suppressed === null ? (sendAt ?? now) : null,
      expires_at: expiresAt ?? null,
      requested_by: writer.actor.id,
    })
    .onConflict('dedup_key')
    .ignore()
    .returning('id');
  const messageId = inserted[0]?.id;
  if (messageId === undefined) return { outcome: 'duplicate', messageId: await earlier(writer, source) };
  return suppressed === null ? { outcome: 'queued', messageId } : { outcome: 'suppressed', messageId, why: suppressed };
}

export type LetterToQueue = {
  readonly template: string;
  readonly data: unknown;
  readonly addressee: Addressee;
  /** `<what asks>:<about which>`; the same letter is written once. */
  readonly dedupKey: string;
};

/** Writes one of our own letters to a supplier's contact and promises it as an e-mail. @throws ZodError when the facts are not those it needs */
export function queueLetter(
  writer: Writer,
  { template: name, data, addressee, dedupKey }: LetterToQueue,
  options: Parameters<typeof queueMessage>[2],
): Promise<QueueAnswer> {
  const template = findTemplate(name);
  if (template === undefined) throw new Error(`There is no message template ${name}.`);
  const { supplier, contactId } = addressee;
  const [kind = name, ...id] = dedupKey.split(':');
  return queueMessage(
    writer,
    {
      supplierId: supplier.id,
      ...(contactId === null ? {} : { contactId }),
      channel: 'email',
      purpose: template.purpose,
      source: { kind, id: id.join(':') },
      content: { ...template.render(data, supplier), template: name, link: null, segments: null },
    },
    options,
  );
}

type ReaderOfMessage = Readonly<Record<ContactChannel, string | null>> & {
  readonly contactId: string | null;
  readonly name: string;
};

/** Who reads it, and where by each channel. */
async function readerOf(
  { sql }: Writer,
  supplierId: string,
  contactId: string | undefined,
): Promise<ReaderOfMessage | undefined> {
  const [row]: ReaderOfMessage[] = await sql('suppliers as s')
    .leftJoin('contacts as c', (join) => {
      join.on('c.supplier_id', 's.id');
      if (contactId !== undefined) join.andOnVal('c.id', contactId);
    })
    .where('s.id', supplierId)
    .orderByRaw('c.is_primary desc nulls last, c.created_at, c.id')
    .limit(1)
    .select({
      contactId: 'c.id',
      name: sql.raw('coalesce(c.name, s.business_name)'),
      email: 'c.email',
      sms: sql.raw('dialled(c.phone)'),
      in_app: 's.external_id',
    });
  return row;
}

/** A text message has no subject; lists show how it begins. */
function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

async function earlier({ sql }: Writer, { kind, id }: MessageToQueue['source']): Promise<string> {
  const row: { id: string } | undefined = await sql('messages')
    .where({ dedup_key: `${kind}:${id}` })
    .first('id');
  if (row === undefined) throw new Error('The earlier message is out of sight.');
  return row.id;
}
