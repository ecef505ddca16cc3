import type { Migration } from '../platform/migration.ts';

/** Models are drafted, simulated and published by two people; a model that has scored never changes. */
export const successHealthModels: Migration = {
  name: '20261123001500_success_health_models',
  up: (sql) => sql.raw([drafts, simulations].join('\n')),
};

/** The number names a model for ever; the version counts the edits of its draft. */
const drafts = `
alter table health_models rename column version to number;
alter table health_models add column version int not null default 1, add column updated_at timestamptz not null default clock_timestamp(),
  add column note text, add column based_on int,
  add column author_name text not null default coalesce(wedsync_actor() ->> 'name', 'The house'), add column approver_name text, add column applied_by_run bigint;
update health_models set published_by = 'The house' where published_by like 'system:%';
call versioned('health_models', 'state,published_by,published_at,approver_name,applied_by_run');
create function keep_health_model() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then return coalesce(new, old); end if;
  if tg_op = 'DELETE' or (new.number, new.config) is distinct from (old.number, old.config) then
    raise exception 'A model that has scored is kept as it is: draft another' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_health_model before update or delete on health_models for each row execute function keep_health_model();
`;

/** A simulation names suppliers of every region, so only those who see all may read it. */
const simulations = `
create table health_simulations (
  id text primary key, model_id text not null references health_models on delete cascade, model_version int not null, against int not null,
  config jsonb not null, job_run_id bigint,
  requested_by_name text not null default coalesce(wedsync_actor() ->> 'name', 'The house'), requested_at timestamptz not null,
  finished_at timestamptz, population jsonb, backtest jsonb
);
create index health_simulations_model on health_simulations (model_id, requested_at desc);
alter table health_simulations enable row level security;
create policy everything on health_simulations to wedsync_unscoped using (true) with check (true);
`;
