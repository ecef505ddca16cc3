import type { ContactPurpose } from '@wedsync/domain/privacy';
import { isoInstant, type Reader } from '../platform/index.ts';

/** A message as the host application shows it to a supplier. */
export type InAppMessage = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly link: { readonly label: string; readonly url: string } | null;
  readonly purpose: ContactPurpose | null;
  readonly contactEmail: string | null;
  /** Whether its reader has had it on the screen. */
  readonly seen: boolean;
  readonly sentAt: string;
  readonly expiresAt: string | null;
};

const maxShown = 50;

/** The newest of what waits for a supplier in the app, oldest first; gone once clicked, dismissed or expired. Undefined for a supplier nobody knows. */
export async function inAppMessages(
  { sql }: Reader,
  externalId: string,
  now: Date,
): Promise<InAppMessage[] | undefined> {
  const supplier: { id: string } | undefined = await sql('suppliers').where({ external_id: externalId }).first('id');
  if (supplier === undefined) return undefined;
  const newest: InAppMessage[] = await sql('messages as m')
    .leftJoin('contacts as c', 'c.id', 'm.contact_id')
    .where({ 'm.supplier_id': supplier.id, 'm.channel': 'in_app' })
    .whereIn('m.state', ['sent', 'delivered'])
    .where((live) => live.whereNull('m.expires_at').orWhere('m.expires_at', '>', now))
    .orderBy([
      { column: 'm.sent_at', order: 'desc' },
      { column: 'm.id', order: 'desc' },
    ])
    .limit(maxShown)
    .select({
      id: 'm.id',
      title: 'm.subject',
      text: 'm.body',
      link: 'm.link',
      purpose: 'm.purpose',
      contactEmail: 'c.email',
      seen: sql.raw(`m.state = 'delivered'`),
      sentAt: isoInstant(sql, 'm.sent_at'),
      expiresAt: isoInstant(sql, 'm.expires_at'),
    });
  return newest.toReversed();
}
