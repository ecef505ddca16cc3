import type { Knex } from 'knex';
import type { Reader } from '../platform/index.ts';

export type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly label: string | null;
  readonly sql: string;
};

/** What the database knows of the house's health, a row each: every query gives columns `label` and `value`. */
export const gauges: readonly Gauge[] = [
  gauge(
    'wedsync_jobs',
    'Job runs by state, finished ones excepted',
    'state',
    `select state as label, count(*) as value from job_runs where state in ('queued', 'running', 'failed') group by 1`,
  ),
  gauge(
    'wedsync_jobs_oldest_due_seconds',
    'Age of the oldest job run that is due and not taken',
    null,
    `select null as label, coalesce(extract(epoch from clock_timestamp() - min(run_at)), 0) as value from job_runs where state in ('queued', 'failed') and run_at <= clock_timestamp()`,
  ),
  gauge(
    'wedsync_outbox_behind_events',
    'Events each consumer has still to handle',
    'consumer',
    `select consumer as label, greatest(coalesce((select max(id) from success_events), 0) - last_id, 0) as value from consumer_cursors where retired_at is null`,
  ),
  gauge(
    'wedsync_consumer_failures',
    'Failures in a row of each consumer',
    'consumer',
    `select consumer as label, failures as value from consumer_cursors where retired_at is null`,
  ),
  gauge(
    'wedsync_messages_waiting',
    'Messages that are to leave, by channel',
    'channel',
    `select channel as label, count(*) as value from messages where state in ('scheduled', 'sending', 'failed') group by 1`,
  ),
  gauge(
    'wedsync_dead_letters',
    'Dead letters waiting for a decision, by kind',
    'kind',
    `select kind as label, count(*) as value from dead_letters where state = 'open' group by 1`,
  ),
  gauge(
    'wedsync_breaker_open',
    'One when a destination rests',
    'destination',
    `select destination as label, (state <> 'closed')::int as value from breakers`,
  ),
  gauge(
    'wedsync_recompute_marks',
    'Suppliers waiting to be recomputed, by kind',
    'kind',
    `select kind as label, count(*) as value from recompute_marks group by 1`,
  ),
  gauge(
    'wedsync_inbox_waiting',
    'Provider events received and not yet applied',
    null,
    `select null as label, count(*) as value from provider_events where state = 'received'`,
  ),
  gauge(
    'wedsync_monitor_state',
    'State of each monitor: 0 healthy, 1 warning, 2 critical, -1 unknown',
    'monitor',
    `select id as label, case state when 'healthy' then 0 when 'warning' then 1 when 'critical' then 2 else -1 end as value from monitor_states`,
  ),
  gauge(
    'wedsync_house_mode',
    'One while the house is held to other thresholds',
    'mode',
    `select mode as label, in_force::int as value from house_modes`,
  ),
];

export type GaugeReading = {
  readonly gauge: Gauge;
  readonly values: readonly { readonly label: string | null; readonly value: number }[];
};

/** Reads every gauge; one that cannot be read is left out and reported, the others still count. */
export async function readGauges(
  { sql }: Reader,
  onTrouble: (gauge: Gauge, error: unknown) => void,
): Promise<GaugeReading[]> {
  const readings: GaugeReading[] = [];
  for (const one of gauges) {
    try {
      readings.push({ gauge: one, values: await sql.transaction((inner) => readGauge(inner, one)) });
    } catch (error) {
      onTrouble(one, error);
    }
  }
  return readings;
}

async function readGauge(sql: Knex, { sql: text }: Gauge): Promise<{ label: string | null; value: number }[]> {
  const result: { rows: { label: string | null; value: string | number }[] } = await sql.raw(text);
  return result.rows.map(({ label, value }) => ({ label, value: Number(value) }));
}

function gauge(name: string, help: string, label: string | null, sql: string): Gauge {
  return { name, help, label, sql };
}
