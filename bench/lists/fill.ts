import type { Knex } from 'knex';

/**
 * Fills a migrated, empty database with suppliers that are spread as the real ones are: few large plans, many owners, seasons, common words in names.
 * Triggers and secondary indexes stand aside meanwhile: filling is not what is measured.
 */
export async function fillSuppliers(owner: Knex, count: number): Promise<void> {
  await owner.transaction(async (sql) => {
    await sql.raw(`set local session_replication_role = replica; set local statement_timeout = 0`);
    await sql.raw(staff);
    const indexes = await dropSecondaryIndexes(sql);
    await sql.raw(suppliers, [count]);
    await sql.raw(contacts);
    await sql.raw(search);
    for (const definition of indexes) await sql.raw(definition);
  });
  await owner.raw('vacuum (analyze) suppliers');
  await owner.raw('vacuum (analyze) supplier_search');
}

async function dropSecondaryIndexes(sql: Knex): Promise<string[]> {
  const found: { rows: { indexname: string; indexdef: string }[] } = await sql.raw(
    `select indexname, indexdef from pg_indexes where tablename in ('suppliers', 'supplier_search', 'contacts')
       and indexname not in (select conname from pg_constraint)`,
  );
  for (const { indexname } of found.rows) await sql.raw(`drop index ${indexname}`);
  return found.rows.map((row) => row.indexdef);
}

const staff = `
insert into staff (id, email, name, roles) select 'stf_' || n, 'csm' || n || '@bench.test', 'Person ' || n, '{csm}' from generate_series(1, 60) n`;

/** hashint4 scatters the row number, each time with another salt, so that columns are independent and every run is the same. */
const suppliers = `
insert into suppliers (id, external_id, business_name, vendor_type, region, country, time_zone, currency, owner_id, tags, signed_up_at, plan_code, lifecycle,
  mrr_minor, health_score, health_band, health_trend, churn_probability, next_wedding_on, last_seen_at)
select 'sup_' || lpad(to_hex(n), 32, '0'), 'ws-' || n,
  (array['Amber','Beacon','Cedar','Dove','Ember','Fern','Gilded','Harbour','Ivory','Juniper','Kindred','Larch','Meadow','North','Olive','Pearl','Quill','Rowan','Silver','Thistle','Umber','Velvet','Willow','Yarrow'])[1 + r(n, 1) % 24]
    || ' ' || (array['Lane','Finch','Oak','Stone','Light','House','Barn','Studio','Fox','Heart','Hill','Field','River','Rose','Bell','Sky','Grove','Dale','Moor','Crown'])[1 + r(n, 2) % 20]
    || ' ' || (array['Photography','Films','Venue','Kitchen','Flowers','Band','Events','Cakes','Beauty','Paper'])[1 + r(n, 3) % 10] || ' ' || r(n, 4) % 9000,
  (array['photographer','photographer','photographer','venue','videographer','florist','caterer','music','planner','cake','beauty','stationery'])[1 + r(n, 5) % 12],
  (array['London','South East','South West','Midlands','North West','Yorkshire','North East','Scotland','Wales','Leinster','Munster','Paris','New York','California','Sydney','Shetland'])[1 + least(15, power(r(n, 6) % 1000 / 1000.0::float8, 1.5) * 16)::int % 16],
  (array['GB','GB','GB','GB','GB','GB','GB','GB','IE','FR','US','AU'])[1 + r(n, 7) % 12], 'Europe/London', 'GBP',
  case when r(n, 8) % 100 < 90 then 'stf_' || (1 + r(n, 9) % 60) end,
  case r(n, 10) % 50 when 0 then '{vip}'::text[] when 1 then '{vip,beta}' when 2 then '{expo-2026}' else '{}' end,
  timestamptz '2022-01-01' + (r(n, 11) % 130000000) * interval '1 second',
  p.plan, case when r(n, 13) % 100 < 80 then 'active' when r(n, 13) % 100 < 88 then 'trial' when r(n, 13) % 100 < 92 then 'past_due' when r(n, 13) % 100 < 94 then 'paused' else 'cancelled' end,
  p.price + r(n, 14) % 400, h.score,
  case when h.score is null then 'unknown' when h.score < 40 then 'critical' when h.score < 60 then 'at_risk' when h.score < 80 then 'attention' else 'healthy' end,
  r(n, 15) % 21 - 10, case when h.score is null then null else (r(n, 16) % 100000) / 100000.0::float8 end,
  case when r(n, 17) % 100 < 70 then date '2026-11-01' + (r(n, 18) % 500)::int end,
  case when r(n, 19) % 100 < 95 then timestamptz '2026-11-20' - (r(n, 20) % 20000000) * interval '1 second' end
from generate_series(1, ?::int) n
cross join lateral (select case when r(n, 12) % 100 < 45 then 'starter' when r(n, 12) % 100 < 80 then 'professional' when r(n, 12) % 100 < 95 then 'scale' else 'enterprise' end as plan,
  case when r(n, 12) % 100 < 45 then 1900 when r(n, 12) % 100 < 80 then 4900 when r(n, 12) % 100 < 95 then 7900 else 14900 end as price) p
cross join lateral (select case when r(n, 21) % 100 < 97 then (power(r(n, 22) % 1000 / 1000.0::float8, 0.6) * 100)::int end as score) h`.replaceAll(
  /\br\(n, (\d+)\)/g,
  '(abs(hashint8(n::bigint * 31 + $1 * 1000003)::bigint))',
);

const contacts = `
insert into contacts (id, supplier_id, name, email, is_primary, source)
select 'con_' || substr(id, 5), id, 'Contact ' || row_no, 'contact' || row_no || '@' || replace(lower(split_part(business_name, ' ', 1)), '&', '') || '.test', true, 'host' from suppliers`;

const search = `
insert into supplier_search (row_no, supplier_id, sort_name, record_text, all_text)
select s.row_no, s.id, s.sort_name, lower(s.business_name || ' ' || s.external_id), lower(s.business_name || ' ' || s.external_id || ' ' || c.email) from suppliers s join contacts c on c.supplier_id = s.id`;
