import knex, { type Knex } from 'knex';
import pg from 'pg';

/** PostgreSQL's bigint ids and counts stay well below 2^53 here, so numbers are safe and pleasanter than strings. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
/** A calendar date has no time zone: keep YYYY-MM-DD as it is. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

const readInstant: (text: string) => Date = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);
const inUtc = /^\d{4}-[\d-]{5} [\d:.]+\+00$/;
/** Sessions speak UTC, so nearly every instant is ISO 8601 but for two letters: read so, it takes half the time, and a batch has thousands. */
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  inUtc.test(text) ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : readInstant(text),
);

export type DatabaseOptions = {
  readonly url: string;
  readonly poolMax?: number;
  readonly applicationName: string;
  readonly statementTimeoutMs?: number;
};

const defaultStatementTimeoutMs = 30_000;

/**
 * A pool whose connections act as the scoped application role from the first moment: a query outside the store sees no supplier at all.
 */
export function connectDatabase(options: DatabaseOptions): Knex {
  return connect(options, 'set role wedsync_scoped');
}

/**
 * A pool whose connections see every supplier and can change nothing. Only the store uses it, for actors who may see everything.
 */
export function connectForReading(options: DatabaseOptions): Knex {
  return connect(options, 'set role wedsync_unscoped; set default_transaction_read_only = on');
}

function connect(options: DatabaseOptions, firstWords: string): Knex {
  // One zone for all text PostgreSQL makes of instants, whatever the server's own.
  const settings = `-c statement_timeout=${options.statementTimeoutMs ?? defaultStatementTimeoutMs} -c timezone=UTC`;
  return knex({
    client: 'pg',
    connection: { connectionString: options.url, application_name: options.applicationName, options: settings },
    pool: { min: 0, max: options.poolMax ?? 10, afterCreate: greet(firstWords) },
    acquireConnectionTimeout: 10_000,
  });
}

/** A pool as the owner of the tables; only migrations and maintenance use it. */
export function connectAsOwner(url: string): Knex {
  return knex({
    client: 'pg',
    connection: { connectionString: url, application_name: 'wedsync-migrations' },
    pool: { min: 0, max: 2 },
  });
}

type Done = (error: Error | null, connection: pg.Client) => void;

function greet(firstWords: string): (connection: pg.Client, done: Done) => void {
  return (connection, done) => {
    // An idle connection cut by a restart must not end the process; the pool replaces it.
    connection.on('error', () => undefined);
    connection.query(firstWords, (error) => done(error, connection));
  };
}
