import { beforeEach, describe, expect, test } from 'vitest';
import {
  chainAuditEntries,
  chainStart,
  findCutEnd,
  findUnchained,
  insertVerification,
  readVerification,
  verifyChainStretch,
} from '../../src/access/index.ts';
import { recordAudit } from '../../src/platform/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const all = 100_000;

beforeEach(() => tamper('truncate audit_chain, audit_entries, audit_verifications'));

function write(resourceId: string): Promise<void> {
  return database.current.store.transact(testActor({ reason: 'because' }), (writer) =>
    recordAudit(writer, { action: 'test', resource: 'things', resourceId, after: { note: 'é', n: 1.5 } }),
  );
}

async function writeThree(): Promise<void> {
  for (const id of ['a', 'b', 'c']) await write(id);
}

const chain = () => database.current.store.transact(testActor(), (writer) => chainAuditEntries(writer, all));
const verify = () => database.current.store.read(testActor(), (reader) => verifyChainStretch(reader, chainStart, all));

/** What only somebody with the keys to the database itself can do. */
async function tamper(statement: string): Promise<void> {
  await database.current.owner.transaction(async (sql) => {
    await sql.raw('set local session_replication_role = replica');
    await sql.raw(statement);
  });
}

async function entryId(resourceId: string): Promise<number> {
  const row: { id: number } | undefined = await database.current
    .owner('audit_entries')
    .where({ resource_id: resourceId })
    .first('id');
  return row?.id ?? 0;
}

async function verifyAndRecord(): Promise<void> {
  const { reached, checked, broken } = await verify();
  await database.current.store.transact(testActor(), (writer) =>
    insertVerification(writer, { at: new Date(), checked, reached, broken }),
  );
}

describe('the audit chain', () => {
  test('takes every entry once and is intact', async () => {
    await writeThree();
    expect(await chain()).toBe(3);
    expect(await chain()).toBe(0);
    expect(await verify()).toMatchObject({ checked: 3, broken: null });
  });

  test('carries on from where it was', async () => {
    await writeThree();
    await chain();
    await write('d');
    expect(await chain()).toBe(1);
    expect(await verify()).toMatchObject({ checked: 4, broken: null });
  });

  test('does not fork when many chain at once', async () => {
    for (let turn = 0; turn < 10; turn += 1) await write(`x${turn}`);
    const done = await Promise.all(Array.from({ length: 6 }, () => chain()));
    expect(done.reduce((sum, each) => sum + each, 0)).toBe(10);
    expect((await verify()).broken).toBeNull();
  });

  test('takes an entry that committed after younger ones were chained', async () => {
    const { owner } = database.current;
    const slow = await owner.transaction();
    await slow('audit_entries').insert({
      actor_kind: 'system',
      actor_id: 'slow',
      actor_name: 'slow',
      action: 'test',
      resource: 'things',
      resource_id: 'slow',
    });
    await write('fast');
    await chain();
    await slow.commit();
    expect(await chain()).toBe(1);
    expect(await verify()).toMatchObject({ checked: 2, broken: null });
  });

  test('reads the same whatever the time zone of the reader', async () => {
    await writeThree();
    await chain();
    const broken = await database.current.owner.transaction(async (sql) => {
      await sql.raw(`set local time zone 'Australia/Adelaide'`);
      const { rows } = await sql.raw(
        'select count(*)::int as n from audit_chain c join audit_entries e on e.id = c.entry_id where c.hash <> sha256(c.previous_hash || audit_canonical(e))',
      );
      return rows[0].n;
    });
    expect(broken).toBe(0);
  });
});

describe('tampering with the trail', () => {
  test.each([
    ['the actor', `actor_id = 'somebody else'`],
    ['the reason', `reason = 'another reason'`],
    ['the values', `after = '{"note": "nothing"}'`],
    ['the time', `at = at - interval '1 microsecond'`],
    ['the approval', `approval_id = 'apr_forged'`],
  ])('by changing %s is found, and the entry is named', async (_what, change) => {
    await writeThree();
    await chain();
    await tamper(`update audit_entries set ${change} where resource_id = 'b'`);
    const { broken } = await verify();
    expect(broken?.entryId).toBe(await entryId('b'));
    expect(broken?.problem).toMatch(/things b .*was changed after it was written/);
  });

  test('by removing an entry is found', async () => {
    await writeThree();
    await chain();
    const id = await entryId('b');
    await tamper(`delete from audit_entries where resource_id = 'b'`);
    expect((await verify()).broken).toEqual({ entryId: id, problem: `Audit entry ${id} has been removed.` });
  });

  test('by removing an entry together with its link is found', async () => {
    await writeThree();
    await chain();
    const id = await entryId('b');
    await tamper(`delete from audit_chain where entry_id = ${id}`);
    await tamper(`delete from audit_entries where id = ${id}`);
    expect((await verify()).broken?.problem).toMatch(/removed or replaced/);
  });

  test('by cutting off the end is found against what was verified before', async () => {
    await writeThree();
    await chain();
    await verifyAndRecord();
    const id = await entryId('c');
    await tamper(`delete from audit_chain where entry_id = ${id}`);
    await tamper(`delete from audit_entries where id = ${id}`);
    expect((await verify()).broken).toBeNull();
    const cut = await database.current.store.read(testActor(), findCutEnd);
    expect(cut?.problem).toContain(`audit entry ${id}`);
  });

  test('by removing only the link of the newest entry is found an hour later', async () => {
    await writeThree();
    await chain();
    await tamper(`delete from audit_chain where entry_id = ${await entryId('c')}`);
    const found = await database.current.store.read(testActor(), (reader) =>
      findUnchained(reader, new Date(Date.now() + 60_000)),
    );
    expect(found?.entryId).toBe(await entryId('c'));
  });

  test('is not possible with the rights of the application', async () => {
    await writeThree();
    await chain();
    const { store } = database.current;
    for (const statement of [
      `update audit_entries set reason = 'x'`,
      'delete from audit_entries',
      'truncate audit_entries cascade',
      'delete from audit_chain',
      'set session_replication_role = replica',
    ])
      await expect(store.transact(testActor(), ({ sql }) => sql.raw(statement))).rejects.toThrow(
        /append-only|permission denied/,
      );
  });
});

describe('what people are told of the chain', () => {
  test('follows the last verification and counts what waits', async () => {
    const { store } = database.current;
    const look = () => store.read(testActor(), readVerification);
    await writeThree();
    expect(await look()).toMatchObject({ state: 'never-verified', waiting: 3 });
    await chain();
    await verifyAndRecord();
    expect(await look()).toMatchObject({ state: 'intact', checkedEntries: 3, waiting: 0 });
    await tamper(`update audit_entries set reason = 'x' where resource_id = 'a'`);
    await verifyAndRecord();
    expect(await look()).toMatchObject({ state: 'broken', brokenEntryId: await entryId('a') });
  });
});
