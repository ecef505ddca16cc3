import type { Knex } from 'knex';

/** A playbook whose first version runs, as if two people had published it. */
export async function addLivePlaybook(owner: Knex, id: string, definition: object, name = `Playbook ${id}`) {
  const draft = JSON.stringify(definition);
  const by = { created_by: 'stf_test', created_by_name: 'Test' };
  await owner('playbooks').insert({ id, name, state: 'draft', draft, ...by });
  const published = { published_by: 'stf_test', published_by_name: 'Test' };
  await owner('playbook_versions').insert({ playbook_id: id, number: 1, definition: draft, ...published });
  await owner('playbooks').where({ id }).update({ state: 'live', live_version: 1 });
}
