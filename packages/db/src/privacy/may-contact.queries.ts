import {
  contactChannels,
  contactPurposes,
  decidePermission,
  type ContactChannel,
  type ContactPermission,
  type ContactPurpose,
  type LastWord,
  type MayContact,
  type SuppressionReason,
} from '@wedsync/domain/privacy';
import { isoInstant, type Reader } from '../platform/index.ts';

export type ContactQuestion = {
  /** Id of a contact; null asks for the supplier as a whole, which only the app itself can reach. */
  readonly contactId: string | null;
  readonly purpose: ContactPurpose;
  readonly channel: ContactChannel;
};
/** What was said later does not count. */
type AsOf = { readonly now: Date };

/**
 * Whether a contact may be written to now: its last word on that purpose and channel, else the default rule (see the README of domain/privacy), and
 * whether its address works. Asked when a message is promised and again when it leaves.
 * @returns `why` is a sentence for staff; a contact that is unknown or out of scope may not be written to
 */
export async function mayContact(reader: Reader, { now, ...question }: ContactQuestion & AsOf): Promise<MayContact> {
  const [answer] = await mayContactEach(reader, [question], now);
  return answer ?? gone;
}

const gone: MayContact = { allowed: false, why: 'The contact is gone.' };
const nobody: MayContact = { allowed: false, why: 'The supplier has no contact.' };

/** The same of many at once, in one query. @returns an answer for each question, in their order */
export async function mayContactEach(
  reader: Reader,
  questions: readonly ContactQuestion[],
  now: Date,
): Promise<MayContact[]> {
  const contactIds = [...new Set(questions.flatMap(({ contactId }) => contactId ?? []))];
  const rows = contactIds.length === 0 ? [] : await factsOf(reader, { contactIds }, now);
  const facts = new Map(rows.map((row) => [row.contactId, row]));
  return questions.map(({ contactId, purpose, channel }) => {
    if (contactId === null) return channel === 'in_app' ? { allowed: true } : nobody;
    const row = facts.get(contactId);
    if (row === undefined) return gone;
    const { why } = cellOf(row, purpose, channel);
    return why === null ? { allowed: true } : { allowed: false, why };
  });
}

/** Every contact of a supplier with every purpose and channel, the main contact first. */
export async function contactPermissions(reader: Reader, supplierId: string, now: Date): Promise<ContactPermission[]> {
  const rows = await factsOf(reader, { supplierId }, now);
  return rows.flatMap((row) =>
    contactPurposes.flatMap((purpose) => contactChannels.map((channel) => cellOf(row, purpose, channel))),
  );
}

type Row = {
  readonly contactId: string;
  readonly contactName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly suppressions: Readonly<Partial<Record<ContactChannel, SuppressionReason>>>;
  readonly words: readonly (NonNullable<ContactPermission['said']> &
    LastWord & { purpose: ContactPurpose; channel: ContactChannel })[];
};

type Whose = { readonly supplierId: string } | { readonly contactIds: readonly string[] };

function cellOf(row: Row, purpose: ContactPurpose, channel: ContactChannel): ContactPermission {
  const word = row.words.find((one) => one.purpose === purpose && one.channel === channel) ?? null;
  const suppressed = row.suppressions[channel] ?? null;
  const answer = decidePermission({
    purpose,
    channel,
    lastWord: word,
    suppressed,
    hasAddress: hasAddress(row, channel),
  });
  const said = word && {
    state: word.state,
    basis: word.basis,
    source: word.source,
    saidAt: word.saidAt,
    saidBy: word.saidBy,
  };
  const { contactId, contactName } = row;
  return {
    contactId,
    contactName,
    purpose,
    channel,
    allowed: answer.allowed,
    why: answer.allowed ? null : answer.why,
    suppressed,
    said,
  };
}

function hasAddress({ email, phone }: Row, channel: ContactChannel): boolean {
  if (channel === 'email') return email !== null && email !== '';
  return channel === 'in_app' || /^\+[1-9]\d{6,14}$/.test(phone ?? '');
}

/** The newest word by the time it was said stands, for the contact or for the address it has. */
async function factsOf({ sql }: Reader, whose: Whose, now: Date): Promise<Row[]> {
  const result: { rows: Row[] } = await sql.raw(
    `select c.id as "contactId", c.name as "contactName", c.email, dialled(c.phone) as phone,
       coalesce((select jsonb_object_agg(x.channel, x.reason) from contact_suppressions x
         where (x.channel = 'email' and x.address_hash = address_hash(c.email)) or (x.channel = 'sms' and x.address_hash = address_hash(dialled(c.phone)))), '{}') as suppressions,
       coalesce((select jsonb_agg(to_jsonb(w)) from (
         select distinct on (purpose, channel) purpose, channel, state, basis, source, said_by as "saidBy", ? as "saidAt"
         from consents k where k.supplier_id = c.supplier_id and (k.contact_id = c.id or k.address_hash = address_hash(c.email)) and k.said_at <= ?
         order by purpose, channel, said_at desc, id desc) w), '[]') as words
     from contacts c where ${'supplierId' in whose ? 'c.supplier_id = ?' : 'c.id = any(?)'} order by c.is_primary desc, c.created_at, c.id`,
    [isoInstant(sql, 'k.said_at'), now, 'supplierId' in whose ? whose.supplierId : [...whose.contactIds]],
  );
  return result.rows;
}
