import type { DeadLetter } from '@wedsync/domain/operations';
import type { Reader } from '../platform/index.ts';

type Of = Pick<DeadLetter, 'source' | 'supplierId'>;
type Find = (reader: Reader, letter: Of, address: string) => Promise<unknown>;

/** Where an address of each channel is on record; a message is sent nowhere else, whoever corrects it. */
const records: Readonly<Record<string, Find>> = {
  email: async ({ sql }, { supplierId }, address) =>
    supplierId === null
      ? sql('staff').whereRaw('lower(email) = lower(?)', [address]).whereNull('disabled_at').first('id')
      : sql('contacts').where({ supplier_id: supplierId }).whereRaw('lower(email) = lower(?)', [address]).first('id'),
  sms: async ({ sql }, { supplierId }, phone) =>
    sql('contacts').where({ supplier_id: supplierId }).whereRaw('dialled(phone) = ?', [phone]).first('id'),
  slack: async ({ sql }, _letter, recipient) =>
    sql('messages').where({ channel: 'slack', recipient }).whereNotNull('sent_at').first('id'),
};

/** Whether the address belongs to whom the letter is about: a contact of its supplier, one of the team, a channel that was written to before. */
export async function isKnownAddressee(reader: Reader, letter: Of, address: string): Promise<boolean> {
  const record = records[letter.source];
  return record !== undefined && (await record(reader, letter, address)) !== undefined;
}
