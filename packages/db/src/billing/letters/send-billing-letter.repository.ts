import { findTemplate } from '@wedsync/domain/delivery';
import type { Uuids } from '@wedsync/domain/platform';
import { findAddressee, sendLetter } from '../../delivery/index.ts';
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
  /** Waits until a person releases it. */
  readonly proposed?: boolean;
};

/** Either it is on its way, or here is why not. */
export type LetterAnswer = { readonly messageId: string } | { readonly why: string };

/** Writes a letter of billing from what the tables say now and promises it, once. */
export async function sendBillingLetter(writer: Writer, wanted: LetterToSend, uuids: Uuids): Promise<LetterAnswer> {
  const { template, supplierId, id, more = {}, occasion, proposed = false } = wanted;
  const letter = findBillingLetter(template);
  if (letter === undefined) throw new Error(`There is no letter of billing named ${template}.`);
  const facts = await letter.facts(writer, id);
  if (facts === null) return { why: letter.nothing };
  const addressee = await findAddressee(writer, supplierId);
  if (addressee === undefined || addressee.email === null) return { why: noContact };
  const key = [letter.key(id, supplierId), ...(occasion === undefined ? [] : [occasion])].join(':');
  const messageId = await sendLetter(
    writer,
    {
      template,
      data: { ...facts, ...more },
      supplier: addressee.supplier,
      email: addressee.email,
      dedupKey: key,
      state: proposed || findTemplate(template)?.purpose === 'marketing' ? 'proposed' : 'scheduled',
    },
    uuids,
  );
  return messageId === null ? { why: 'This letter was written before.' } : { messageId };
}

export const noContact = 'The supplier has no contact with an e-mail address.';
