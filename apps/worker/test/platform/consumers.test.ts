import {
  ensureCursors,
  nextEventOf,
  pauseConsumer,
  replaySpan,
  resumeConsumer,
  skipEvent,
  startReplay,
  stopReplay,
  type StoredSuccessEvent,
  type Writer,
} from '@wedsync/db/platform';
import { DomainError } from '@wedsync/domain/platform';
import { afterEach, describe, expect, test } from 'vitest';
import { tellUndeclared, testActor, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { startWorker, type Consumer, type Worker } from '../../src/platform/index.ts';
import { applyBatch } from '../../src/platform/consumer-pass.ts';
import { livePlace } from '../../src/platform/consumer-place.ts';
import { eventually, testServices } from '../support/index.ts';

const database = useTestDatabase();
const workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(1_000)));
});

async function follow(...consumers: Consumer[]): Promise<void> {
  const services = testServices(database.current);
  workers.push(await startWorker({ services, capabilities: [{ name: 'test', jobs: [], consumers, drains: [] }] }));
}

const event = (type: string, summary: string, supplierId: string | null = 'sup_1') => ({
  type,
  supplierId,
  resource: 'suppliers',
  resourceId: supplierId ?? 'x',
  summary,
  occurredAt: new Date('2026-06-10T08:00:00Z'),
});

async function tell(writer: Writer, ...events: ReturnType<typeof event>[]) {
  for (const { type, ...about } of events) await tellUndeclared(writer, type, about);
}

function emit(...events: ReturnType<typeof event>[]) {
  return database.current.store.transact(testActor(), (writer) => tell(writer, ...events));
}

/** A consumer that remembers what it was given; `fail` says what to throw for an event. */
function remembering(
  name: string,
  types: readonly string[],
  fail: (event: StoredSuccessEvent) => Error | null = () => null,
) {
  const seen: string[] = [];
  const consumer: Consumer = {
    name,
    description: '',
    types,
    batchSize: 10,
    replay: { kind: 'repeats', does: 'Remembers again.' },
    apply: async (writer, events) => {
      for (const one of events) {
        const error = fail(one);
        if (error !== null) throw error;
        await writer.sql('recompute_marks').insert({ kind: name, supplier_id: one.summary });
      }
      seen.push(...events.map(({ summary }) => summary));
    },
  };
  return {
    consumer,
    seen,
    kept: () =>
      database.current.owner('recompute_marks').where({ kind: name }).orderBy('supplier_id').pluck('supplier_id'),
  };
}

const cursorOf = (consumer: string) => database.current.owner('consumer_cursors').where({ consumer }).first();
const headId = async (): Promise<number> =>
  (await database.current.owner('success_events').max({ id: 'id' }).first())?.id ?? 0;
const upToDate = (consumer: string) =>
  eventually(`${consumer} is up to date`, async () => (await cursorOf(consumer))?.last_id === (await headId()));

