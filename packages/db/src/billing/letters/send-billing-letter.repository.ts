import type { Uuids } from '@wedsync/domain/platform';
import { findAddressee, queueLetter } from '../../delivery/index.ts';
import type { Writer } from '../../platform/index.ts';
import { findBillingLetter } from './billing-letters.ts';

export type LetterToSend = {
  readonly template: string;
  readonly supplierId: string;
  /** What it is about: an invoice, a case, a card or a subscription. */
  readonly id: string;
  /** Facts that no table holds, such as a link made a moment ago. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Tells one occasion from the next: a case that opened again, a card that was renewed. */
  readonly occasion?: string;
};

/** Either it is on its way, or here is why not; one that may not leave is kept and shown as a message all the same. */
export type LetterAnswer =
  { readonly messageId: string } | { readonly why: string } | { readonly messageId: string; readonly why: string };

/** Writes a letter of billing from what the tables say now and promises it, once. */
export async function sendBillingLetter(
  writer: Writer,
  wanted: LetterToSend,
  { now, uuids }: { readonly now: Date; readonly uuids: Uuids },
): Promise<LetterAnswer> {
  const { template, supplierId, id, more = {}, occasion } = wanted;
  const letter = findBillingLetter(template);
  if (letter === undefined) throw new Error(`There is no letter of billing named ${template}.`);
  const facts = await letter.facts(writer, id);
  if (facts === null) return { why: letter.nothing };
  const addressee = await findAddressee(writer, supplierId);
  if (addressee === undefined || addressee.email === null) return { why: noContact };
  const dedupKey = [letter.key(id, supplierId), ...(occasion === undefined ? [] : [occasion])].join(':');
  const written = { template, data: { ...facts, ...more }, addressee, dedupKey };
  const answer = await queueLetter(writer, written, { now, uuids });
  if (answer.outcome === 'duplicate') return { why: 'This letter was written before.' };
  const { messageId } = answer;
  return answer.outcome === 'suppressed' ? { messageId, why: answer.why } : { messageId };
}

export const noContact = 'The supplier has no contact with an e-mail address.';
