import type { Knex } from 'knex';

const isoFormat = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** A timestamptz column as the text contracts speak of: 2026-10-06T12:00:00.000Z, or null. */
export function isoInstant(sql: Knex, column: string): Knex.Raw {
  return sql.raw(`to_char(?? at time zone 'UTC', ${isoFormat})`, [column]);
}
