import { readAnswer } from '@wedsync/domain/delivery';
import { cutText, limits } from '@wedsync/domain/platform';
import { contactPurposes, type ConsentSource, type ContactPurpose } from '@wedsync/domain/privacy';
import type { Reader, Writer } from '../platform/index.ts';
import { contactPermissions, recordConsents } from '../privacy/index.ts';
import { addTimelineEntry } from '../suppliers/index.ts';
import { recordReport, type ReportedMessage } from './message-reports.repository.ts';

/** Somebody who can be written to, as their answer names them. */
export type Answerer = { readonly supplierId: string; readonly contactId: string; readonly name: string };

export type Answer = {
  readonly text: string;
  readonly provider: string;
  readonly eventId: string;
  readonly at: Date;
};

/** E-mail that belongs to the contract goes on; a text message that says STOP ends all texts, as carriers ask. */
const endedBy: Readonly<Record<'email' | 'sms', readonly ContactPurpose[]>> = {
  email: ['success', 'marketing'],
  sms: contactPurposes,
};
const sources: Readonly<Record<'email' | 'sms', ConsentSource>> = { email: 'mail_reply', sms: 'sms_keyword' };

/**
 * A contact wrote back: the message they answered is engaged, the supplier's story tells it, and "stop" is taken at its word.
 * @returns false when it was heard before
 */
export async function hearAnswer(writer: Writer, message: ReportedMessage, answer: Answer): Promise<boolean> {
  const { text, at } = answer;
  const detail = cutText(text.trim(), limits.maxErrorTextChars);
  if (!(await recordReport(writer, message, { ...answer, kind: 'replied', detail }))) return false;
  const { id, channel, supplierId, contactId, contactName } = message;
  if (supplierId === null || contactId === null) return true;
  const name = contactName ?? 'A contact';
  await addTimelineEntry(writer, {
    supplierId,
    at,
    kind: 'message',
    actorName: name,
    title: `${name} answered: ${message.subject}`,
    detail: { messageId: id, channel, text: detail },
    source: 'message-replies',
    sourceId: `${answer.provider}:${answer.eventId}`,
  });
  if (channel === 'email')
    await heedWord(writer, [{ supplierId, contactId, name }], { channel, text, at, messageId: id });
  return true;
}

/** The carrier passes on none of our texts, since the owner of the number told it STOP: that is heard late, and START ends it like any other. */
export async function hearStopOfCarrier(
  writer: Writer,
  { id, recipient }: Pick<ReportedMessage, 'id' | 'recipient'>,
  at: Date,
): Promise<void> {
  const word = { channel: 'sms', text: 'STOP', at, messageId: id } as const;
  await heedWord(writer, await contactsWithPhone(writer, recipient), word);
}

export type Word = {
  readonly channel: 'email' | 'sms';
  readonly text: string;
  readonly at: Date;
  readonly messageId: string | null;
};

/** STOP ends what the channel brings, START brings back what STOP ended; anything else changes no consent. */
export async function heedWord(writer: Writer, people: readonly Answerer[], word: Word): Promise<void> {
  const { channel, text, at, messageId } = word;
  const wish = readAnswer(text);
  if (wish === 'talk') return;
  for (const { supplierId, contactId, name } of people) {
    const purposes =
      wish === 'stop' ? endedBy[channel] : await endedBefore(writer, { supplierId, contactId, name }, channel, at);
    await recordConsents(
      writer,
      purposes.map((purpose) => ({
        supplierId,
        contactId,
        purpose,
        channel,
        state: wish === 'stop' ? ('withdrawn' as const) : ('granted' as const),
        source: sources[channel],
        saidBy: name,
        wording: cutText(text.trim(), limits.maxErrorTextChars),
        messageId,
        saidAt: at,
      })),
    );
  }
}

async function endedBefore(
  reader: Reader,
  { supplierId, contactId }: Answerer,
  channel: Word['channel'],
  at: Date,
): Promise<ContactPurpose[]> {
  const cells = await contactPermissions(reader, supplierId, at);
  return cells
    .filter((cell) => cell.contactId === contactId && cell.channel === channel)
    .filter(({ said }) => said?.state === 'withdrawn' && said.source === sources[channel])
    .map(({ purpose }) => purpose);
}

/** Everybody who gave this number, however it is written there. */
export async function contactsWithPhone({ sql }: Reader, phone: string): Promise<Answerer[]> {
  return sql('contacts')
    .whereRaw('dialled(phone) = ?', [phone])
    .orderBy('id')
    .select({ contactId: 'id', supplierId: 'supplier_id', name: 'name' });
}

/** Somebody marked a message as spam: nothing but what is owed may follow, and that by other ways. */
export async function hearComplaint(
  writer: Writer,
  message: ReportedMessage,
  complaint: Omit<Answer, 'text'>,
): Promise<void> {
  if (!(await recordReport(writer, message, { ...complaint, kind: 'complained' }))) return;
  const { id, supplierId, contactId, contactName } = message;
  if (supplierId === null || contactId === null) return;
  await recordConsents(
    writer,
    endedBy.email.map((purpose) => ({
      supplierId,
      contactId,
      purpose,
      channel: 'email' as const,
      state: 'withdrawn' as const,
      source: 'complaint' as const,
      saidBy: contactName ?? 'A contact',
      messageId: id,
      saidAt: complaint.at,
    })),
  );
}