describe('a consumer', () => {
  test('gets the events of its types in order, once, soon after they are committed', async () => {
    const { consumer, seen } = remembering('ordered', ['a']);
    await follow(consumer);
    await emit(event('a', '1'), event('b', 'other'), event('a', '2'));
    await emit(event('a', '3'));
    await upToDate('ordered');
    expect(seen).toEqual(['1', '2', '3']);
  });

  test('is run by one worker at a time, however many there are', async () => {
    const { consumer, seen, kept } = remembering('shared', ['s']);
    await follow(consumer);
    await follow(consumer);
    await follow(consumer);
    for (let index = 10; index < 40; index += 1) await emit(event('s', String(index)));
    await upToDate('shared');
    expect(seen).toEqual(Array.from({ length: 30 }, (_one, index) => String(index + 10)));
    expect(await kept()).toHaveLength(30);
  });

  test('does not skip an event whose transaction commits after a later one, and keeps their order', async () => {
    const { consumer, seen } = remembering('patient', ['p']);
    await follow(consumer);
    let release: (() => void) | null = null;
    const slow = database.current.store.transact(testActor(), async (writer) => {
      await tell(writer, event('p', 'first'));
      await new Promise<void>((go) => (release = go));
    });
    const commit = await eventually('the slow transaction has its event', async () => release);
    await emit(event('p', 'second'));
    await new Promise((wake) => setTimeout(wake, 400));
    expect(seen).toEqual([]);
    commit();
    await slow;
    await upToDate('patient');
    expect(seen).toEqual(['first', 'second']);
  });

  test('passes the gap that a rolled back transaction leaves', async () => {
    const { consumer, seen } = remembering('unfazed', ['u']);
    await follow(consumer);
    await database.current.store
      .transact(testActor(), async (writer) => {
        await tell(writer, event('u', 'never'));
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await emit(event('u', 'after'));
    await upToDate('unfazed');
    expect(seen).toEqual(['after']);
  });

  test('that fails does not stop another', async () => {
    const broken = remembering('broken', ['x'], () => new Error('broken'));
    const sound = remembering('sound', ['x']);
    await follow(broken.consumer, sound.consumer);
    await emit(event('x', 'fact'));
    await upToDate('sound');
    expect(sound.seen).toEqual(['fact']);
    expect(
      await eventually(
        'the failure is on record',
        async () => (await cursorOf('broken'))?.failures > 0 && cursorOf('broken'),
      ),
    ).toMatchObject({
      last_error: 'broken',
    });
  });

  test('puts an event that can never succeed aside with the reason, and goes on with the others', async () => {
    const { consumer, kept } = remembering('choosy', ['c'], ({ summary }) =>
      summary === 'poison' ? new DomainError('invalid', 'poison', 'This makes no sense.') : null,
    );
    await follow(consumer);
    await emit(event('c', '1'), event('c', 'poison'), event('c', '2'));
    await upToDate('choosy');
    expect(await kept()).toEqual(['1', '2']);
    expect(await database.current.owner('dead_letters').where({ source: 'choosy' })).toMatchObject([
      { kind: 'consumer-event', state: 'open', reason: 'This makes no sense.', supplier_id: 'sup_1' },
    ]);
  });

  test('puts an event aside that keeps failing, after its tries', async () => {
    const { consumer, kept } = remembering('stubborn', ['t'], ({ summary }) =>
      summary === 'stuck' ? new DomainError('conflict', 'busy', 'busy') : null,
    );
    await follow(consumer);
    await emit(event('t', 'stuck'), event('t', 'fine'));
    await eventually(
      'it gave up on the event',
      async () => {
        await database.current.owner('consumer_cursors').where({ consumer: 'stubborn' }).update({ retry_at: null });
        return (await kept()).includes('fine');
      },
      25_000,
    );
    expect(await database.current.owner('dead_letters').where({ source: 'stubborn' })).toMatchObject([{ attempts: 5 }]);
  });

  test('loses no sound event to a worker that is late to say that the one before it is at fault', async () => {
    const { consumer, kept } = remembering('contested', ['w'], ({ summary }) =>
      summary === 'poison' ? new DomainError('invalid', 'poison', 'This makes no sense.') : null,
    );
    const { store, owner } = database.current;
    await ensureCursors(store, [{ ...consumer, replay: 'repeats', replayWords: '' }]);
    await emit(event('w', 'poison'), event('w', 'sound'));
    const upTo = await headId();
    const pass = { services: testServices(database.current), consumer, upTo, wakeIn: () => undefined };
    const place = livePlace('contested');
    const other = () => applyBatch({ ...pass, place });
    const late = {
      ...place,
      fail: (...failure: Parameters<typeof place.fail>) => other().then(() => place.fail(...failure)),
    };
    await applyBatch({ ...pass, place: late });
    await other();
    expect(await kept()).toEqual(['sound']);
    const letters = await owner('dead_letters').where({ source: 'contested' }).select('payload');
    expect(letters.map(({ payload }) => payload.summary)).toEqual(['poison']);
    expect(await cursorOf('contested')).toMatchObject({ failures: 0, last_id: upTo });
  });

  test('applies an event again when its dead letter is run again', async () => {
    let mended = false;
    const { consumer, kept } = remembering('mended', ['m'], () =>
      mended ? null : new DomainError('invalid', 'no', 'no'),
    );
    await follow(consumer);
    await emit(event('m', 'late'));
    await upToDate('mended');
    mended = true;
    const { owner } = database.current;
    await owner('dead_letters').where({ source: 'mended' }).update({ state: 'rerun' });
    await owner.raw(`notify wedsync_dead_letters`);
    await eventually(
      'the letter is settled',
      async () => (await owner('dead_letters').where({ source: 'mended' }).first())?.state === 'resolved',
    );
    expect(await kept()).toEqual(['late']);
  });

  test('applies a dead event with the facts somebody put right, and leaves the event as it was', async () => {
    const { owner } = database.current;
    const amounts: unknown[] = [];
    await follow({
      ...remembering('corrected', ['misread']).consumer,
      apply: async (_writer, events) => {
        for (const { payload } of events) {
          if (payload?.amount === 'lots') throw new DomainError('invalid', 'bad', 'That is no amount.');
          amounts.push(payload?.amount);
        }
      },
    });
    const misread = { ...event('misread', 'paid'), payload: { amount: 'lots' } };
    await emit(misread);
    await upToDate('corrected');
    const letter = await owner('dead_letters').where({ source: 'corrected' }).first();
    expect(letter.payload).toEqual({ type: 'misread', summary: 'paid', payload: { amount: 'lots' } });
    await owner('dead_letters')
      .where({ id: letter.id })
      .update({ state: 'rerun', correction: { amount: 5 } });
    await owner.raw(`notify wedsync_dead_letters`);
    await eventually(
      'the letter is settled',
      async () => (await owner('dead_letters').where({ id: letter.id }).first())?.state === 'resolved',
    );
    expect(amounts).toEqual([5]);
    const stored = await owner('success_events').where({ id: letter.reference }).first();
    expect(stored.payload).toEqual({ amount: 'lots' });
  });

  test('held by a person waits, and goes on where it stood', async () => {
    const { consumer, seen } = remembering('held', ['h']);
    await follow(consumer);
    await emit(event('h', 'before'));
    await upToDate('held');
    await act((writer) => pauseConsumer(writer, 'held'));
    await emit(event('h', 'during'));
    await new Promise((wake) => setTimeout(wake, 200));
    expect(seen).toEqual(['before']);
    await act((writer) => resumeConsumer(writer, 'held'));
    await upToDate('held');
    expect(seen).toEqual(['before', 'during']);
  });

  test('held by a person has no event to skip that may still have one before it: not before another follower has passed it', async () => {
    const { owner, store } = database.current;
    const { consumer } = remembering('unhurried', ['h']);
    await follow(consumer);
    await act((writer) => pauseConsumer(writer, 'unhurried'));
    await emit(event('h', 'waiting'));
    const next = () => store.read(testActor(), (reader) => nextEventOf(reader, 'unhurried'));
    expect(await next()).toBeUndefined();
    await owner('consumer_cursors').insert({ consumer: 'ahead', last_id: await headId() });
    expect((await next())?.summary).toBe('waiting');
  });

  test('goes on behind an event that a person kept from it, which can be run again', async () => {
    let mended = false;
    const { consumer, seen } = remembering('poisoned', ['v'], ({ summary }) =>
      summary === 'poison' && !mended ? new DomainError('conflict', 'busy', 'Cannot be read.') : null,
    );
    await follow(consumer);
    await emit(event('v', 'poison'), event('v', 'sound'));
    await eventually('it has failed', async () => (await cursorOf('poisoned'))?.failures > 0);
    const next = await database.current.store.read(testActor(), (reader) => nextEventOf(reader, 'poisoned'));
    expect(next?.summary).toBe('poison');
    if (next !== undefined) await act((writer) => skipEvent(writer, 'poisoned', next));
    await upToDate('poisoned');
    expect(seen).toEqual(['sound']);
    const { owner } = database.current;
    const letter = await owner('dead_letters').where({ source: 'poisoned' }).first();
    expect(letter).toMatchObject({ kind: 'consumer-event', state: 'open', error_kind: 'skipped' });
    expect(letter.reason).toContain('Cannot be read.');
    mended = true;
    await owner('dead_letters').where({ id: letter.id }).update({ state: 'rerun' });
    await owner.raw(`notify wedsync_dead_letters`);
    await eventually('it is applied after all', async () => seen.includes('poison'));
  });
});

const act = (work: (writer: Writer) => Promise<unknown>) => database.current.store.transact(testActor(), work);

async function replay(consumer: string, since: Date): Promise<string> {
  const id = testUuids.next();
  await act(async (writer) => {
    const span = await replaySpan(writer, consumer, since);
    if (span !== null) await startReplay(writer, { ...span, id, consumer, since, reason: null });
  });
  return id;
}

const replayOf = (id: string) => database.current.owner('consumer_replays').where({ id }).first();
const ended = (id: string) => eventually('the replay is over', async () => (await replayOf(id))?.state !== 'running');

describe('a replay', () => {
  test('applies everything since a date again, up to where the consumer stood, and leaves its live place alone', async () => {
    const { consumer } = remembering('replayed', ['r']);
    const seen: string[] = [];
    await follow({
      ...consumer,
      apply: async (_writer, events) => void seen.push(...events.map(({ summary }) => summary)),
    });
    await emit(event('r', 'old'));
    await upToDate('replayed');
    await new Promise((wake) => setTimeout(wake, 20));
    const since = new Date();
    await emit(event('r', 'new'), event('other', 'of no concern'));
    await upToDate('replayed');
    const { last_id: before } = await cursorOf('replayed');
    const id = await replay('replayed', since);
    await ended(id);
    expect(seen).toEqual(['old', 'new', 'new']);
    expect(await replayOf(id)).toMatchObject({ state: 'done', events_total: 1, events_applied: 1 });
    expect(await cursorOf('replayed')).toMatchObject({ last_id: before });
  });

  test('that fails holds up neither live events nor another replay, and puts aside what cannot be applied', async () => {
    let broken = false;
    const { consumer } = remembering('fragile', ['f']);
    const seen: string[] = [];
    const note = (events: readonly StoredSuccessEvent[]) => seen.push(...events.map(({ summary }) => summary));
    const failing: Consumer = {
      ...consumer,
      apply: async (_writer, events) => {
        if (broken && events.some(({ summary }) => summary === 'past')) throw new DomainError('invalid', 'no', 'No.');
        note(events);
      },
    };
    await follow(failing, { ...failing, name: 'steady', apply: async (_writer, events) => void note(events) });
    await emit(event('f', 'past'));
    await upToDate('fragile');
    await upToDate('steady');
    broken = true;
    const [first, second] = [await replay('fragile', new Date(0)), await replay('steady', new Date(0))];
    await emit(event('f', 'present'));
    await ended(first);
    await ended(second);
    await upToDate('fragile');
    expect(seen.filter((summary) => summary === 'present')).toHaveLength(2);
    expect(await database.current.owner('dead_letters').where({ source: 'fragile' })).toMatchObject([
      { kind: 'consumer-event', state: 'open', reason: 'No.' },
    ]);
  });

  test('stops when it is told to, and a second one of the same consumer waits its turn', async () => {
    const { consumer } = remembering('endless', ['e']);
    let slow = false;
    await follow({
      ...consumer,
      batchSize: 1,
      apply: async () => void (slow ? await new Promise((go) => setTimeout(go, 100)) : null),
    });
    await emit(...Array.from({ length: 30 }, (_one, index) => event('e', String(index))));
    await upToDate('endless');
    slow = true;
    const id = await replay('endless', new Date(0));
    const refused = await replay('endless', new Date(0));
    expect(await replayOf(refused)).toBeUndefined();
    await eventually('it has begun', async () => (await replayOf(id))?.events_applied > 0);
    await act((writer) => stopReplay(writer, 'endless'));
    const { events_applied: applied } = await replayOf(id);
    await new Promise((wake) => setTimeout(wake, 250));
    const after = await replayOf(id);
    expect(after).toMatchObject({ state: 'stopped' });
    expect(after.events_applied).toBeLessThanOrEqual(applied + 1);
  });
});
