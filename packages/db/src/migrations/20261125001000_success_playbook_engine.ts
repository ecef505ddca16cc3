import type { Migration } from '../platform/migration.ts';

/** Product events that somebody in the house follows, and how full a playbook is whoever asks. */
export const successPlaybookEngine: Migration = {
  name: '20261125001000_success_playbook_engine',
  up: (sql) => sql.raw([followed, runningIn].join('\n')),
};

/** Read with each report of the host application, so it holds few rows; what the house tells itself under the same name is followed there. */
const followed = `
create table followed_product_events (name text not null, follower text not null, primary key (name, follower));
insert into followed_product_events (name, follower)
select distinct v.definition #>> '{trigger,event}', 'playbooks'
from playbooks p join playbook_versions v on v.playbook_id = p.id and v.number = p.live_version
where p.state = 'live' and v.definition #>> '{trigger,event}' not in ('milestone.reached', 'referral.accepted');
`;

/** A bound on a playbook counts everybody in it, also those whom the asking person does not see. */
const runningIn = `
create function running_in(playbook text) returns int language sql stable security definer set search_path = public as $$
  select count(*)::int from playbook_enrolments e where e.playbook_id = playbook and e.state = 'running'
$$;
`;
