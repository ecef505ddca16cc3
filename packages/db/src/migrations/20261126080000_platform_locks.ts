import type { Migration } from '../platform/migration.ts';

/**
 * Functions take the locks that `locks.ts` gives them. Chaining the audit trail shared its lock with MRR: while movements were published none was chained, and while
 * entries were chained MRR waited.
 */
export const platformLocks: Migration = {
  name: '20261126080000_platform_locks',
  up: (sql) => sql.raw(takes.map(({ what, before, after }) => replaced(what, before, after)).join('')),
};

const takes = [
  { what: 'chain_audit_entries(int)', before: '7201947', after: '7201948' },
  {
    what: 'ensure_month_partition(text, date)',
    before: `hashtext('partition of ' || parent)`,
    after: 'hashtextextended(parent, 7213)',
  },
];

function replaced(what: string, before: string, after: string): string {
  return `
do $$
begin
  execute replace(pg_get_functiondef('${what}'::regprocedure), $from$${before}$from$, $to$${after}$to$);
end $$;
`;
}
