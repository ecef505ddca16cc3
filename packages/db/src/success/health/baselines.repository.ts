import type { Writer } from '../../platform/index.ts';

/**
 * Measures what is usual: the median of active days and of work sent over the 28 days up to a day, for each vendor type and country, each type, and
 * everyone. Suppliers that have left or are younger than 28 days do not count. Repeating it replaces the day.
 */
export async function measureCohorts(writer: Writer, day: string): Promise<void> {
  await writer.sql('health_baselines').where({ day }).delete();
  await writer.sql.raw(
    `with members as (
       select s.id, s.vendor_type, s.country, coalesce(u.active_days, 0) as active_days, coalesce(u.work, 0) as work
         from suppliers s left join lateral (
           select count(distinct day) as active_days,
             coalesce(sum(count) filter (where name in ('form.submitted', 'gallery.published', 'contract.sent', 'contract.signed', 'invoice.sent')), 0) as work
           from usage_daily u where u.supplier_id = s.id and u.day > :day::date - 28 and u.day <= :day::date
             and u.name in ('login', 'enquiry.answered', 'form.submitted', 'gallery.published', 'contract.sent', 'contract.signed', 'invoice.sent',
               'feature.used', 'team.invited', 'profile.completed', 'calendar.synced')) u on true
        where s.signed_up_at < :day::date - 28
          and not (s.lifecycle = 'cancelled' and coalesce((select max(b.ended_at) from subscriptions b where b.supplier_id = s.id), '-infinity') <= :day::date)),
     cohorts as (
       select coalesce(vendor_type, '') as vendor_type, coalesce(country, '') as country, count(*)::int as suppliers,
         percentile_cont(0.5) within group (order by active_days) as active_days, percentile_cont(0.5) within group (order by work) as work
       from members group by grouping sets ((vendor_type, country), (vendor_type), ()))
     insert into health_baselines (day, vendor_type, country, measure, median, suppliers)
     select :day::date, c.vendor_type, c.country, m.measure, m.median, c.suppliers
       from cohorts c cross join lateral (values ('activeDays28', c.active_days), ('work28', c.work)) m (measure, median) where c.suppliers > 0`,
    { day },
  );
}

/** Days of the list that have no baselines yet. */
export async function daysWithoutBaselines(writer: Writer, days: readonly string[]): Promise<string[]> {
  const result: { rows: { day: string }[] } = await writer.sql.raw(
    `select d.day from unnest(?::date[]) as d (day) where not exists (select 1 from health_baselines b where b.day = d.day) order by 1`,
    [[...days]],
  );
  return result.rows.map((row) => row.day);
}
