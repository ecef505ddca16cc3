import type { Migration } from '../platform/migration.ts';

/** What stands on a template, asked by people who see only some of the suppliers in a playbook. */
export const successWhatPlaybooksUse: Migration = {
  name: '20261125004000_success_what_playbooks_use',
  up: (sql) => sql.raw([sendsTemplate, versionRuns].join('\n')),
};

/** A step names its template by id or by name, however deep in branches it is. */
const sendsTemplate = `
create function sends_template(definition jsonb, template_id text, template_name text) returns boolean language sql immutable as $$
  select jsonb_path_exists(definition, '$.** \\? (@.kind == "message" && (@.template == $id || @.template == $name))',
    jsonb_build_object('id', template_id, 'name', template_name))
$$;
`;

/** Whoever is in an earlier version ends it as it was, also those whom the asking person does not see. */
const versionRuns = `
create function playbook_version_runs(playbook text, number int) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from playbook_enrolments e where e.playbook_id = playbook and e.version_number = number and e.state = 'running')
$$;
`;
