import { randomUUID } from 'node:crypto';
import type { Actor, Clock, Uuids } from '@wedsync/domain/platform';
import { eventKindOf, type EventType } from '@wedsync/domain/events';
import type { Knex } from 'knex';
import { v7 } from 'uuid';
import { afterAll, beforeAll, inject } from 'vitest';
import {
  connectAsOwner,
  connectDatabase,
  connectForReading,
  createStore,
  emitRefused,
  type RefusedEvent,
  type Store,
  type Writer,
} from '../../src/platform/index.ts';
import type {} from './cluster.ts';
import { databaseUrl, templateDatabase } from './database-url.ts';
import { watchLocks } from './watch-locks.ts';

export type TestDatabase = { readonly url: string; readonly store: Store; readonly owner: Knex };

/** A database of this test file's own, cloned from the migrated template; gone when the file ends. Read it inside tests, not at import. */
export function useTestDatabase(): { current: TestDatabase } {
  const holder: { current: TestDatabase } = { current: neverReady };
  let drop = async () => {};
  beforeAll(async () => {
    const clusterUrl = inject('clusterUrl');
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await onCluster(clusterUrl, `create database ${name} template ${templateDatabase}`);
    const url = databaseUrl(clusterUrl, name);
    const pool = connectDatabase({ url, applicationName: 'test', poolMax: 8 });
    const misordered = watchLocks(pool);
    holder.current = {
      url,
      store: createStore(pool, connectForReading({ url, applicationName: 'test', poolMax: 4 })),
      owner: connectAsOwner(url),
    };
    drop = async () => {
      const refused = await refusedEvents(holder.current.owner);
      await holder.current.store.close();
      await holder.current.owner.destroy();
      await onCluster(clusterUrl, `drop database if exists ${name} with (force)`);
      if (refused.length > 0) throw new Error(`Events were told that their schemas refuse: ${refused.join(' | ')}`);
      if (misordered.size > 0) throw new Error(`Locks were taken out of order: ${[...misordered].join(' | ')}`);
    };
  });
  afterAll(() => drop());
  return holder;
}

/** Whatever a test has the house tell is held to what is declared of it. */
async function refusedEvents(owner: Knex): Promise<string[]> {
  const letters: { source: string; reason: string }[] = await owner('dead_letters')
    .where({ kind: 'refused-event', state: 'open' })
    .limit(10)
    .select('source', 'reason');
  return letters.map(({ source, reason }) => `${source}: ${reason}`);
}

/** What an event says when nothing else is said. */
function envelope(over: Partial<RefusedEvent>): Omit<RefusedEvent, 'type' | 'payload'> {
  const { supplierId = null, resource = 'x', resourceId = supplierId ?? 'x', summary = 'x', occurredAt } = over;
  return { supplierId, resource, resourceId, summary, occurredAt: occurredAt ?? new Date() };
}

/** Tells an event as it is shown in its declaration, but for what the test says. */
export async function tellExample(writer: Writer, type: EventType, over: Partial<RefusedEvent> = {}): Promise<void> {
  const payload = { ...eventKindOf(type)?.example, ...over.payload };
  const problem = await emitRefused(writer, { ...envelope(over), type, payload });
  if (problem !== null) throw new Error(problem);
}

/** Puts an event into the outbox whose type nobody declared: for tests of what carries events and does not read them. */
export async function tellUndeclared(writer: Writer, type: string, over: Partial<RefusedEvent> = {}): Promise<void> {
  const { supplierId, resource, resourceId, summary, occurredAt } = envelope(over);
  await writer.sql('success_events').insert({
    type,
    supplier_id: supplierId,
    resource,
    resource_id: resourceId,
    summary,
    payload: JSON.stringify(over.payload ?? {}),
    occurred_at: occurredAt,
  });
}

const neverReady: TestDatabase = Object.freeze({
  get url(): string {
    throw new Error('The test database is made in beforeAll: use it inside a test.');
  },
  get store(): Store {
    throw new Error('The test database is made in beforeAll: use it inside a test.');
  },
  get owner(): Knex {
    throw new Error('The test database is made in beforeAll: use it inside a test.');
  },
});

async function onCluster(clusterUrl: string, statement: string): Promise<void> {
  const owner = connectAsOwner(clusterUrl);
  await owner.raw(statement);
  await owner.destroy();
}

/** A staff member who sees everything unless told otherwise. */
export function testActor(over: Partial<Actor> = {}): Actor {
  return { kind: 'staff', id: 'stf_test', name: 'Test Person', scope: { kind: 'all' }, requestId: 'req_test', ...over };
}

/** A clock that stands still until moved. */
export function testClock(
  start = '2026-06-10T09:00:00Z',
): Clock & { set(instant: string): void; advanceMs(ms: number): void } {
  let now = new Date(start);
  return {
    now: () => now,
    set: (instant) => {
      now = new Date(instant);
    },
    advanceMs: (ms) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

export const testUuids: Uuids = { next: () => v7() };
