import type { Migration } from '../platform/migration.ts';

/** What a person put right before having it done again stands beside what failed, which stays as it was. */
export const platformDeadLetterCorrections: Migration = {
  name: '20261122009200_platform_dead_letter_corrections',
  up: (sql) =>
    sql.raw(`
alter table dead_letters add column correction jsonb, add column corrected_by text, add column corrected_at timestamptz;
drop trigger audit on dead_letters;
call audit_table('dead_letters', 'payload,correction');
`),
};
