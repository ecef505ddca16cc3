import type { Actor } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { emitEvents, enqueueJob, recordAudit } from '../../src/platform/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();

describe('the store', () => {
  test('an actor with a hostile name cannot break out of its introduction', async () => {
    const name = `Robert'); drop table job_runs; -- ? \\ "`;
    const seen = await database.current.store.transact(testActor({ name }), async ({ sql }) =>
      sql.raw(`select wedsync_actor() ->> 'name' as name`),
    );
    expect(seen.rows[0].name).toBe(name);
  });

  test('a reader cannot write', async () => {
    await expect(
      database.current.store.read(testActor(), ({ sql }) => sql('job_runs').insert({ name: 'x' })),
    ).rejects.toThrow(/read-only/);
  });

  test('a reader cannot write, whatever it may see', async () => {
    const scoped = testActor({ scope: { kind: 'own' } });
    await expect(
      database.current.store.read(scoped, ({ sql }) => sql('job_runs').insert({ name: 'x' })),
    ).rejects.toThrow(/read-only/);
  });

  test('an actor who sees one region reads only its suppliers', async () => {
    const { store, owner } = database.current;
    const row = {
      vendor_type: 'cake',
      country: 'GB',
      time_zone: 'Europe/London',
      currency: 'GBP',
      signed_up_at: '2026-01-01',
    };
    await owner('suppliers').insert(
      ['Wales', 'London'].map((region) => ({
        ...row,
        id: `sup_${region}`,
        external_id: region,
        business_name: region,
        region,
      })),
    );
    const seen = (scope: Actor['scope']) =>
      store.read(testActor({ scope }), ({ sql }) => sql('suppliers').orderBy('id').pluck('id'));
    expect(await seen({ kind: 'region', regions: ['Wales'] })).toEqual(['sup_Wales']);
    expect(await seen({ kind: 'own' })).toEqual([]);
    expect(await seen({ kind: 'all' })).toEqual(['sup_London', 'sup_Wales']);
  });

  test('the actor is forgotten when the transaction ends', async () => {
    await database.current.store.transact(testActor(), ({ sql }) => sql.raw('select 1'));
    const after = await database.current.store.pool.raw(
      `select current_setting('wedsync.scope', true) as scope, current_user as role`,
    );
    expect(after.rows[0]).toEqual({ scope: '', role: 'wedsync_scoped' });
  });

  test('a rolled back transaction leaves no job and no event', async () => {
    const { store, owner } = database.current;
    const attempt = store.transact(testActor(), async (writer) => {
      await enqueueJob(writer, { name: 'doomed', input: {} });
      await emitEvents(writer, [
        {
          type: 'audit.broken',
          supplierId: null,
          resource: 'x',
          resourceId: '1',
          summary: 'x',
          occurredAt: new Date(0),
        },
      ]);
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(await owner('job_runs').where({ name: 'doomed' })).toEqual([]);
    expect(await owner('success_events').where({ resource: 'x' })).toEqual([]);
  });

  test('a job key is accepted once', async () => {
    const { store } = database.current;
    const enqueue = () =>
      store.transact(testActor(), (writer) => enqueueJob(writer, { name: 'once', input: {}, key: 'once:1' }));
    expect(await enqueue()).not.toBeNull();
    expect(await enqueue()).toBeNull();
  });
});

describe('the audit trail', () => {
  test('refuses update, delete and truncate even from the owner', async () => {
    const { store, owner } = database.current;
    await store.transact(testActor(), (writer) =>
      recordAudit(writer, { action: 'sign-in', resource: 'sessions', resourceId: 'x' }),
    );
    await expect(owner('audit_entries').update({ actor_id: 'someone else' })).rejects.toThrow(/append-only/);
    await expect(owner('audit_entries').delete()).rejects.toThrow(/append-only/);
    await expect(owner.raw('truncate audit_entries cascade')).rejects.toThrow(/append-only/);
  });
});
