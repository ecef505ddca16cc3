import { messageChannels } from '@wedsync/domain/delivery';
import type { Knex } from 'knex';
import type { MonitorReading, Reader } from '../../platform/index.ts';

type Measured = Pick<MonitorReading, 'subject' | 'value' | 'sample' | 'note'>;

const waiting = `case when count(*) = 0 then 'Nothing waits.' else count(*) || ' wait.' end`;

/**
 * What each measured monitor reads, a row each; the names are those of `monitors`. Every statement yields subject, value, sample and note as of :now;
 * a subject that is missing was not there to measure.
 */
const measures: Readonly<Record<string, string>> = {
  // A sync that was asked for by hand counts too: it looked at the same things.
  'sync-age': `
    select s.id as subject,
      case when not s.paused then extract(epoch from :now::timestamptz - r.finished_at) / 60 / s.every_minutes end as value,
      case when s.paused then 'Paused by somebody.' when r.finished_at is null then 'No sync has ended well yet.'
        else 'Every ' || s.every_minutes || ' minutes; the last ended ' || to_char(r.finished_at at time zone 'UTC', 'FMDD Mon HH24:MI') || ' UTC.' end as note
    from payment_sync_settings s
    left join lateral (select finished_at from job_runs where name = 'payments.sync' and state = 'succeeded' and input ->> 'platform' = s.id
      order by id desc limit 1) r on true`,
  'intake-refusals': `
    select p.provider as subject, coalesce(sum(r.refused), 0) as value,
      string_agg(r.reason || ': ' || r.refused, ', ' order by r.refused desc) || '.' as note
    from (values ('stripe'), ('paypal')) p (provider)
    left join intake_refusals r on r.provider = p.provider and r.hour >= date_trunc('hour', :now::timestamptz) - interval '1 hour'
    group by 1`,
  'malformed-events': `
    select '' as subject, coalesce(sum(refused), 0) as value, string_agg(reason || ': ' || refused, ', ' order by refused desc) || '.' as note
    from (select reason, sum(refused) as refused from intake_refusals
      where provider = 'host' and hour >= date_trunc('hour', :now::timestamptz) - interval '1 hour' group by 1) faults`,
  'paypal-waiting': `
    select '' as subject, ${ageOf('min(received_at)')} as value, ${waiting} as note
    from paypal_transmissions where state = 'received'`,
  breakers: `
    select '' as subject, count(*) as value, string_agg(destination, ', ' order by destination) || '.' as note
    from breakers where state <> 'closed'`,
  'inbox-lag': `
    select '' as subject, ${ageOf('min(due_at)')} as value, ${waiting} as note
    from provider_events where state in ('received', 'failed') and due_at <= :now::timestamptz`,
  'outbox-lag': `
    select '' as subject, coalesce(max(age), 0) as value, (array_agg(consumer order by age desc nulls last) filter (where age > 0))[1] || ' is furthest behind.' as note
    from (select c.consumer, ${ageOf('e.recorded_at')} as age from consumer_cursors c
      left join lateral (select recorded_at from success_events where id > c.last_id order by id limit 1) e on true
      where c.retired_at is null) behind`,
  'recompute-age': `
    select '' as subject, ${ageOf('min(marked_at)')} as value, ${waiting} as note from recompute_marks`,
  'job-lateness': `
    select '' as subject, ${ageOf('min(run_at)')} as value, (array_agg(name order by run_at))[1] || ' has waited longest.' as note
    from job_runs where state in ('queued', 'failed') and run_at <= :now::timestamptz`,
  // A message that has tried waits since it was due first: its next attempt is never long overdue, least of all while its destination rests.
  'messages-waiting': `
    select c.channel as subject, ${ageOf('min(m.due_since)')} as value, case when count(m.id) = 0 then 'Nothing waits.' else count(m.id) || ' wait.' end as note
    from (values ${messageChannels.map((channel) => `('${channel}')`).join(', ')}) c (channel)
    left join messages m on m.channel = c.channel and m.state in ('scheduled', 'sending', 'failed') and m.due_since <= :now::timestamptz group by 1`,
  'message-success': `
    select channel as subject, count(*) filter (where state in ('sent', 'delivered', 'engaged'))::float / count(*) as value, count(*) as sample,
      count(*) filter (where state in ('dead', 'bounced')) || ' of ' || count(*) || ' did not arrive.' as note
    from messages where updated_at > :now::timestamptz - interval '1 hour' and created_at > :now::timestamptz - interval '1 day'
      and state in ('sent', 'delivered', 'engaged', 'dead', 'bounced') group by 1`,
  // Reached by id: the newest are what came within the hour, and there is no index on when they came.
  'webhook-success': `
    select provider as subject, count(*) filter (where state <> 'dead')::float / count(*) as value, count(*) as sample,
      count(*) filter (where state = 'dead') || ' of ' || count(*) || ' were given up.' as note
    from provider_events where id > (select coalesce(max(id), 0) - 20000 from provider_events)
      and received_at > :now::timestamptz - interval '1 hour' and state in ('applied', 'ignored', 'dead') group by 1`,
  'dead-letters': `
    select '' as subject, coalesce(sum(found), 0) as value, string_agg(found || ' of kind ' || kind, ', ' order by kind) || '.' as note
    from (select kind, count(*) as found from dead_letters where state = 'open' group by 1) letters`,
  // Made by revenue; without a check within the hour there is nothing to say.
  books: `
    select '' as subject, case when max(checked_at) > :now::timestamptz - interval '1 hour' then count(*) filter (where not holds) end as value,
      coalesce(string_agg(title, '; ' order by name) filter (where not holds),
        case when max(checked_at) is null then 'Never checked yet.' else count(*) || ' checks, the last at ' || to_char(max(checked_at) at time zone 'UTC', 'HH24:MI') || ' UTC.' end) as note
    from consistency_checks`,
  // Made for the first time in the night after the house was set up; until then there is nothing to judge.
  'months-ahead': `
    select p.parent as subject, case when exists (select from job_schedules where name = 'months.make-ahead' and created_at < :now::timestamptz - interval '2 days')
        then max(to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month')::date - (:now::timestamptz at time zone 'UTC')::date end as value,
      'Made in the night of 02:10.' as note
    from (values ('product_events'), ('health_score_days')) p (parent)
    left join pg_inherits i on i.inhparent = p.parent::regclass
    left join pg_class c on c.oid = i.inhrelid and c.relname ~ '_[0-9]{6}$' group by 1`,
};

