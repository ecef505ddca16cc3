import type { Knex } from 'knex';
import { z } from 'zod';
import { locks } from '../../src/platform/index.ts';

const statementSchema = z.looseObject({ sql: z.string(), __knexTxId: z.string().optional() });
const taking = /pg_advisory_xact_lock(?:_shared)?\((?:hashtextextended\(key, )?(\d+)\)/;

/**
 * Watches every transaction take its locks: two that take them in different orders will one day wait for each other in a circle.
 * @returns a set that fills with what was taken out of the order of the table
 */
export function watchLocks(pool: Knex): ReadonlySet<string> {
  const misordered = new Set<string>();
  const held = new Map<string, readonly number[]>();
  pool.on('query', (statement: unknown) => {
    const { sql, __knexTxId: transaction } = statementSchema.parse(statement);
    const number = Number(taking.exec(sql)?.[1] ?? Number.NaN);
    const rank = locks.findIndex((lock) => lock.number === number);
    if (transaction === undefined || rank === -1) return;
    const before = held.get(transaction) ?? [];
    held.set(transaction, [...before, rank]);
    if (before.includes(rank)) return;
    for (const later of before.filter((other) => other > rank))
      misordered.add(`${locks[rank]?.name} after ${locks[later]?.name}`);
  });
  return misordered;
}
