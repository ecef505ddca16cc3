import { mirrorTables } from '@wedsync/db/billing';
import type { Knex } from 'knex';
import { withoutZeros } from './a-story.ts';

/** Says when we learned something, not what is so; and the matching of payouts, which is a job of its own. */
const bookkeeping = new Set(['as_of', 'fetched_at', 'mirrored_at', 'raw', 'payout_id']);

/** Everything the mirror and the ledger say, in one comparable value. */
export async function dump(owner: Knex): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const { table } of Object.values(mirrorTables)) {
    const rows: Record<string, unknown>[] = await owner(table).orderBy('id');
    tables[table] = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !bookkeeping.has(name))),
    );
  }
  const entries: { rows: unknown[] } = await owner.raw(`
    select source_kind, source_id, revision, provider, customer_id, supplier_id, description, note, occurred_at, booked_on, reverses_source_kind,
      (select jsonb_object_agg(account || ' ' || currency, amount_minor) from postings p where p.entry_id = e.id) as postings
    from journal_entries e order by source_kind, source_id, revision`);
  tables.journal = entries.rows;
  tables.suppliers = await owner('suppliers').select('id', 'lifecycle', 'plan_code', 'mrr_minor').orderBy('id');
  return tables;
}

/** Minor units by account and lower-case currency, zeros left out. */
export async function accountTotals(owner: Knex): Promise<Record<string, Record<string, number>>> {
  const sums: { rows: { account: string; currency: string; total: string }[] } = await owner.raw(
    'select account, lower(currency) as currency, sum(amount_minor)::text as total from postings group by 1, 2',
  );
  const totals: Record<string, Record<string, number>> = {};
  for (const { account, currency, total } of sums.rows) (totals[account] ??= {})[currency] = Number(total);
  return withoutZeros(totals);
}

/** An empty house: no event, no mirror, no ledger, no supplier. */
export async function forgetEverything(owner: Knex): Promise<void> {
  const tables = Object.values(mirrorTables).map(({ table }) => table);
  await owner.transaction(async (sql) => {
    // The ledger refuses to be emptied in any other way.
    await sql.raw('set local session_replication_role = replica');
    await sql.raw(
      `truncate ${[...tables, 'provider_events', 'journal_entries', 'postings', 'timeline_entries', 'success_events', 'recompute_marks'].join(', ')} cascade`,
    );
    await sql.raw('truncate suppliers cascade');
  });
}
