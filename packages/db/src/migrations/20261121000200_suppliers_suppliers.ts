import type { Migration } from '../platform/migration.ts';

/** Columns of suppliers that capabilities keep up to date; they neither raise the version nor fill the audit trail. */
const standing =
  'row_no,sort_name,plan_code,lifecycle,mrr_minor,health_score,health_band,health_trend,churn_probability,open_task_count,next_wedding_on,last_seen_at';

/** Whom we serve. Current standing sits beside the record itself so that every list filter and sort is one indexed table. */
export const suppliersSuppliers: Migration = {
  name: '20261121000200_suppliers_suppliers',
  up: (sql) => sql.raw([suppliers, supplierIndexes, people, work, timeline, keptRight].join('\n')),
};

/** `row_no` breaks ties in sorts: a third of the size of the id in every index, so deep pages walk a third of the bytes. */
const suppliers = `
create table suppliers (
  id text primary key, row_no bigint generated always as identity, external_id text not null unique, business_name text not null,
  sort_name text collate "C" not null generated always as (lower(business_name)) stored,
  vendor_type text not null, region text not null, country text not null, time_zone text not null, currency text not null,
  owner_id text references staff, tags text[] not null default '{}', signed_up_at timestamptz not null,
  plan_code text, lifecycle text not null default 'trial',
  mrr_minor bigint not null default 0,
  health_score smallint, health_band text not null default 'unknown', health_trend smallint not null default 0,
  churn_probability real, open_task_count int not null default 0,
  next_wedding_on date, last_seen_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
comment on column suppliers.mrr_minor is 'Effective MRR now, reporting currency GBP, minor units; kept by billing';
call versioned('suppliers', '${standing}');
call audit_table('suppliers', '${standing}');
alter table suppliers enable row level security;
create policy everything on suppliers to wedsync_unscoped using (true) with check (true);
create policy in_scope on suppliers to wedsync_scoped using (
  case (select current_setting('wedsync.scope', true))
    when 'own' then owner_id = (select current_setting('wedsync.scope_key', true))
    when 'region' then region = any (string_to_array((select current_setting('wedsync.scope_key', true)), ','))
    when 'supplier' then id = (select current_setting('wedsync.scope_key', true))
    else false
  end
);
-- What search looks through: the record alone, and with contact e-mails for those who may see them. Apart from suppliers, because every
-- change of a score or an amount would otherwise rewrite the trigram index.
create table supplier_search (
  row_no bigint primary key, supplier_id text not null unique references suppliers on delete cascade,
  sort_name text collate "C" not null, record_text text not null, all_text text not null
);
create index supplier_search_record on supplier_search using gin (record_text gin_trgm_ops);
create index supplier_search_all on supplier_search using gin (all_text gin_trgm_ops);
revoke all on supplier_search from wedsync_app;
grant select on supplier_search to wedsync_unscoped;
-- Row-level security on a searched table would keep its index from being used (LIKE is not leakproof). Scoped actors get numbers instead,
-- which mean nothing until joined with the suppliers they may see.
create function matching_suppliers(pattern text, with_contacts boolean, at_most bigint) returns setof bigint
  language plpgsql stable security definer set search_path = public set enable_seqscan = off rows 2000 as $$
begin
  if with_contacts then return query select f.row_no from supplier_search f where f.all_text like pattern limit at_most;
  else return query select f.row_no from supplier_search f where f.record_text like pattern limit at_most;
  end if;
end $$;
`;

