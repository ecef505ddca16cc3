import type { Knex } from 'knex';
import { migrations } from '../migrations/index.ts';
import { connectAsOwner } from './database.ts';
import { lock } from './locks.ts';
import type { Migration } from './migration.ts';

/** Brings a database to the newest schema. Of two processes that start together the second waits and finds the work done. @returns names of the migrations applied now */
export async function migrateToLatest(url: string): Promise<string[]> {
  const owner = connectAsOwner(url);
  try {
    return await owner.transaction(async (sql) => {
      await lock({ sql }, 'migrations');
      const [, applied]: [number, string[]] = await sql.migrate.latest({
        migrationSource,
        disableTransactions: true,
        tableName: 'schema_migrations',
        disableMigrationsListValidation: false,
      });
      return applied;
    });
  } finally {
    await owner.destroy();
  }
}

const migrationSource: Knex.MigrationSource<Migration> = {
  getMigrations: async () => [...migrations],
  getMigrationName: (migration) => migration.name,
  getMigration: async (migration) => ({
    up: (sql) => migration.up(sql).then(() => undefined),
    down: () => Promise.reject(new Error('The schema goes forward only: put right what is wrong in a new migration.')),
  }),
};
