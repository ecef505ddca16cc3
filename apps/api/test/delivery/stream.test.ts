import { enqueueJob } from '@wedsync/db/platform';
import { afterEach, describe, expect, test } from 'vitest';
import { tellUndeclared, testActor, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { addSupplier, useStaffDoor } from './staff-door.ts';

const database = useTestDatabase();
const door = useStaffDoor(database);
const open: AbortController[] = [];

afterEach(() => {
  for (const controller of open.splice(0)) controller.abort();
});

type Heard = {
  readonly id: string | null;
  readonly event: string | null;
  readonly data: { type: string; resource: string; id: string; supplierId: string | null; summary: string };
};

/** Listens as someone; `heard` grows as events come. */
async function listen(staff: string, lastEventId?: number) {
  const controller = new AbortController();
  open.push(controller);
  const headers = { 'x-staff': staff, ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }) };
  const response = await fetch(`${door.url}/api/stream`, { headers, signal: controller.signal });
  const heard: Heard[] = [];
  const done =
    response.ok && response.body !== null ? follow(response.body, heard).catch(() => undefined) : Promise.resolve();
  return { response, heard, done };
}

async function follow(body: ReadableStream<Uint8Array>, heard: Heard[]): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const [id, event, data] = ['id', 'event', 'data'].map((name) => frame.match(RegExp(`^${name}: (.*)$`, 'm'))?.[1]);
      if (data !== undefined) heard.push({ id: id ?? null, event: event ?? null, data: JSON.parse(data) });
    }
  }
}

async function tell(supplierId: string | null, summary: string, resource = 'suppliers') {
  await database.current.store.transact(testActor(), (writer) =>
    tellUndeclared(writer, 'test.happened', { supplierId, resource, resourceId: 'x', summary }),
  );
}

async function until(look: () => boolean, limitMs = 3_000) {
  const deadline = performance.now() + limitMs;
  while (!look()) {
    if (performance.now() > deadline) throw new Error('It was never heard.');
    await new Promise((wake) => setTimeout(wake, 10));
  }
}

const settle = () => new Promise((wake) => setTimeout(wake, 250));

