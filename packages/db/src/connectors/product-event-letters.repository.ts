import { malformedEventLimits, type EventRejection } from '@wedsync/domain/connectors';
import type { Writer } from '../platform/index.ts';

const maxDeadLetterChars = 4_000;

/**
 * Sets aside rows that could not be read, with the reason; the same row sent again is counted, not kept twice. New ones only as far as the hour has room,
 * of as many faults as possible: one of each before a second of any.
 */
export async function keepDeadLetters(
  writer: Writer,
  letters: readonly { readonly rejection: EventRejection; readonly raw: unknown }[],
): Promise<void> {
  if (letters.length === 0) return;
  const rows = letters.map(({ rejection, raw }) => ({
    payload: inWords(raw).slice(0, maxDeadLetterChars),
    reason: JSON.stringify(rejection.errors),
  }));
  await writer.sql.raw(
    `with letters as (
       select md5(payload) as fingerprint, payload, min(reason) as reason, count(*)::int as times
         from unnest(:payloads::text[], :reasons::text[]) as l (payload, reason) group by payload),
     news as (
       select fingerprint, row_number() over (partition by reason order by fingerprint) as of_its_fault
         from letters where fingerprint not in (select fingerprint from product_event_dead_letters where fingerprint in (select fingerprint from letters))),
     hour as (select clock_timestamp() - interval '1 hour' as begins),
     beyond as (
       select fingerprint from (select fingerprint, of_its_fault, row_number() over (order by of_its_fault, fingerprint) as place from news) n
        where of_its_fault > :ofOneFault or place > :perHour - (
          select count(*) from product_event_dead_letters, hour where last_received_at > hour.begins and received_at > hour.begins))
     insert into product_event_dead_letters as d (fingerprint, payload, reason, request_id, times)
     select fingerprint, payload, reason::jsonb, :requestId, times from letters where fingerprint not in (select fingerprint from beyond) order by 1
     on conflict (fingerprint) do update set times = d.times + excluded.times, reason = excluded.reason,
       request_id = excluded.request_id, last_received_at = clock_timestamp()`,
    {
      payloads: rows.map((row) => row.payload),
      reasons: rows.map((row) => row.reason),
      ofOneFault: malformedEventLimits.keptOfOneFault,
      perHour: malformedEventLimits.keptPerHour,
      requestId: writer.actor.requestId,
    },
  );
}

/** Lets go of what was last met before an instant. @returns how many */
export async function forgetDeadLetters({ sql }: Writer, before: Date): Promise<number> {
  return sql('product_event_dead_letters').where('last_received_at', '<', before).delete();
}

/** JSON escapes what PostgreSQL cannot store. What is nested too deep to be written down has its reason only. */
function inWords(raw: unknown): string {
  try {
    return JSON.stringify(raw) ?? 'undefined';
  } catch {
    return '(nested too deep)';
  }
}
