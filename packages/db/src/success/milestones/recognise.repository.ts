import { celebratedWithinMs, dayOf } from '@wedsync/domain/success';
import { usageDetailSql } from '../../connectors/index.ts';
import { emitEvents, markForRecompute, type SuccessEvent, type Writer } from '../../platform/index.ts';
import { addTimelineEntries } from '../../suppliers/index.ts';

export type Recognised = { readonly reached: number; readonly movedBack: number; readonly told: number };

/**
 * Writes down which milestones these suppliers have reached, from all that is known of them, each with the instant of the deciding event. Repeating it
 * changes nothing; an event that arrives late may move an instant back. What is new is told once, unless it is history,
 * and counts in health.
 */
export async function recogniseMilestones(
  writer: Writer,
  supplierIds: readonly string[],
  now: Date,
): Promise<Recognised> {
  const found = await keepReached(writer, supplierIds, now);
  const news = found.filter(({ isNew }) => isNew);
  const moved = found.filter(({ isNew }) => !isNew);
  await addTimelineEntries(writer, news.map(entryOf));
  await moveEntries(writer, moved);
  const events = news.filter(({ reachedAt }) => now.getTime() - reachedAt.getTime() <= celebratedWithinMs).map(eventOf);
  await emitEvents(writer, events);
  await markForRecompute(
    writer,
    'health',
    found.map(({ supplierId }) => supplierId),
  );
  return { reached: news.length, movedBack: moved.length, told: events.length };
}

type Found = {
  readonly supplierId: string;
  readonly milestoneId: string;
  readonly reachedAt: Date;
  readonly isNew: boolean;
  readonly key: string;
  readonly title: string;
  readonly businessName: string;
  readonly vendorType: string;
  readonly signedUpAt: Date;
};

/**
 * The day on which the count is full comes from the daily counts, so that it costs the same however much somebody does; the instant from the events of
 * that day alone, or the day's beginning where they are no longer kept.
 */
async function keepReached({ sql }: Writer, supplierIds: readonly string[], now: Date): Promise<Found[]> {
  const result: { rows: Found[] } = await sql.raw(
    `with wanted as (
       select s.id as supplier_id, m.id as milestone_id, m.rule ->> 'event' as name, m.rule ->> 'detail' as detail, (m.rule ->> 'times')::int as times,
         (r.reached_at at time zone 'Europe/London')::date as known_day
         from suppliers s join milestones m on m.active and (m.vendor_types = '{}' or s.vendor_type = any(m.vendor_types))
         left join supplier_milestones r on r.supplier_id = s.id and r.milestone_id = m.id
        where s.id = any(:supplierIds)),
     full_on as (
       select w.*, d.day, (w.times - d.before)::int as nth
         from wanted w cross join lateral (
           select day, upto - uses as before from (
             select day, uses, sum(uses) over (order by day) as upto from (
               select day, sum(count) as uses from (
                 select u.day, u.count from usage_daily u
                  where u.supplier_id = w.supplier_id and u.name = w.name and (w.detail is null or u.feature = w.detail)
                 union all
                 select (c.credited_at at time zone 'Europe/London')::date, 1 from referrals c
                  where w.name = 'referral.credited' and c.supplier_id = w.supplier_id and c.state = 'credited') known
                where w.known_day is null or day <= w.known_day
                group by day) of_days) growing
            where upto >= w.times order by day limit 1) d),
     decided as (
       select f.supplier_id, f.milestone_id, coalesce(e.occurred_at, f.day::timestamp at time zone 'Europe/London') as reached_at
         from full_on f left join lateral (
           select occurred_at from (
             select p.occurred_at, p.id from product_events p
              where p.supplier_id = f.supplier_id and p.name = f.name and (f.detail is null or ${usageDetailSql} = f.detail)
                and p.occurred_at >= f.day::timestamp at time zone 'Europe/London' and p.occurred_at < (f.day + 1)::timestamp at time zone 'Europe/London'
             union all
             select c.credited_at, c.id from referrals c
              where f.name = 'referral.credited' and c.supplier_id = f.supplier_id and c.state = 'credited'
                and c.credited_at >= f.day::timestamp at time zone 'Europe/London' and c.credited_at < (f.day + 1)::timestamp at time zone 'Europe/London') on_day
            order by occurred_at, id offset f.nth - 1 limit 1) e on true),
     kept as (
       insert into supplier_milestones as r (supplier_id, milestone_id, reached_at, found_at)
       select supplier_id, milestone_id, reached_at, :now from decided order by 1, 2
       on conflict (supplier_id, milestone_id) do update set reached_at = excluded.reached_at where excluded.reached_at < r.reached_at
       returning supplier_id, milestone_id, reached_at, xmax = 0 as is_new)
     select k.supplier_id as "supplierId", k.milestone_id as "milestoneId", k.reached_at as "reachedAt", k.is_new as "isNew", m.key, m.title,
       s.business_name as "businessName", s.vendor_type as "vendorType", s.signed_up_at as "signedUpAt"
       from kept k join milestones m on m.id = k.milestone_id join suppliers s on s.id = k.supplier_id order by 1, m.position`,
    { supplierIds, now },
  );
  return result.rows;
}

const source = 'milestones';
const sourceIdOf = ({ supplierId, milestoneId }: Found) => `${supplierId}:${milestoneId}`;

function entryOf(found: Found) {
  const { supplierId, reachedAt, title, key, signedUpAt } = found;
  return {
    supplierId,
    at: reachedAt,
    kind: 'milestone',
    actorName: 'Milestones',
    title: `Milestone reached: ${title}`,
    detail: { milestone: key, day: dayOf(reachedAt, signedUpAt) },
    source,
    sourceId: sourceIdOf(found),
  };
}

async function moveEntries({ sql }: Writer, moved: readonly Found[]): Promise<void> {
  if (moved.length === 0) return;
  await sql.raw(
    `update timeline_entries t set at = moved.at from unnest(?::text[], ?::timestamptz[]) as moved (source_id, at)
      where t.source = ? and t.source_id = moved.source_id`,
    [moved.map(sourceIdOf), moved.map(({ reachedAt }) => reachedAt), source],
  );
}

function eventOf({ supplierId, milestoneId, reachedAt, key, title, ...about }: Found): SuccessEvent {
  const { businessName, vendorType, signedUpAt } = about;
  return {
    type: 'milestone.reached',
    supplierId,
    resource: 'milestones',
    resourceId: milestoneId,
    summary: `${businessName} reached a milestone: ${title}`,
    payload: { milestone: key, title, vendorType, day: dayOf(reachedAt, signedUpAt) },
    occurredAt: reachedAt,
  };
}
