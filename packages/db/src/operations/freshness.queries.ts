import type { FreshnessName } from '@wedsync/domain/operations';
import type { Reader } from '../platform/index.ts';

/** Where the newest fact of each source is found. */
const newestFacts: Readonly<Record<FreshnessName, string>> = {
  'stripe-events': `select received_at as at from provider_events where provider = 'stripe' order by id desc limit 1`,
  'product-events': 'select occurred_at as at from product_events order by occurred_at desc limit 1',
  ledger: 'select max(recorded_at) as at from journal_entries',
  'fx-rates': 'select recorded_at as at from fx_rates order by id desc limit 1',
  health: 'select max(scored_at) as at from health_scores',
  outbox: 'select recorded_at as at from success_events order by id desc limit 1',
};

/** When the newest fact of a source arrived, or null when there is none. */
export async function newestFactAt({ sql }: Reader, name: FreshnessName): Promise<Date | null> {
  const result: { rows: { at: Date | null }[] } = await sql.raw(newestFacts[name]);
  return result.rows[0]?.at ?? null;
}
