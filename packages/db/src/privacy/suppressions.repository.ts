import type { ContactChannel, SuppressionReason } from '@wedsync/domain/privacy';
import type { Writer } from '../platform/index.ts';

type Address = { readonly channel: string; readonly address: string };

/** From now on nothing is written to the address; the first reason stays. Only a hash is kept. */
export async function suppressAddress(
  { sql }: Writer,
  { channel, address }: Address,
  reason: SuppressionReason,
  messageId: string,
): Promise<void> {
  await sql('contact_suppressions')
    .insert({ channel, address_hash: sql.raw('address_hash(?)', [address]), reason, message_id: messageId })
    .onConflict(['channel', 'address_hash'])
    .ignore();
}

/** A person says that the address of this contact works after all. @returns false when it was not suppressed */
export async function liftSuppression({ sql }: Writer, contactId: string, channel: ContactChannel): Promise<boolean> {
  const address = channel === 'sms' ? 'dialled(c.phone)' : 'c.email';
  const lifted: { rowCount: number } = await sql.raw(
    `delete from contact_suppressions x using contacts c where c.id = ? and x.channel = ? and x.address_hash = address_hash(${address})`,
    [contactId, channel],
  );
  return lifted.rowCount > 0;
}
