import type { Migration } from '../platform/migration.ts';
import { firstHealthModel } from './first-health-model.ts';

/** What suppliers do with the product, as it is reported; and what we conclude from it about their health. */
export const successHealth: Migration = {
  name: '20261121000800_success_health',
  up: async (sql) => {
    await sql.raw([monthlyPartitions, productEvents, usage, models, scores, figures].join('\n'));
    await sql('health_models').insert({ ...firstHealthModel, config: JSON.stringify(firstHealthModel.config) });
    await sql.raw(`call audit_table('health_models')`);
  },
};

/**
 * Partitions belong to the owner of the tables, so the application asks for them by function. Rows that a default partition caught
 * before their month existed move into it.
 */
const monthlyPartitions = `
create function ensure_month_partition(parent text, month date) returns boolean language plpgsql security definer set search_path = public as $$
declare
  starts date := date_trunc('month', month)::date;
  ends date := (date_trunc('month', month) + interval '1 month')::date;
  child text := parent || '_' || to_char(starts, 'YYYYMM');
  time_column text := case parent when 'product_events' then 'occurred_at' when 'health_score_days' then 'day' end;
begin
  if time_column is null then raise exception '% has no monthly partitions', parent; end if;
  if to_regclass(child) is not null then return false; end if;
  perform pg_advisory_xact_lock(hashtext('partition of ' || parent));
  -- Asked of the table itself: to_regclass remembers that there was none, and waiting for an advisory lock does not make it look again.
  if exists (select from pg_class where relname = child and relnamespace = 'public'::regnamespace) then return false; end if;
  execute format('create table %I (like %I including defaults including constraints)', child, parent);
  execute format('lock table %I in access exclusive mode', parent || '_default');
  execute format('with moved as (delete from %I where %I >= %L::timestamp at time zone ''UTC'' and %I < %L::timestamp at time zone ''UTC'' returning *) insert into %I select * from moved',
    parent || '_default', time_column, starts, time_column, ends, child);
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, child,
    case parent when 'product_events' then starts || ' 00:00:00+00' else starts::text end,
    case parent when 'product_events' then ends || ' 00:00:00+00' else ends::text end);
  return true;
end $$;

create function drop_month_partitions(parent text, before date) returns int language plpgsql security definer set search_path = public as $$
declare child text; dropped int := 0;
begin
  if parent not in ('product_events', 'health_score_days') then raise exception '% has no monthly partitions', parent; end if;
  for child in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = parent::regclass and c.relname ~ '_[0-9]{6}$' and right(c.relname, 6) < to_char(before, 'YYYYMM') loop
    execute format('drop table %I', child); dropped := dropped + 1;
  end loop;
  return dropped;
end $$;
`;

/**
 * A partitioned table cannot be unique on the id alone, so ids have a table of their own: it makes an event count once, whenever it is said to have happened.
 * Rows have no supplier until the supplier arrives; strangers says whose events wait.
 */
const productEvents = `
create table product_events (
  id text not null, supplier_id text, supplier_external_id text not null, name text not null,
  occurred_at timestamptz not null, known_at timestamptz not null default clock_timestamp(),
  properties jsonb not null default '{}'
) partition by range (occurred_at);
create index product_events_time on product_events (occurred_at desc, id);
create index product_events_supplier on product_events (supplier_id, occurred_at desc);
create index product_events_unlinked on product_events (supplier_external_id) where supplier_id is null;
create table product_events_default partition of product_events default;
call scope_by_supplier('product_events');
create table product_event_ids (id text primary key, occurred_at timestamptz not null);
create index product_event_ids_time on product_event_ids using brin (occurred_at);
create table product_event_strangers (supplier_external_id text primary key, first_seen_at timestamptz not null default clock_timestamp());
-- History of these suppliers is arriving, or arrived and is not scored yet.
create table product_event_replays (supplier_id text primary key, started_at timestamptz not null, last_at timestamptz not null);
create table product_event_allowances (
  supplier_external_id text primary key, tokens double precision not null, refilled_at timestamptz not null
) with (fillfactor = 70);
create table product_event_dead_letters (
  id bigint generated always as identity primary key,
  fingerprint text not null unique, payload text not null, reason jsonb not null, request_id text,
  times int not null default 1,
  received_at timestamptz not null default clock_timestamp(), last_received_at timestamptz not null default clock_timestamp()
);
create index product_event_dead_letters_recent on product_event_dead_letters (last_received_at desc);
`;

/** Name before day: what is asked is "this kind of use, these days". Sums are numeric so that the order of events never shows in them. */
const usage = `
create table usage_daily (
  supplier_id text not null, name text not null, day date not null, feature text not null default '',
  count int not null, amount_sum numeric not null default 0, amount_count int not null default 0, last_at timestamptz not null,
  primary key (supplier_id, name, day, feature)
) with (fillfactor = 85);
comment on column usage_daily.day is 'Day in the reporting zone Europe/London';
call scope_by_supplier('usage_daily');
`;

const models = `
create table health_models (
  id text primary key, version int not null unique, title text not null, config jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'retired')),
  published_by text, published_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
create unique index health_models_one_published on health_models (state) where state = 'published';
`;

/** Values and contributions are in the order of the measures of the model named by model_version: a tenth of the bytes of naming each. */
const scores = `
create table health_scores (
  supplier_id text primary key,
  score smallint, band text not null default 'unknown',
  auto_score smallint, auto_band text not null default 'unknown',
  coverage real not null default 0, exception text, model_version int,
  measure_values real[] not null default '{}', contributions real[] not null default '{}',
  change_7 smallint, change_14 smallint, trend smallint not null default 0,
  override_value smallint check (override_value between 0 and 100), override_reason text,
  override_by text, override_by_name text, override_at timestamptz, override_expires_at timestamptz,
  last_drop_at timestamptz, scored_at timestamptz,
  check ((override_value is null) = (override_expires_at is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index health_scores_score on health_scores (score, supplier_id);
create index health_scores_change on health_scores (change_7, supplier_id);
create index health_scores_overrides on health_scores (override_expires_at) where override_expires_at is not null;
call scope_by_supplier('health_scores');
create table health_score_days (
  supplier_id text not null, day date not null,
  score smallint, band text not null, auto_score smallint, coverage real not null, exception text, model_version int not null,
  measure_values real[] not null, contributions real[] not null,
  behaviour_delta smallint, config_delta smallint,
  origin text not null default 'live' check (origin in ('live', 'reconstructed')),
  primary key (supplier_id, day)
) partition by range (day);
create table health_score_days_default partition of health_score_days default;
call scope_by_supplier('health_score_days');
create table health_baselines (
  day date not null, vendor_type text not null, country text not null, measure text not null,
  median real not null, suppliers int not null,
  primary key (day, vendor_type, country, measure)
);
comment on column health_baselines.vendor_type is 'Empty for suppliers of any type; so is country';
`;

/** The dashboard's figures a day, by what an actor may be limited to. Days before the house stood know the risk only, not the money. */
const figures = `
create table dashboard_days (
  day date not null, region text not null, owner_id text not null default '',
  suppliers int, mrr_minor bigint, at_risk int not null, at_risk_mrr_minor bigint,
  primary key (day, region, owner_id)
);
`;
