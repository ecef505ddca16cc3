import { findTemplate, isNews, type RenderedLetter } from '@wedsync/domain/delivery';
import { findAddressee } from '../../delivery/index.ts';
import type { Reader } from '../../platform/index.ts';
import { mayContact } from '../../privacy/index.ts';
import { guardOf } from '../../suppliers/index.ts';
import { findBillingLetter, type BillingLetter } from './billing-letters.ts';
import { noContact } from './send-billing-letter.repository.ts';

export type LetterPreview = RenderedLetter & {
  /** Whether the facts are the supplier's own, or made up because there are none yet. */
  readonly facts: 'own' | 'example';
  readonly recipient: string | null;
  /** Why it would not be sent now; null when it would. */
  readonly suppressedBecause: string | null;
};

/** A letter as this supplier would read it today; undefined when the supplier is unknown or the letter is none of billing's. */
export async function previewLetter(
  reader: Reader,
  template: string,
  supplierId: string,
  now: Date,
): Promise<LetterPreview | undefined> {
  const [letter, known] = [findBillingLetter(template), findTemplate(template)];
  const addressee = await findAddressee(reader, supplierId);
  if (letter === undefined || known === undefined || addressee === undefined) return undefined;
  const { supplier, contactId, email } = addressee;
  const id = await letter.latest(reader, supplierId);
  const facts = id === null ? null : await letter.facts(reader, id);
  const rendered = facts === null ? known.preview(supplier) : known.render(facts, supplier);
  const suppressedBecause =
    (facts === null ? letter.nothing : null) ??
    (email === null ? noContact : null) ??
    (await whyNotAllowed(reader, { contactId, purpose: known.purpose, channel: 'email', now })) ??
    (known.purpose === 'marketing' ? await whyDayIsOut(reader, supplierId, now) : null) ??
    (id === null ? null : ((await whySent(reader, letter, id, supplierId)) ?? (await whyOld(reader, letter, id, now))));
  return { ...rendered, facts: facts === null ? 'example' : 'own', recipient: email, suppressedBecause };
}

async function whyNotAllowed(reader: Reader, question: Parameters<typeof mayContact>[1]): Promise<string | null> {
  const answer = await mayContact(reader, question);
  return answer.allowed ? null : answer.why;
}

async function whyDayIsOut(reader: Reader, supplierId: string, now: Date): Promise<string | null> {
  const answer = await guardOf(reader, supplierId, now);
  if (answer === null) return null;
  return answer.guard.reason === 'saturday'
    ? 'It is Saturday where the supplier is.'
    : `There is a wedding on ${answer.guard.weddingOn}.`;
}

async function whyOld(reader: Reader, { happenedAt }: BillingLetter, id: string, now: Date): Promise<string | null> {
  const at = (await happenedAt?.(reader, id)) ?? null;
  if (at === null || isNews(at, now)) return null;
  return `It happened on ${at.toISOString().slice(0, 10)}; letters are not sent about the past.`;
}

async function whySent(
  { sql }: Reader,
  { key }: BillingLetter,
  id: string,
  supplierId: string,
): Promise<string | null> {
  const sent: { createdAt: Date; state: string } | undefined = await sql('messages')
    .where({ supplier_id: supplierId, channel: 'email' })
    .whereRaw('starts_with(dedup_key, ?)', [key(id, supplierId)])
    .orderBy('created_at', 'desc')
    .first({ createdAt: 'created_at', state: 'state' });
  return sent === undefined
    ? null
    : `It was written on ${sent.createdAt.toISOString().slice(0, 10)} already (${sent.state}).`;
}
