import type { Migration } from '../platform/migration.ts';

/** Who started a playbook for a supplier by hand. Such an enrolment was drawn for no arm, so it has no place in a stratum and is compared with nobody. */
export const successChosenEnrolments: Migration = {
  name: '20261124004100_success_chosen_enrolments',
  up: (sql) =>
    sql.raw(`
alter table playbook_enrolments add column chosen_by_name text, alter column place drop not null,
  add constraint playbook_enrolments_chosen check ((place is null) = (chosen_by_name is not null));`),
};
