import { findMalformedEvent, linkWaitingEvents, listMalformedEvents } from '@wedsync/db/connectors';
import { malformedEventLimits } from '@wedsync/domain/connectors';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testActor, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { anEvent, startIngestApp, type IngestApp } from './ingest-app.ts';

const database = useTestDatabase();
let app: IngestApp;

beforeAll(async () => {
  app = await startIngestApp(database.current);
});
afterAll(() => app.close());

beforeEach(async () => {
  await database.current.owner.raw(
    `truncate product_events, product_event_ids, product_event_strangers, product_event_stranger_days, product_event_allowances, product_event_dead_letters, usage_daily, recompute_marks, product_event_replays`,
  );
  await database.current.owner.raw(`delete from suppliers; delete from intake_refusals`);
  await addSupplier('sup_1', 'WS-1');
});

function addSupplier(id: string, externalId: string) {
  return database.current.owner('suppliers').insert({
    id,
    external_id: externalId,
    business_name: externalId,
    vendor_type: 'photographer',
    region: 'London',
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: '2025-01-01T00:00:00Z',
  });
}

const usage = () =>
  database.current.owner('usage_daily').select('name', 'day', 'feature', 'count').orderBy(['name', 'day', 'feature']);

describe('keeping events', () => {
  test('an event is kept with when it happened and when it was known, and counted on its day', async () => {
    expect(await app.post({ events: [anEvent({ id: 'e1' })] })).toMatchObject({
      status: 202,
      body: { accepted: 1, duplicates: 0, rejected: [] },
    });
    const [row] = await database.current.owner('product_events');
    expect(row).toMatchObject({ id: 'e1', supplier_id: 'sup_1' });
    expect(row.occurred_at.toISOString()).toBe('2026-06-10T09:00:00.000Z');
    expect(row.known_at.toISOString()).toBe('2026-06-10T12:00:00.000Z');
    expect(await usage()).toEqual([{ name: 'login', day: '2026-06-10', feature: '', count: 1 }]);
  });

  test('an event late on a summer evening counts on the day it was in London', async () => {
    await app.post({ events: [anEvent({ occurredAt: '2026-06-09T23:30:00Z' })] });
    expect(await usage()).toMatchObject([{ day: '2026-06-10' }]);
  });

  test('the same id counts once, in one batch, in two, and with another time', async () => {
    const one = anEvent({ id: 'same' });
    expect((await app.post({ events: [one, one] })).body).toMatchObject({ accepted: 1, duplicates: 1 });
    expect((await app.post({ events: [{ ...one, occurredAt: '2026-04-01T09:00:00Z' }] })).body).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
    expect(await usage()).toMatchObject([{ count: 1 }]);
  });

  test('two overlapping batches at once keep each event once', async () => {
    const events = Array.from({ length: 200 }, (_, n) => anEvent({ id: `both-${n}` }));
    const answers = await Promise.all([app.post({ events }), app.post({ events: events.toReversed() })]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(200);
    expect(await usage()).toMatchObject([{ count: 200 }]);
  });

  test('the order of arrival leaves no trace in the counts', async () => {
    const events = Array.from({ length: 40 }, (_, n) =>
      anEvent({
        id: `r${n}`,
        name: n % 2 === 0 ? 'enquiry.answered' : 'feature.used',
        occurredAt: new Date(Date.UTC(2026, 4, 1 + (n % 9), n % 24)).toISOString(),
        properties: n % 2 === 0 ? { responseMinutes: n / 3 } : { feature: `f${n % 3}` },
      }),
    );
    await app.post({ events });
    const forwards = await database.current.owner('usage_daily').orderBy(['name', 'day', 'feature']);
    await database.current.owner.raw('truncate product_events, product_event_ids, usage_daily');
    for (const event of events.toReversed()) await app.post({ events: [event] });
    expect(await database.current.owner('usage_daily').orderBy(['name', 'day', 'feature'])).toEqual(forwards);
  });

  test('events of many months get a partition each', async () => {
    await app.post({
      events: [anEvent({ occurredAt: '2024-08-31T23:59:59Z' }), anEvent({ occurredAt: '2024-09-01T00:00:00Z' })],
    });
    const parts = await database.current.owner.raw(
      `select tableoid::regclass::text as part from product_events order by 1`,
    );
    expect(parts.rows).toEqual([{ part: 'product_events_202408' }, { part: 'product_events_202409' }]);
  });

  test('what the default partition caught moves when its month is made', async () => {
    const { owner } = database.current;
    await owner('product_events').insert({
      id: 'early',
      supplier_external_id: 'x',
      name: 'login',
      occurred_at: '2031-02-03T00:00:00Z',
    });
    await owner.raw(`select ensure_month_partition('product_events', '2031-02-01')`);
    const parts = await owner.raw(`select tableoid::regclass::text as part from product_events where id = 'early'`);
    expect(parts.rows).toEqual([{ part: 'product_events_203102' }]);
  });

  test('news marks the supplier for a fresh score, history for its past', async () => {
    await app.post({ events: [anEvent(), anEvent(), anEvent({ occurredAt: '2026-01-01T00:00:00Z' })] });
    expect(await database.current.owner('recompute_marks').select('kind', 'supplier_id')).toEqual([
      { kind: 'health', supplier_id: 'sup_1' },
    ]);
    expect(await database.current.owner('product_event_replays').select('supplier_id')).toEqual([
      { supplier_id: 'sup_1' },
    ]);
  });
});

describe('suppliers not met yet', () => {
  test('their events wait and are counted once when the supplier arrives', async () => {
    await app.post({
      events: [
        anEvent({ supplierExternalId: 'WS-9' }),
        anEvent({ supplierExternalId: 'WS-9', name: 'feature.used', properties: { feature: ' gallery ' } }),
      ],
    });
    expect(await usage()).toEqual([]);
    await addSupplier('sup_9', 'WS-9');
    const link = () => database.current.store.transact(testActor(), (writer) => linkWaitingEvents(writer, new Date()));
    expect(await link()).toEqual(['sup_9']);
    expect(await link()).toEqual([]);
    expect(await usage()).toEqual([
      { name: 'feature.used', day: '2026-06-10', feature: 'gallery', count: 1 },
      { name: 'login', day: '2026-06-10', feature: '', count: 1 },
    ]);
    expect(await database.current.owner('product_events').whereNull('supplier_id')).toEqual([]);
  });
});

describe('bad input', () => {
  const refused: [string, unknown][] = [
    ['no object', 'hello'],
    ['null', null],
    ['an unknown name', anEvent({ name: '__proto__' })],
    ['a NUL in the id', anEvent({ id: 'a\u0000b' })],
    ['half a surrogate pair in a property', anEvent({ properties: { note: '\ud800' } })],
    ['a field nobody knows', anEvent({ supplierId: 'sup_1' })],
    ['a time that is none', anEvent({ occurredAt: 'yesterday' })],
    ['the future', anEvent({ occurredAt: '2026-06-10T12:20:00Z' })],
    ['a distant past', anEvent({ occurredAt: '1999-01-01T00:00:00Z' })],
    ['nested properties', anEvent({ properties: { a: { b: 1 } } })],
    ['NUL in the name of a property', anEvent({ properties: { 'a\u0000b': { nested: 1 } } })],
    ['NUL in a field nobody knows', anEvent({ 'a\u0000b': 1 })],
    [
      'a property whose name ends in half an emoji where it is cut',
      anEvent({ properties: { [`${'x'.repeat(188)}💐`]: 1 } }),
    ],
    ['an absurd number of minutes', anEvent({ name: 'enquiry.answered', properties: { responseMinutes: -1 } })],
    ['a feature without a name', anEvent({ name: 'feature.used' })],
    ['a megabyte of name', anEvent({ name: 'x'.repeat(1_000_000) })],
  ];

  test.each(refused)('%s is set aside with its reason and costs its neighbours nothing', async (_what, bad) => {
    const answer = await app.post({ events: [anEvent(), bad, anEvent()] });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 2, rejected: [{ index: 1 }] } });
    const letters = await database.current.owner('product_event_dead_letters');
    expect(letters).toHaveLength(1);
    expect(Object.keys(letters[0].reason)).toHaveLength(1);
  });

  test('a bad event sent again is counted, not kept again', async () => {
    await app.post({ events: [{ id: 1 }] });
    await app.post({ events: [{ id: 1 }, { id: 1 }] });
    expect(await database.current.owner('product_event_dead_letters').select('times')).toEqual([{ times: 3 }]);
  });

  test('is listed by what is wrong with it; a flood is counted and leaves few examples, of as many faults as there are', async () => {
    const { owner, store } = database.current;
    const nameless = Array.from({ length: 300 }, (_, n) => anEvent({ id: `n${n}`, name: `nobody-${n}` }));
    await app.post({ events: [...nameless, anEvent({ occurredAt: 'soon' }), anEvent({ occurredAt: 'soon' })] });
    const faults = await store.read(testActor(), (reader) =>
      listMalformedEvents(reader, { sort: { field: 'times', order: 'DESC' }, offset: 0, limit: 25, filter: {} }),
    );
    expect(faults.rows.map(({ errors, times }) => [Object.keys(errors), times])).toEqual([
      [['name'], malformedEventLimits.keptOfOneFault],
      [['occurredAt'], 2],
    ]);
    // What other tests were refused may be counted meanwhile.
    const counted = async () =>
      (await owner('intake_refusals').where({ provider: 'host', reason: 'name' }).first())?.refused;
    await expect.poll(counted, { timeout: 3_000 }).toBeGreaterThanOrEqual(300);
    for (let turn = 0; turn < 20; turn += 1)
      await app.post({ events: Array.from({ length: 9 }, (_, n) => ({ id: turn, [`key${turn}-${n}`]: n })) });
    expect(await owner('product_event_dead_letters')).toHaveLength(malformedEventLimits.keptPerHour);
    const [fault] = faults.rows;
    const shown = await store.read(testActor(), (reader) => findMalformedEvent(reader, fault?.id ?? ''));
    expect(shown?.examples).toHaveLength(5);
  });

  test.each([
    ['no token', 401, { events: [] }, { authorization: '' }],
    ['a wrong token', 401, { events: [] }, { authorization: 'Bearer nope' }],
    ['broken JSON', 400, '{"events": [', {}],
    ['no events', 400, { event: [] }, {}],
    ['more events than a request holds', 400, { events: Array(1_001).fill(null) }, {}],
    ['a body that is too large', 413, { events: ['x'.repeat(2_100_000)] }, {}],
    ['arrays nested a hundred thousand deep', 202, `{"events": [${'['.repeat(50_000)}${']'.repeat(50_000)}]}`, {}],
  ])('%s is answered %i', async (_what, status, body, headers) => {
    expect((await app.post(body, headers)).status).toBe(status);
  });
});

