import type { Knex } from 'knex';

/** One step of the schema's history, forward only; `name` begins with its day and its place among those of the day. */
export type Migration = { readonly name: string; up(sql: Knex): Promise<unknown> };