/** Sorts that may be empty have one index per direction, so that "unknown" comes last both ways. */
const supplierIndexes = `
-- The default sort carries the ranges that lists filter by, so that a deep page of such a list is read from the index alone.
create index suppliers_by_name on suppliers (sort_name, row_no) include (mrr_minor, health_score, churn_probability, signed_up_at, next_wedding_on);
create index suppliers_by_mrr on suppliers (mrr_minor, row_no);
create index suppliers_by_sign_up on suppliers (signed_up_at, row_no);
create index suppliers_by_update on suppliers (updated_at, row_no);
create index suppliers_by_health on suppliers (health_score, row_no);
create index suppliers_by_health_desc on suppliers (health_score desc nulls last, row_no desc);
create index suppliers_by_churn on suppliers (churn_probability, row_no);
create index suppliers_by_churn_desc on suppliers (churn_probability desc nulls last, row_no desc);
create index suppliers_by_last_seen on suppliers (last_seen_at, row_no);
create index suppliers_by_last_seen_desc on suppliers (last_seen_at desc nulls last, row_no desc);
create index suppliers_by_wedding on suppliers (next_wedding_on, row_no);
create index suppliers_by_wedding_desc on suppliers (next_wedding_on desc nulls last, row_no desc);
create unique index suppliers_row_no on suppliers (row_no);
-- One value of these in the default order is a stretch of one index, however deep the page; counting it reads the same stretch.
create index suppliers_band on suppliers (health_band, sort_name, row_no);
create index suppliers_plan on suppliers (plan_code, sort_name, row_no);
create index suppliers_vendor_type on suppliers (vendor_type, sort_name, row_no);
create index suppliers_region on suppliers (region, sort_name, row_no);
create index suppliers_country on suppliers (country, sort_name, row_no);
create index suppliers_lifecycle on suppliers (lifecycle, sort_name, row_no);
create index suppliers_owner on suppliers (owner_id, sort_name, row_no);
create index suppliers_tags on suppliers using gin (tags);
`;

/** `source` tells what the host application sent from what staff added: the host's next call replaces only its own. */
const people = `
create table contacts (
  id text primary key, supplier_id text not null references suppliers,
  name text not null, email text not null, phone text, role text, is_primary boolean not null default false,
  source text not null default 'staff' check (source in ('staff', 'host')),
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
create unique index contacts_email on contacts (supplier_id, lower(email));
create table wedding_dates (
  id text primary key, supplier_id text not null references suppliers,
  held_on date not null, label text,
  source text not null default 'staff' check (source in ('staff', 'host')),
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  unique (supplier_id, held_on)
);
create index wedding_dates_day on wedding_dates (held_on);
`;

/** A block that stops automation is always pinned, so nobody wonders why nothing is sent. */
const work = `
create table notes (
  id text primary key, supplier_id text not null references suppliers,
  kind text not null default 'general', body text not null,
  pinned boolean not null default false, blocks_automation boolean not null default false,
  author_id text not null, author_name text not null,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check (pinned or not blocks_automation)
);
create index notes_supplier on notes (supplier_id, pinned desc, created_at desc);
create index notes_block on notes (supplier_id) where blocks_automation;
create table tasks (
  id text primary key, supplier_id text not null references suppliers,
  type text not null, reason text not null, title text not null, detail text,
  priority text not null default 'normal' check (priority in ('urgent', 'high', 'normal', 'low')),
  priority_rank smallint not null generated always as (case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end) stored,
  status text not null default 'open' check (status in ('open', 'snoozed', 'done', 'cancelled')),
  owner_id text references staff, due_on date, snoozed_until timestamptz,
  source text not null default 'staff', outcome text,
  created_by text not null, closed_by text, closed_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check ((status = 'snoozed') = (snoozed_until is not null)), check ((status in ('done', 'cancelled')) = (closed_at is not null))
);
create unique index tasks_one_open on tasks (supplier_id, type, reason) where status in ('open', 'snoozed');
create index tasks_owner on tasks (owner_id, due_on, priority_rank) where status in ('open', 'snoozed');
create index tasks_due on tasks (due_on, id);
create index tasks_created on tasks (created_at, id);
create index tasks_supplier on tasks (supplier_id, created_at desc);
create index tasks_wake on tasks (snoozed_until) where status = 'snoozed';
create table saved_views (
  id text primary key, staff_id text not null references staff, resource text not null, name text not null,
  query jsonb not null, shared boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  unique (staff_id, resource, name)
);
create index saved_views_shared on saved_views (resource) where shared;
`;

