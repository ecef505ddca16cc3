import type { Migration } from '../platform/migration.ts';

/**
 * The door keeps events with one call, in one round trip, and wakes the worker apart from it: NOTIFY inside the storing transaction made every commit
 * wait for the one before it (docs/decisions/0011-waking-apart-from-storing.md).
 */
export const connectorsIntake: Migration = {
  name: '20261122000100_connectors_intake',
  up: (sql) => sql.raw(`${withoutNotify}${receiveEvents}`),
};

const withoutNotify = `
drop trigger announce on provider_events;
drop function notify_inbox();
`;

/**
 * Runs as the owner of the table, so that a connection that sees no supplier may still add to the inbox, and only add. PL/pgSQL, because it keeps the plan.
 * Returns the ids that were new.
 */
const receiveEvents = `
create function receive_provider_events(events jsonb) returns setof text language plpgsql security definer set search_path = public as $$
begin
  return query insert into provider_events as kept (provider, event_id, type, api_version, account_id, livemode, object_type, object_id, customer_id,
    occurred_at, payload, payload_bytes, state, error, scrubbed_numbers)
  select e.provider, e."eventId", e.type, e."apiVersion", e."accountId", e.livemode, e."objectType", e."objectId", e."customerId",
    e."occurredAt", nullif(e.payload, 'null'), decode(e.bytes, 'base64'),
    case when e."refusedBecause" is null then 'received' else 'refused' end, e."refusedBecause", e."scrubbedNumbers"
  from jsonb_to_recordset(events) as e (provider text, "eventId" text, type text, "apiVersion" text, "accountId" text, livemode boolean,
    "objectType" text, "objectId" text, "customerId" text, "occurredAt" timestamptz, payload jsonb, bytes text, "refusedBecause" text,
    "scrubbedNumbers" int)
  on conflict (provider, event_id) do nothing returning kept.event_id;
end $$;
revoke execute on function receive_provider_events(jsonb) from public;
grant execute on function receive_provider_events(jsonb) to wedsync_app;
`;
