import { grouped } from '@wedsync/domain/platform';
import {
  inWords,
  type ConsentBasis,
  type ConsentIngest,
  type ConsentSource,
  type ConsentState,
  type ContactChannel,
  type ContactPurpose,
} from '@wedsync/domain/privacy';
import { emitEvents, type Writer } from '../platform/index.ts';
import { addTimelineEntries } from '../suppliers/index.ts';

/** A contact's word, with its evidence. */
export type SaidConsent = {
  readonly supplierId: string;
  readonly contactId: string;
  /** Left out: of the contact's present e-mail address. */
  readonly addressHash?: string;
  readonly purpose: ContactPurpose;
  readonly channel: ContactChannel;
  readonly state: ConsentState;
  readonly basis?: ConsentBasis;
  readonly source: ConsentSource;
  readonly saidBy: string;
  readonly wording?: string | null;
  readonly reason?: string | null;
  readonly messageId?: string | null;
  readonly saidAt: Date;
};

type Changed = {
  readonly supplierId: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly purpose: ContactPurpose;
  readonly channel: ContactChannel;
  readonly state: ConsentState;
  readonly saidBy: string;
  readonly source: ConsentSource;
  readonly saidAt: Date;
};

/**
 * Adds what contacts said to their history. Saying yes again adds nothing; a later no is always kept, so that a yes from in between that arrives late is
 * not the last word. Of several words at once on one matter all are kept. What was said earlier than the last word is kept and changes nothing.
 * A change is told on the supplier's timeline and as `consent.changed` (payload `{contactId, purpose, channel, state, source}`).
 * @returns how many words were new
 */
export async function recordConsents(writer: Writer, said: readonly SaidConsent[]): Promise<number> {
  if (said.length === 0) return 0;
  const result: { rows: (Changed & { readonly changes: boolean })[] } = await writer.sql.raw(
    `with said as (
       select i.*, h.hash, count(*) over (partition by i."supplierId", h.hash, i.purpose, i.channel) as words
       from jsonb_to_recordset(?::jsonb) as i ("supplierId" text, "contactId" text, "addressHash" text, purpose text, channel text, state text, basis text, source text,
         "saidBy" text, wording text, reason text, "messageId" text, "saidAt" timestamptz),
         lateral (select coalesce(i."addressHash", (select address_hash(c.email) from contacts c where c.id = i."contactId"), '') as hash) h),
     before as (
       select distinct on (k.supplier_id, said.hash, k.purpose, k.channel) k.supplier_id, said.hash, k.purpose, k.channel, k.state, k.basis, k.said_at
       from said join consents k on k.supplier_id = said."supplierId" and (k.contact_id = said."contactId" or k.address_hash = said.hash)
         and k.purpose = said.purpose and k.channel = said.channel
       order by k.supplier_id, said.hash, k.purpose, k.channel, k.said_at desc, k.id desc),
     added as (
       insert into consents (supplier_id, contact_id, address_hash, purpose, channel, state, basis, source, said_by, wording, reason, message_id, said_at)
       select s."supplierId", s."contactId", s.hash, s.purpose, s.channel, s.state, coalesce(s.basis, 'consent'), s.source, s."saidBy", s.wording, s.reason, s."messageId", s."saidAt"
       from said s left join before b on b.supplier_id = s."supplierId" and b.hash = s.hash and b.purpose = s.purpose and b.channel = s.channel
       where b.state is null or s.words > 1 or s.state = 'withdrawn' or s."saidAt" < b.said_at or (b.state, b.basis) is distinct from (s.state, coalesce(s.basis, 'consent'))
       on conflict do nothing returning *)
     select a.supplier_id as "supplierId", a.contact_id as "contactId", coalesce(c.name, 'A former contact') as "contactName", a.purpose, a.channel, a.state,
       a.said_by as "saidBy", a.source, a.said_at as "saidAt",
       (b.state is distinct from a.state and (b.said_at is null or b.said_at <= a.said_at)) as changes
     from added a left join contacts c on c.id = a.contact_id
       left join before b on b.supplier_id = a.supplier_id and b.hash = a.address_hash and b.purpose = a.purpose and b.channel = a.channel`,
    [JSON.stringify(said)],
  );
  await tell(
    writer,
    result.rows.filter(({ changes }) => changes),
  );
  return result.rows.length;
}

async function tell(writer: Writer, changed: readonly Changed[]): Promise<void> {
  await addTimelineEntries(
    writer,
    [...grouped(changed, momentOf)].map(([key, [first, ...more]]) => ({
      supplierId: first.supplierId,
      at: first.saidAt,
      kind: 'consent',
      actorName: first.saidBy,
      title: `${first.contactName} ${first.state === 'granted' ? 'agreed to' : 'said no to'} ${[first, ...more].map((one) => inWords(one.purpose, one.channel)).join(', ')}`,
      detail: { contactId: first.contactId, source: first.source },
      source: 'consents',
      sourceId: key,
    })),
  );
  await emitEvents(
    writer,
    changed.map((change) => ({
      type: 'consent.changed',
      supplierId: change.supplierId,
      resource: 'contacts',
      resourceId: change.contactId,
      summary: `${change.contactName} ${change.state === 'granted' ? 'agreed to' : 'said no to'} ${inWords(change.purpose, change.channel)}`,
      payload: {
        contactId: change.contactId,
        purpose: change.purpose,
        channel: change.channel,
        state: change.state,
        source: change.source,
      },
      occurredAt: change.saidAt,
    })),
  );
}

/** What one contact said at one moment is one line of the story. */
function momentOf({ contactId, state, source, saidAt }: Changed): string {
  return [contactId, state, source, saidAt.getTime()].join(':');
}

/**
 * Takes over what the host application knows. Places in the batch whose contact nobody knows yet are handed back.
 * @returns accepted, and the indexes that were not
 */
export async function ingestConsents(
  writer: Writer,
  batch: readonly ConsentIngest[],
): Promise<{ accepted: number; unknown: readonly number[] }> {
  const found: { rows: { index: number; supplierId: string; contactId: string }[] } = await writer.sql.raw(
    `select i.index::int - 1 as index, s.id as "supplierId", c.id as "contactId"
     from jsonb_array_elements(?::jsonb) with ordinality as i (said, index)
     join suppliers s on s.external_id = i.said ->> 'supplierExternalId'
     join contacts c on c.supplier_id = s.id and lower(c.email) = lower(i.said ->> 'contactEmail')`,
    [JSON.stringify(batch)],
  );
  const known = new Map(found.rows.map(({ index, ...who }) => [index, who]));
  const said = batch.flatMap((one, index) => {
    const who = known.get(index);
    if (who === undefined) return [];
    const { purpose, channel, state, basis, saidBy, wording = null, saidAt } = one;
    return [
      {
        ...who,
        purpose,
        channel,
        state,
        basis,
        source: 'host' as const,
        saidBy: saidBy ?? 'The host application',
        wording,
        saidAt: new Date(saidAt),
      },
    ];
  });
  await recordConsents(writer, said);
  return { accepted: said.length, unknown: batch.flatMap((_one, index) => (known.has(index) ? [] : [index])) };
}