/** Milliseconds since an instant; nought where there is none to wait. */
function ageOf(instant: string): string {
  return `greatest(coalesce(extract(epoch from :now::timestamptz - ${instant}) * 1000, 0), 0)`;
}

/** Takes one reading of everything that is measured here; what cannot be read is a reading without a value. */
export async function measureAll(
  reader: Reader,
  now: Date,
  onTrouble: (monitor: string, error: unknown) => void,
): Promise<MonitorReading[]> {
  const readings: MonitorReading[] = [];
  for (const [monitor, statement] of Object.entries(measures)) {
    try {
      for (const row of await measure(reader, statement, now)) readings.push({ ...row, monitor, takenAt: now });
    } catch (error) {
      onTrouble(monitor, error);
      readings.push({ monitor, value: null, note: 'It could not be read.', takenAt: now });
    }
  }
  return readings;
}

/** By itself, so that one statement that fails spoils no other. */
async function measure({ sql }: Reader, statement: string, now: Date): Promise<Measured[]> {
  type Row = { subject: string; value: string | number | null; sample?: string | number | null; note?: string | null };
  const read = (reader: Knex): Promise<{ rows: Row[] }> => reader.raw(statement, { now });
  const { rows } = sql.isTransaction ? await sql.transaction(read) : await read(sql);
  return rows.map(({ subject, value, sample = null, note = null }) => ({
    subject,
    value: value === null ? null : Number(value),
    sample: sample === null ? null : Number(sample),
    note,
  }));
}
