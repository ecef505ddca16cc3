import type { EventRejection } from '@wedsync/domain/connectors';
import type { Writer } from '../platform/index.ts';

const maxDeadLetterChars = 4_000;

/** Sets aside rows that could not be read, with the reason; the same row sent again is counted, not kept twice. */
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
    `insert into product_event_dead_letters as d (fingerprint, payload, reason, request_id, times)
     select md5(payload), payload, min(reason)::jsonb, ?, count(*)::int from unnest(?::text[], ?::text[]) as l (payload, reason)
      group by payload order by 1
     on conflict (fingerprint) do update set times = d.times + excluded.times, reason = excluded.reason,
       request_id = excluded.request_id, last_received_at = clock_timestamp()`,
    [writer.actor.requestId, rows.map((row) => row.payload), rows.map((row) => row.reason)],
  );
}

/** JSON escapes what PostgreSQL cannot store. What is nested too deep to be written down has its reason only. */
function inWords(raw: unknown): string {
  try {
    return JSON.stringify(raw) ?? 'undefined';
  } catch {
    return '(nested too deep)';
  }
}
