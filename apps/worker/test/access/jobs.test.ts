import { insertActionRun, insertApproval } from '@wedsync/db/access';
import { recordAudit } from '@wedsync/db/platform';
import { systemActor } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { testActor, testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { access } from '../../src/access/index.ts';
import { asJob, testServices } from '../support/index.ts';

const database = useTestDatabase();
const clock = testClock(new Date().toISOString());

async function run(name: string) {
  const job = access.jobs.find((each) => each.name === name);
  const actor = systemActor(name, 'req_test');
  return job?.run(asJob(testServices(database.current, { clock }), { actor }), {});
}

async function chainAll(): Promise<void> {
  const [chain] = access.drains;
  await chain?.drain(testServices(database.current, { clock }), new AbortController().signal);
}

async function ask(id: string, expiresAt: Date): Promise<void> {
  const about = { action: 'charges.refund', resource: 'charges', targetId: 'ch_1', supplierId: null, amount: null };
  await database.current.store.transact(testActor(), async (writer) => {
    await insertActionRun(writer, {
      ...about,
      id: `run_${id}`,
      verb: 'refund',
      input: {},
      inputHash: id,
      reason: null,
      idempotencyKey: id,
      fingerprint: id,
      requestedAt: clock.now(),
    });
    await insertApproval(writer, {
      ...about,
      id: `apr_${id}`,
      runId: `run_${id}`,
      title: 'Refund',
      permission: 'refunds:approve',
      why: 'Large',
      preview: { lines: [], warnings: [] },
      reason: null,
      requestedAt: clock.now(),
      expiresAt,
    });
  });
}

describe('requests nobody decides on', () => {
  test('expire when their time is over, and only then', async () => {
    const now = clock.now().getTime();
    await ask('due', new Date(now - 1));
    await ask('fresh', new Date(now + 60_000));
    expect(await run('access.expire-approvals')).toEqual({ expired: 1 });
    const states = await database.current.owner('approvals').orderBy('id').pluck('state');
    expect(states).toEqual(['expired', 'awaiting_approval']);
    expect(await database.current.owner('action_runs').where({ id: 'run_due' }).first('state')).toEqual({
      state: 'expired',
    });
    const told = await database.current.owner('success_events').where({ resource_id: 'apr_due' }).pluck('type');
    expect(told).toEqual(['approval.requested', 'approval.decided']);
  });

  test('expire once however often the job runs', async () => {
    expect(await run('access.expire-approvals')).toEqual({ expired: 0 });
  });
});

describe('the nightly verification', () => {
  test('finds an intact chain intact', async () => {
    await database.current.store.transact(testActor(), (writer) =>
      recordAudit(writer, { action: 'test', resource: 'things', resourceId: 'a' }),
    );
    await chainAll();
    expect(await run('access.verify-audit-chain')).toMatchObject({ problem: null });
  });

  test('names what was changed, keeps the finding and tells the house', async () => {
    await database.current.owner.transaction(async (sql) => {
      await sql.raw('set local session_replication_role = replica');
      await sql('audit_entries').where({ resource_id: 'a' }).update({ actor_name: 'Somebody else' });
    });
    expect(await run('access.verify-audit-chain')).toMatchObject({
      problem: expect.stringMatching(/things a by Somebody else .* was changed/),
    });
    const kept = await database.current.owner('audit_verifications').orderBy('id', 'desc').first('problem');
    expect(kept?.problem).toMatch(/was changed/);
    expect(await database.current.owner('success_events').where({ type: 'audit.broken' })).toHaveLength(1);
  });
});