describe('limits', () => {
  test('events above the hourly limit of a supplier are refused, and others are not touched', async () => {
    const many = Array.from({ length: 1_000 }, () => anEvent());
    expect((await app.post({ events: many })).body.accepted).toBe(1_000);
    const answer = await app.post({ events: [anEvent(), anEvent({ supplierExternalId: 'WS-2' })] });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1, rejected: [{ index: 0 }] } });
  });

  test('a request with nothing but refused events is told when to come back, and then succeeds', async () => {
    await app.post({ events: Array.from({ length: 1_000 }, () => anEvent()) });
    const late = anEvent();
    const answer = await app.post({ events: [late] });
    expect(answer).toMatchObject({ status: 429, retryAfter: '4', body: { code: 'too-many-events' } });
    app.clock.advanceMs(4_000);
    expect((await app.post({ events: [late] })).body.accepted).toBe(1);
  });

  test('a repeated delivery does not eat into the limit', async () => {
    const many = Array.from({ length: 600 }, () => anEvent());
    await app.post({ events: many });
    await app.post({ events: many });
    expect((await app.post({ events: Array.from({ length: 400 }, () => anEvent()) })).body.accepted).toBe(400);
  });

  test('history is not limited by the hour it arrives in', async () => {
    const old = (n: number) => anEvent({ occurredAt: new Date(Date.UTC(2026, 0, 1 + (n % 100))).toISOString() });
    for (let turn = 0; turn < 3; turn += 1)
      expect((await app.post({ events: Array.from({ length: 1_000 }, (_, n) => old(n)) })).body.accepted).toBe(1_000);
  });

  test.each([
    ['a supplier', 'WS-1'],
    ['somebody not met yet', 'WS-9'],
  ])(
    'a day of %s in the past is full at some point, whatever the events are called',
    async (_who, supplierExternalId) => {
      const small = await startIngestApp(database.current, { INGEST_EVENTS_PER_HOUR: '10' });
      const history = (name: string) =>
        Array.from({ length: 100 }, () => anEvent({ supplierExternalId, name, occurredAt: '2026-01-05T12:00:00Z' }));
      const accepted: number[] = [];
      for (const name of ['login', 'gallery.published', 'contract.sent'])
        accepted.push((await small.post({ events: history(name) })).body.accepted);
      await small.close();
      expect(accepted).toEqual([100, 100, 40]);
    },
  );
});
