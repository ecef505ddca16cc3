import type { SubscriptionState } from '@wedsync/domain/billing';
import type { Writer } from '../platform/index.ts';

/** Keeps what was told of subscriptions. What is known already is left alone. */
export async function keepStates({ sql }: Writer, states: readonly SubscriptionState[]): Promise<void> {
  if (states.length === 0) return;
  const rows = states.map((state) => ({ ...state, items: state.items, discountIds: state.discountIds }));
  await sql.raw(
    `insert into subscription_states (subscription_id, customer_id, provider, source_event_id, event_type, effective_at, status, currency,
       collection_paused, cancel_scheduled, ended_at, cancellation_reason, period_start, discount_ids, items)
     select "subscriptionId", "customerId", provider, "sourceEventId", "eventType", "effectiveAt", status, currency,
       "collectionPaused", "cancelScheduled", "endedAt", "cancellationReason", "periodStart", "discountIds", items
     from jsonb_to_recordset(?::jsonb) as s ("subscriptionId" text, "customerId" text, provider text, "sourceEventId" text, "eventType" text,
       "effectiveAt" timestamptz, status text, currency text, "collectionPaused" boolean, "cancelScheduled" boolean, "endedAt" timestamptz,
       "cancellationReason" text, "periodStart" timestamptz, "discountIds" text[], items jsonb)
     on conflict (subscription_id, source_event_id) do nothing`,
    [JSON.stringify(rows)],
  );
}
