import { describe, expect, test } from 'vitest';
import { chainAuditEntries } from '../../src/access/index.ts';
import { connectDatabase, lock, locks, type WholeLock } from '../../src/platform/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';
import { watchLocks } from '../support/watch-locks.ts';

const database = useTestDatabase();
const whole: readonly WholeLock[] = locks.flatMap((one) => (one.each === null ? one.name : []));

describe('locks', () => {
  test('taken in another order than that of the table are seen', async () => {
    const pool = connectDatabase({ url: database.current.url, applicationName: 'test', poolMax: 1 });
    const misordered = watchLocks(pool);
    const take = (...names: WholeLock[]) =>
      pool.transaction(async (sql) => {
        for (const name of names) await lock({ sql }, name);
      });
    await take('books', 'referrals', 'books');
    expect([...misordered]).toEqual([]);
    await take('referrals', 'books');
    expect([...misordered]).toEqual(['books after referrals']);
    await pool.destroy();
  });

  test('of others do not keep the audit trail from being chained', async () => {
    const { owner, store } = database.current;
    await owner.raw(
      `insert into audit_entries (actor_kind, actor_id, actor_name, action, resource, resource_id) values ('system', 'x', 'X', 'create', 'notes', 'note_1')`,
    );
    await store.transact(testActor(), async (writer) => {
      for (const other of whole) if (other !== 'audit-chain') await lock(writer, other);
      expect(await store.transact(testActor(), (chaining) => chainAuditEntries(chaining, 1_000))).toBeGreaterThan(0);
    });
  });

  test('that functions of the database take are those of the table', async () => {
    const { owner } = database.current;
    const { rows }: { rows: { name: string; source: string }[] } = await owner.raw(
      `select proname as name, prosrc as source from pg_proc where pronamespace = 'public'::regnamespace and prosrc ~ 'pg_(try_|)advisory' order by 1`,
    );
    const numbers = new Map<number, string>(locks.map(({ name, number }) => [number, name]));
    const taken = rows.map(({ name, source }) => {
      const calls = [...source.matchAll(/advisory_xact_lock(?:_shared)?\((?:hashtextextended\(\w+, )?(\d+)\)/g)];
      return [name, calls.map(([, number]) => numbers.get(Number(number)))];
    });
    expect(Object.fromEntries(taken)).toEqual({
      await_bookings: ['books'],
      await_mrr: ['mrr-months'],
      chain_audit_entries: ['audit-chain'],
      ensure_month_partition: ['partitions'],
      refuse_closed_period: ['books'],
    });
  });
});
