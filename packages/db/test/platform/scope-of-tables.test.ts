import { describe, expect, test } from 'vitest';
import { useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();

/** Tables that name a supplier and are not narrowed by row-level security, each with the reason. */
const open: Readonly<Record<string, string>> = {
  product_event_replays: 'Bookkeeping of the worker: no address reads it.',
  recompute_marks: 'Bookkeeping of the worker: no address reads it.',
  supplier_search: 'The app has no right to it; search goes through functions that join the suppliers in scope.',
  view_as_visits: 'Read with the person who visits, never by supplier.',
};

/** Tables of which it was promised that a row once written stays as it is. */
const appendOnly = [
  'audit_chain',
  'audit_entries',
  'audit_verifications',
  'churn_policies',
  'churn_snapshots',
  'consents',
  'fx_rates',
  'intervention_policies',
  'journal_entries',
  'message_template_versions',
  'monitor_changes',
  'monitor_tunings',
  'mrr_closes',
  'past_due_windows',
  'period_locks',
  'plan_features',
  'plan_limits',
  'plan_versions',
  'playbook_versions',
  'postings',
  'retention_curves',
  'retention_fits',
  'subscription_states',
  'success_events',
];

type Table = { readonly name: string; readonly narrowed: boolean; readonly policies: string[] };

/** Every table with a column supplier_id; partitions are read through the table they belong to. */
async function tablesWithSupplier(): Promise<Table[]> {
  const { rows }: { rows: Table[] } = await database.current.owner.raw(
    `select c.relname as name, c.relrowsecurity as narrowed,
       array(select r::text from pg_policy p, unnest(p.polroles::regrole[]) r where p.polrelid = c.oid order by 1) as policies
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'supplier_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  return rows;
}

describe('a table that names a supplier', () => {
  test('is narrowed to the suppliers in scope, or is listed here with the reason why not', async () => {
    const tables = await tablesWithSupplier();
    expect(tables.length).toBeGreaterThan(40);
    expect(tables.filter(({ narrowed }) => !narrowed).map(({ name }) => name)).toEqual(Object.keys(open));
  });

  test('that is narrowed has a rule for people with a scope', async () => {
    const narrowed = (await tablesWithSupplier()).filter(({ narrowed: is }) => is);
    expect(narrowed.filter(({ policies }) => !policies.includes('wedsync_scoped'))).toEqual([]);
  });

  test('shows nothing at all to somebody whose scope holds no supplier', async () => {
    const nobody = { kind: 'staff', id: 'stf_nobody', name: 'Nobody', requestId: 'req_test' } as const;
    await database.current.owner('suppliers').insert({
      id: 'sup_hidden',
      external_id: 'hidden',
      business_name: 'Hidden',
      vendor_type: 'florist',
      region: 'London',
      country: 'GB',
      time_zone: 'Europe/London',
      currency: 'GBP',
      signed_up_at: new Date(),
    });
    const letter = { kind: 'job', source: 's', reason: 'r', attempts: 1 };
    await database.current.owner('dead_letters').insert([
      { ...letter, reference: '1', supplier_id: 'sup_hidden' },
      { ...letter, reference: '2' },
    ]);
    const scope = { kind: 'supplier', supplierId: 'sup_other' } as const;
    const seen = await database.current.store.read({ ...nobody, scope }, ({ sql }) => sql('dead_letters').select('id'));
    expect(seen).toEqual([]);
  });

  test.each(Object.keys(open))('and is open, %s, is still there', async (name) => {
    expect((await tablesWithSupplier()).map((table) => table.name)).toContain(name);
  });
});

test('a view narrows like the tables it reads', async () => {
  const { rows } = await database.current.owner.raw(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
       and not coalesce('security_invoker=true' = any(reloptions), false) and relname not like 'pg_stat%'`,
  );
  expect(rows).toEqual([]);
});

describe('a table that is only added to', () => {
  test('is one of these', async () => {
    const { rows }: { rows: { name: string }[] } = await database.current.owner.raw(
      `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'append_only' order by 1`,
    );
    expect(rows.map(({ name }) => name).filter((name) => name !== 'mrr_movements')).toEqual(appendOnly);
  });

  test.each(appendOnly)('%s refuses the app every change, by right and by trigger', async (name) => {
    const { rows } = await database.current.owner.raw(
      `select has_table_privilege(r, ?, 'update') or has_table_privilege(r, ?, 'delete') or has_table_privilege(r, ?, 'truncate') as may,
         (select count(*)::int from pg_trigger where tgrelid = ?::regclass and tgname in ('append_only', 'append_only_truncate') and tgenabled = 'O') as triggers
       from unnest(array['wedsync_app', 'wedsync_scoped', 'wedsync_unscoped']) r`,
      [name, name, name, name],
    );
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ may: false, triggers: 2 })));
  });
});
