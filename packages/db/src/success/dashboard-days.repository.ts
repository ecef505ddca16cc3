import type { Writer } from '../platform/index.ts';

/** Writes down today's figures; a later call of the day replaces them. */
export async function recordDashboardDay(writer: Writer, day: string): Promise<void> {
  await writer.sql('dashboard_days').where({ day }).delete();
  await writer.sql.raw(
    `insert into dashboard_days (day, region, owner_id, suppliers, mrr_minor, at_risk, at_risk_mrr_minor)
     select ?::date, region, coalesce(owner_id, ''), count(*) filter (where lifecycle in ('active', 'past_due')), sum(mrr_minor),
       count(*) filter (where health_band in ('at_risk', 'critical')), coalesce(sum(mrr_minor) filter (where health_band in ('at_risk', 'critical')), 0)
     from suppliers group by region, coalesce(owner_id, '')`,
    [day],
  );
}

/** How many suppliers were at risk on past days, from their reconstructed scores; days with figures of their own stay. */
export async function recordPastRisk(writer: Writer, days: readonly string[]): Promise<void> {
  await writer.sql.raw(
    `insert into dashboard_days as d (day, region, owner_id, at_risk)
     select h.day, s.region, coalesce(s.owner_id, ''), count(*) filter (where h.band in ('at_risk', 'critical'))
       from health_score_days h join suppliers s on s.id = h.supplier_id where h.day = any(?::date[])
      group by h.day, s.region, coalesce(s.owner_id, '')
     on conflict (day, region, owner_id) do update set at_risk = excluded.at_risk where d.suppliers is null`,
    [[...days]],
  );
}