/** One line of a supplier's story; anyone in the house writes them, each at most once per source. */
const timeline = `
create table timeline_entries (
  id bigint generated always as identity primary key,
  supplier_id text not null, at timestamptz not null, kind text not null,
  actor_name text not null, title text not null, detail jsonb not null default '{}', link text,
  source text not null, source_id text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (source, source_id)
);
create index timeline_entries_supplier on timeline_entries (supplier_id, at desc, id desc);
`;

/** What depends on these rows is kept right by the database, whoever writes them. Run as the owner: the writer may not see the whole table. */
const keptRight = `
do $$
declare name text;
begin
  foreach name in array array['contacts', 'wedding_dates', 'notes', 'tasks'] loop
    call scope_by_supplier(name); call versioned(name, 'priority_rank'); call audit_table(name, 'priority_rank');
  end loop;
end $$;
call scope_by_supplier('timeline_entries');
call versioned('saved_views');
call audit_table('saved_views');

create function index_suppliers(ids text[]) returns void language sql security definer set search_path = public as $$
  insert into supplier_search as f (row_no, supplier_id, sort_name, record_text, all_text)
    select s.row_no, s.id, s.sort_name, lower(s.business_name || ' ' || s.external_id),
      lower(concat_ws(' ', s.business_name, s.external_id, string_agg(c.email, ' ' order by c.email)))
    from suppliers s left join contacts c on c.supplier_id = s.id where s.id = any(ids) group by s.id
  on conflict (row_no) do update set sort_name = excluded.sort_name, record_text = excluded.record_text, all_text = excluded.all_text
  where (f.record_text, f.all_text) is distinct from (excluded.record_text, excluded.all_text);
$$;
create function index_touched_suppliers() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform index_suppliers(array(select id from touched)); return null;
end $$;
create function index_renamed_supplier() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform index_suppliers(array[new.id]); return null;
end $$;
create function index_touched_contacts() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform index_suppliers(array(select distinct supplier_id from touched)); return null;
end $$;
create trigger search after insert on suppliers referencing new table as touched for each statement execute function index_touched_suppliers();
create trigger search_renamed after update of business_name, external_id on suppliers for each row
  when (old.business_name <> new.business_name or old.external_id <> new.external_id) execute function index_renamed_supplier();
create trigger search_added after insert on contacts referencing new table as touched for each statement execute function index_touched_contacts();
create trigger search_changed after update on contacts referencing new table as touched for each statement execute function index_touched_contacts();
create trigger search_removed after delete on contacts referencing old table as touched for each statement execute function index_touched_contacts();

-- The next wedding is counted in the supplier's own day.
create function roll_next_wedding() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update suppliers s set next_wedding_on = found.next_on
    from (select s.id, (select min(w.held_on) from wedding_dates w where w.supplier_id = s.id and w.held_on >= (now() at time zone s.time_zone)::date) as next_on
          from suppliers s where s.id in (select supplier_id from touched)) found
    where s.id = found.id and s.next_wedding_on is distinct from found.next_on;
  return null;
end $$;
create trigger next_wedding_added after insert on wedding_dates referencing new table as touched for each statement execute function roll_next_wedding();
create trigger next_wedding_changed after update on wedding_dates referencing new table as touched for each statement execute function roll_next_wedding();
create trigger next_wedding_removed after delete on wedding_dates referencing old table as touched for each statement execute function roll_next_wedding();

create function count_open_tasks() returns trigger language plpgsql security definer set search_path = public as $$
declare
  before int := case when tg_op = 'INSERT' then 0 else (old.status = 'open')::int end;
  after int := case when tg_op = 'DELETE' then 0 else (new.status = 'open')::int end;
begin
  if before <> after then
    update suppliers set open_task_count = open_task_count + after - before
      where id = case when tg_op = 'DELETE' then old.supplier_id else new.supplier_id end;
  end if;
  return null;
end $$;
create trigger open_tasks after insert or update of status or delete on tasks for each row execute function count_open_tasks();
`;
