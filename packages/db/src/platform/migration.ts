import type { Knex } from 'knex';

/** One step of the schema's history; `name` starts with its UTC minute, so order is time. */
export type Migration = { readonly name: string; up(sql: Knex): Promise<unknown>; down(sql: Knex): Promise<unknown> };