describe('the live stream', () => {
  test('is for people who are signed in', async () => {
    expect((await fetch(`${door.url}/api/stream`)).status).toBe(401);
  });

  test('tells a change well under a second after it is committed', async () => {
    const supplier = await addSupplier(database.current);
    const { heard, response } = await listen('stf_a;admin;all');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const before = performance.now();
    await tell(supplier, 'prompt');
    await until(() => heard.length > 0);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(heard[0]?.data).toMatchObject({
      type: 'test.happened',
      resource: 'suppliers',
      supplierId: supplier,
      summary: 'prompt',
    });
  });

  test('never tells a success manager of own book about suppliers of others', async () => {
    const [mine, theirs] = [
      await addSupplier(database.current, { ownerId: 'stf_mine' }),
      await addSupplier(database.current, { ownerId: 'stf_other' }),
    ];
    const { heard } = await listen('stf_mine;csm;own');
    await tell(theirs, 'not for you');
    await tell(null, 'about nobody');
    await tell(mine, 'for you');
    await until(() => heard.length > 0);
    await settle();
    expect(heard.map(({ data }) => data.summary)).toEqual(['for you']);
  });

  test('tells a regional manager of that region only', async () => {
    const [near, far] = [
      await addSupplier(database.current, { region: 'Wales' }),
      await addSupplier(database.current, { region: 'Kent' }),
    ];
    const { heard } = await listen('stf_r;cs_manager;region=Wales,Devon');
    await tell(far, 'far');
    await tell(near, 'near');
    await until(() => heard.length > 0);
    await settle();
    expect(heard.map(({ data }) => data.summary)).toEqual(['near']);
  });

  test('keeps kinds of records from roles that may not read them', async () => {
    const supplier = await addSupplier(database.current);
    const { heard } = await listen('stf_m;marketing;all');
    await tell(supplier, 'a journal entry', 'journal-entries');
    await tell(supplier, 'a supplier');
    await until(() => heard.length > 0);
    await settle();
    expect(heard.map(({ data }) => data.summary)).toEqual(['a supplier']);
  });

  test('tells a returning reader what it missed, in scope, once, before what is new', async () => {
    const [mine, theirs] = [
      await addSupplier(database.current, { ownerId: 'stf_back' }),
      await addSupplier(database.current, { ownerId: 'stf_other' }),
    ];
    const first = await listen('stf_back;csm;own');
    await tell(mine, 'one');
    await until(() => first.heard.length > 0);
    open.pop()?.abort();
    await tell(theirs, 'secret');
    await tell(mine, 'two');
    const second = await listen('stf_back;csm;own', Number(first.heard[0]?.id));
    await tell(mine, 'three');
    await until(() => second.heard.length >= 2);
    await settle();
    expect(second.heard.map(({ data }) => data.summary)).toEqual(['two', 'three']);
  });

  test('hears an event whose transaction commits after a later one', async () => {
    const supplier = await addSupplier(database.current);
    const { heard } = await listen('stf_a;admin;all');
    let release = () => {};
    const slow = database.current.store.transact(testActor(), async (writer) => {
      await tellUndeclared(writer, 'test.happened', { supplierId: supplier, resource: 'suppliers', summary: 'slow' });
      await new Promise<void>((go) => (release = go));
    });
    await settle();
    await tell(supplier, 'quick');
    await until(() => heard.length > 0);
    release();
    await slow;
    await until(() => heard.length > 1);
    expect(heard.map(({ data }) => data.summary)).toEqual(['quick', 'slow']);
  });

  test('tells of the progress of jobs to those who may see jobs', async () => {
    const [seeing, other] = [await listen('stf_a;admin;all'), await listen('stf_c;csm;all')];
    await database.current.store.transact(testActor(), (writer) => enqueueJob(writer, { name: 'counted', input: {} }));
    await until(() => seeing.heard.length > 0);
    await database.current
      .owner('job_runs')
      .where({ name: 'counted' })
      .update({ progress: JSON.stringify({ done: 2, total: 5 }) });
    await until(() => seeing.heard.some(({ data }) => data.summary === 'counted: 2 of 5'));
    expect(other.heard).toEqual([]);
    // Under the name of events it would stand in a feed in place of the last of them, whose id a browser repeats.
    expect(new Set(seeing.heard.map(({ id, event }) => `${event} ${id}`))).toEqual(new Set(['job null']));
  });

  test('ends when its connection to the database is cut, for rights may have changed meanwhile, and misses nothing', async () => {
    const supplier = await addSupplier(database.current);
    const { heard, done } = await listen('stf_a;admin;all');
    await tell(supplier, 'before');
    await until(() => heard.length > 0);
    await database.current.owner.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wedsync-api-stream' and datname = current_database()`,
    );
    await tell(supplier, 'while away');
    await done;
    const again = await listen('stf_a;admin;all', Number(heard[0]?.id));
    await until(() => again.heard.some(({ data }) => data.summary === 'while away'));
  });

  test('ends when the standing of its reader changes', async () => {
    const { owner } = database.current;
    const people = ['stf_demoted', 'stf_unchanged'];
    for (const id of people) await owner('staff').insert({ id, email: `${id}@x.example`, name: id, roles: ['csm'] });
    const [demoted, other] = await Promise.all(people.map((id) => listen(`${id};csm;own`)));
    let others = 'open';
    void other?.done.then(() => (others = 'ended'));
    await owner('staff')
      .where({ id: 'stf_demoted' })
      .update({ roles: ['auditor'] });
    await demoted?.done;
    expect(others).toBe('open');
  });

  test('one person cannot take all connections', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 13; index += 1) statuses.push((await listen('stf_greedy;csm;own')).response.status);
    expect(statuses.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 200));
    expect(statuses[12]).toBe(429);
  });
});
