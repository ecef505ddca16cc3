import type { Reader, Writer } from '../platform/index.ts';

/** A delivery as the door keeps it: with everything needed to verify it later. */
export type NewPaypalTransmission = {
  readonly transmissionId: string;
  readonly sentAt: Date;
  readonly sentAtText: string;
  readonly signature: string;
  readonly certUrl: string;
  readonly authAlgo: string;
  /** Over the body as it came. */
  readonly bodyCrc32: number;
  readonly bodySha256: string;
  /** JSON text without card numbers. */
  readonly payload: string;
  readonly scrubbedNumbers: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly resourceId: string | null;
  readonly occurredAt: Date;
  /** Who brought it. */
  readonly source: string;
};

/** More undecided deliveries than this mean that something is wrong; PayPal is asked to come again. */
const maxWaiting = 50_000;
/** Anybody can write headers of the right shape, so nobody takes more than a tenth of the room. */
const maxWaitingOfSource = 5_000;

/** Keeps a delivery once. @returns false when too many wait already, of everybody or of this source */
export async function keepPaypalTransmission({ sql }: Writer, kept: NewPaypalTransmission): Promise<boolean> {
  const { rows }: { rows: { room: boolean }[] } = await sql.raw(
    `with room as (select (select count(*) from (select 1 from paypal_transmissions where state = 'received' limit :maxWaiting) w) < :maxWaiting
       and (select count(*) from (select 1 from paypal_transmissions where state = 'received' and source_address = :source
         limit :maxWaitingOfSource) s) < :maxWaitingOfSource as room),
     kept as (
       insert into paypal_transmissions (transmission_id, sent_at, sent_at_text, signature, cert_url, auth_algo, body_crc32, body_sha256, payload,
         scrubbed_numbers, event_id, event_type, resource_id, occurred_at, source_address)
       select :transmissionId, :sentAt, :sentAtText, :signature, :certUrl, :authAlgo, :bodyCrc32, :bodySha256, :payload, :scrubbedNumbers,
         :eventId, :eventType, :resourceId, :occurredAt, :source from room where room.room
       on conflict do nothing
     ) select room from room`,
    { ...kept, maxWaiting, maxWaitingOfSource },
  );
  return rows[0]?.room ?? false;
}

export type PaypalTransmissionToDecide = NewPaypalTransmission & { readonly id: number; readonly attempts: number };

/** Takes undecided deliveries for the length of a lease, oldest first. */
export async function claimPaypalTransmissions(
  writer: Writer,
  limit: number,
  leaseMs: number,
): Promise<PaypalTransmissionToDecide[]> {
  const { rows }: { rows: PaypalTransmissionToDecide[] } = await writer.sql.raw(
    `update paypal_transmissions t set due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1
     where id in (select id from paypal_transmissions where state = 'received' and due_at <= clock_timestamp() order by due_at, id
       limit ? for update skip locked)
     returning id, attempts, transmission_id as "transmissionId", sent_at as "sentAt", sent_at_text as "sentAtText", signature,
       cert_url as "certUrl", auth_algo as "authAlgo", body_crc32 as "bodyCrc32", body_sha256 as "bodySha256", payload,
       scrubbed_numbers as "scrubbedNumbers", event_id as "eventId", event_type as "eventType", resource_id as "resourceId", occurred_at as "occurredAt",
       source_address as source`,
    [leaseMs, limit],
  );
  return rows.toSorted((a, b) => a.id - b.id);
}

/** Those of these transmissions that were accepted before with another body. */
export async function replayedTransmissions(
  { sql }: Reader,
  among: readonly Pick<PaypalTransmissionToDecide, 'transmissionId' | 'bodySha256'>[],
): Promise<ReadonlySet<string>> {
  const { rows }: { rows: { id: string; sha: string }[] } = await sql.raw(
    `select n.id, n.sha from unnest(?::text[], ?::text[]) as n (id, sha)
      where exists (select 1 from paypal_transmissions t where t.transmission_id = n.id and t.state = 'accepted' and t.body_sha256 <> n.sha)`,
    [among.map(({ transmissionId }) => transmissionId), among.map(({ bodySha256 }) => bodySha256)],
  );
  return new Set(rows.map(({ id, sha }) => `${id} ${sha}`));
}

/** Closes deliveries; what they said is let go of, because the inbox has it or nobody shall. */
export async function decidePaypalTransmissions(
  writer: Writer,
  decided: readonly { readonly id: number; readonly reason: string | null }[],
): Promise<void> {
  if (decided.length === 0) return;
  await writer.sql.raw(
    `update paypal_transmissions t set state = case when d.reason is null then 'accepted' else 'refused' end, reason = d.reason, payload = null,
       error = null, decided_at = clock_timestamp()
     from jsonb_to_recordset(?::jsonb) as d (id bigint, reason text) where t.id = d.id`,
    [JSON.stringify(decided)],
  );
}

/** Sets deliveries back for later: the certificate could not be fetched. */
export async function postponePaypalTransmissions(
  writer: Writer,
  ids: readonly number[],
  { error, retryInMs }: { readonly error: string; readonly retryInMs: number },
): Promise<void> {
  await writer.sql.raw(
    `update paypal_transmissions set error = ?, due_at = clock_timestamp() + ? * interval '1 millisecond' where id = any(?)`,
    [error, retryInMs, [...ids]],
  );
}

/** Forgets decided deliveries; nothing so old would pass the door any more. @returns how many */
export async function forgetPaypalTransmissions({ sql }: Writer, before: Date): Promise<number> {
  return sql('paypal_transmissions').where('decided_at', '<', before).delete();
}
