import type { Actor, RecordScope } from '@wedsync/domain/platform';
import type { Knex } from 'knex';
import pg from 'pg';
import { createListMemory, type ListMemory } from './list-memory.ts';

declare const mayWrite: unique symbol;

/** Reads as one actor: row-level security has already narrowed what is there. Each statement sees what is committed when it starts. */
export type Reader = { readonly sql: Knex; readonly actor: Actor; readonly memory: ListMemory };

/** A reader that may also write. Only `store.transact` makes one, so nothing is written without an actor on record. */
export type Writer = Reader & { readonly sql: Knex.Transaction; readonly [mayWrite]: true };

export type Store = {
  /** Runs reads as the actor; nothing can be written. */
  read<T>(actor: Actor, work: (reader: Reader) => Promise<T>): Promise<T>;
  /** Runs writes in one transaction as the actor: all of it happens, or none. */
  transact<T>(actor: Actor, work: (writer: Writer) => Promise<T>): Promise<T>;
  /** For statements that concern no actor (health probes, LISTEN, job bookkeeping). Sees no supplier rows. */
  readonly pool: Knex;
  close(): Promise<void>;
};

/**
 * @param pool connections as the scoped role (connectDatabase)
 * @param openReads read-only connections as the unscoped role (connectForReading). With them, an actor who sees everything reads without a
 *   transaction of its own: there is nothing to narrow and nothing to audit, and a list costs one round trip instead of three.
 * @param memory what all lists of this store have learned
 */
export function createStore(pool: Knex, openReads: Knex | null = null, memory = createListMemory()): Store {
  return {
    pool,
    read: (actor, work) =>
      openReads !== null && actor.scope.kind === 'all'
        ? work({ sql: openReads, actor, memory })
        : introduced(pool, introduce(actor, 'read only'), (sql) => work({ sql, actor, memory })),
    transact: (actor, work) =>
      introduced(pool, introduce(actor, 'read write'), (sql) => work(asWriter({ sql, actor, memory }))),
    close: async () => {
      await Promise.all([pool.destroy(), openReads?.destroy()]);
    },
  };
}

/** A transaction that opens and introduces its actor in one message: a round trip less for every request. */
function introduced<T>(pool: Knex, introduction: string, work: (sql: Knex.Transaction) => Promise<T>): Promise<T> {
  const transaction = pool.transaction(work);
  if (!opensByItself(transaction)) throw new Error('This version of knex opens transactions in another way.');
  // knex waits for a connection first, so what opens the transaction can still be said.
  transaction.begin = (connection) => transaction.query(connection, `begin; ${introduction}`);
  return transaction;
}

type Opening = {
  begin: (connection: unknown) => Promise<unknown>;
  readonly query: (connection: unknown, statement: string) => Promise<unknown>;
};

function opensByItself(transaction: object): transaction is Opening {
  return 'begin' in transaction && 'query' in transaction;
}

function asWriter(reader: Reader & { readonly sql: Knex.Transaction }): Writer {
  return reader as Writer;
}

/**
 * Tells PostgreSQL who acts, for the length of this transaction: audit triggers and row-level security read it.
 * Actors that see everything act as another role, so the planner drops the scope test altogether instead of evaluating it per row.
 */
function introduce(actor: Actor, mode: 'read only' | 'read write'): string {
  const { id, kind, name, requestId, jobId, approvalId, reason } = actor;
  const who = JSON.stringify({ id, kind, name, requestId, jobId, approvalId, reason });
  const role = actor.scope.kind === 'all' ? 'wedsync_unscoped' : 'wedsync_scoped';
  const statements = [
    `set transaction ${mode}`,
    `set local role ${role}`,
    `select set_config('wedsync.actor', ${literal(who)}, true), set_config('wedsync.scope', ${literal(actor.scope.kind)}, true), set_config('wedsync.scope_key', ${literal(scopeKey(actor.scope, id))}, true)`,
  ];
  return statements.join('; ');
}

/** What rows are compared with: the actor for "own", a comma list for "region", one supplier for "supplier". */
function scopeKey(scope: RecordScope, actorId: string): string {
  switch (scope.kind) {
    case 'all':
      return '';
    case 'own':
      return actorId;
    case 'region':
      return scope.regions.join(',');
    case 'supplier':
      return scope.supplierId;
  }
}

/** knex reads `?` as a binding even inside a literal; several statements in one message cannot have bindings. */
function literal(text: string): string {
  return pg.escapeLiteral(text.replaceAll('\u0000', '')).replaceAll('?', '\\?');
}
