import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { access } from '../../src/access/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';
import { addSupplier } from './a-supplier.ts';
import { dataProviderOf, listParams } from './data-provider.ts';

const app = useStaffApp({ capabilities: [access, suppliers] });
let csm: Browser & { staffId: string };
let supplierId = '';
let foreignId = '';

beforeAll(async () => {
  csm = await signedIn(app, { roles: ['csm'], name: 'Cara' });
  supplierId = await addSupplier(
    app,
    {
      externalId: 'mine',
      contacts: [{ name: 'Ada', email: 'ada@mine.test', phone: '+44 20 1234 5678', isPrimary: true }],
    },
    { owner_id: csm.staffId },
  );
  foreignId = await addSupplier(app, {
    externalId: 'theirs',
    contacts: [{ name: 'Eve', email: 'eve@theirs.test', isPrimary: true }],
  });
});

const act = (verb: string, id: string, input: unknown) =>
  csm.post(`/tasks/${id}/actions/${verb}`, { input }, { 'idempotency-key': randomUUID() });
const addTask = async (title: string) => (await csm.post('/tasks', { supplierId, title, dueOn: '2026-07-01' })).body;
const openTasks = async () => (await csm.get(`/suppliers/${supplierId}`)).body.openTaskCount;

describe('contacts', () => {
  test('show e-mail and telephone to those who write to them, and masked to others', async () => {
    const marketing = await signedIn(app, { roles: ['marketing'] });
    const mine = await dataProviderOf(csm).getList('contacts', listParams({ supplierId }, 'name'));
    const masked = await dataProviderOf(marketing).getList('contacts', listParams({ supplierId }, 'name'));
    expect(mine.data).toMatchObject([{ email: 'ada@mine.test', phone: '+44 20 1234 5678' }]);
    expect(masked.data).toMatchObject([{ email: 'a•••@mine.test', phone: '••• 78' }]);
  });

  test('of another book do not exist, in the list, by id and for a new one', async () => {
    const { id } = await app.database.current.owner('contacts').where({ supplier_id: foreignId }).first();
    expect((await dataProviderOf(csm).getList('contacts', listParams({}, 'name'))).total).toBe(1);
    expect((await csm.get(`/contacts/${id}`)).status).toBe(404);
    expect((await csm.delete(`/contacts/${id}`)).status).toBe(404);
    expect((await csm.post('/contacts', { supplierId: foreignId, name: 'X', email: 'x@x.test' })).status).toBe(404);
  });

  test('cannot be moved to another supplier', async () => {
    const { body } = await csm.post('/contacts', { supplierId, name: 'Bo', email: 'bo@mine.test' });
    expect((await csm.put(`/contacts/${body.id}`, { ...body, supplierId: foreignId })).status).toBe(400);
  });

  test('are found by their new e-mail after an edit', async () => {
    const { body } = await csm.post('/contacts', { supplierId, name: 'Cy', email: 'cy@mine.test' });
    await csm.put(`/contacts/${body.id}`, { ...body, email: 'changed@elsewhere.test' });
    const { data } = await dataProviderOf(csm).getList('suppliers', listParams({ q: 'changed@else' }));
    expect(data.map((row) => row.id)).toEqual([supplierId]);
  });
});

describe('wedding dates', () => {
  test('move the next wedding of the supplier, past days do not', async () => {
    const next = async () => (await csm.get(`/suppliers/${supplierId}`)).body.nextWeddingOn;
    await csm.post('/wedding-dates', { supplierId, date: '2020-05-05' });
    expect(await next()).toBeNull();
    await csm.post('/wedding-dates', { supplierId, date: '2098-05-05' });
    const { body } = await csm.post('/wedding-dates', { supplierId, date: '2097-05-05', label: 'The Smiths' });
    expect(await next()).toBe('2097-05-05');
    await csm.delete(`/wedding-dates/${body.id}`);
    expect(await next()).toBe('2098-05-05');
  });

  test('the same day twice is refused', async () => {
    await csm.post('/wedding-dates', { supplierId, date: '2090-01-01' });
    expect(await csm.post('/wedding-dates', { supplierId, date: '2090-01-01' })).toMatchObject({
      status: 409,
      body: { code: 'duplicate' },
    });
  });

  test('a day that does not exist is refused at the field', async () => {
    expect(await csm.post('/wedding-dates', { supplierId, date: '2027-02-30' })).toMatchObject({
      status: 400,
      body: { errors: { date: expect.any(String) } },
    });
  });
});

describe('notes', () => {
  test('carry who wrote them, whoever the sender claims to be', async () => {
    const { body, status } = await csm.post('/notes', { supplierId, body: 'Called, all well.', kind: 'call' });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { authorName: 'Cara', authorId: csm.staffId, pinned: false },
    });
    expect((await csm.post('/notes', { supplierId, body: 'x', authorName: 'The boss' })).status).toBe(400);
  });

  test('a block is always pinned, and unpinning lifts it', async () => {
    const { body } = await csm.post('/notes', { supplierId, body: 'Do not write to them.', blocksAutomation: true });
    expect(body).toMatchObject({ pinned: true, blocksAutomation: true });
    const unpinned = await csm.put(`/notes/${body.id}`, { ...body, pinned: false });
    expect(unpinned.body).toMatchObject({ pinned: false, blocksAutomation: false });
  });

  test('stand on the timeline with their text, filtered by kind and by person', async () => {
    await csm.post('/notes', { supplierId, body: 'Findable later.' });
    const entries = (filter: object) =>
      dataProviderOf(csm).getList('timeline-entries', listParams({ supplierId, ...filter }, 'at', 'DESC'));
    expect((await entries({ kind: 'note', actorName: 'Cara' })).data[0]).toMatchObject({
      detail: { body: 'Findable later.' },
    });
    expect((await entries({ kind: 'note', actorName: 'Nobody' })).data).toEqual([]);
    expect((await entries({ kind: 'sign-up' })).data).toMatchObject([{ title: 'Signed up' }]);
  });

  test('the timeline cannot be written from outside', async () => {
    expect(
      (await csm.post('/timeline-entries', { supplierId, title: 'Paid a million' })).status,
    ).toBeGreaterThanOrEqual(400);
  });
});

describe('tasks', () => {
  test('a second open task for the same reason is refused and names the first', async () => {
    await addTask('Call about renewal');
    expect(await csm.post('/tasks', { supplierId, title: 'Call about renewal' })).toMatchObject({
      status: 409,
      body: { code: 'task-already-open' },
    });
  });

  test('completing one closes it, counts it off and tells the timeline', async () => {
    const task = await addTask('Send the guide');
    const before = await openTasks();
    const answer = await act('complete', task.id, { outcome: 'Sent' });
    expect(answer).toMatchObject({ status: 200, body: { run: { state: 'succeeded' } } });
    expect((await csm.get(`/tasks/${task.id}`)).body).toMatchObject({
      status: 'done',
      outcome: 'Sent',
      closedBy: csm.staffId,
    });
    expect(await openTasks()).toBe(before - 1);
    const { data } = await dataProviderOf(csm).getList(
      'timeline-entries',
      listParams({ supplierId, kind: 'task' }, 'at', 'DESC'),
    );
    expect(data[0]).toMatchObject({ title: 'Task done: Send the guide' });
  });

  test('completing twice is refused the second time', async () => {
    const task = await addTask('Once only');
    await act('complete', task.id, {});
    expect(await act('complete', task.id, {})).toMatchObject({ status: 409 });
  });

  test('snoozing into the past or for years is refused at the field', async () => {
    const task = await addTask('Sleep well');
    for (const until of ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z'])
      expect(await act('snooze', task.id, { until })).toMatchObject({
        status: 400,
        body: { errors: { until: expect.any(String) } },
      });
  });

  test('a snoozed task can be reopened, and a closed one too', async () => {
    const task = await addTask('Back again');
    const until = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
    await act('snooze', task.id, { until });
    expect((await csm.get(`/tasks/${task.id}`)).body).toMatchObject({ status: 'snoozed', snoozedUntil: until });
    await act('reopen', task.id, {});
    await act('cancel', task.id, { outcome: 'Not needed' });
    await act('reopen', task.id, {});
    expect((await csm.get(`/tasks/${task.id}`)).body).toMatchObject({
      status: 'open',
      snoozedUntil: null,
      closedAt: null,
    });
  });

  test('the queue is by day, then by urgency, without a day last', async () => {
    const mine = await signedIn(app, { roles: ['csm'] });
    const id = await addSupplier(app, { externalId: 'queue' }, { owner_id: mine.staffId });
    const add = (title: string, priority: string, dueOn: string | null) =>
      mine.post('/tasks', { supplierId: id, title, priority, dueOn });
    await add('someday', 'urgent', null);
    await add('tomorrow', 'low', '2026-07-02');
    await add('today, low', 'low', '2026-07-01');
    await add('today, urgent', 'urgent', '2026-07-01');
    const { data } = await dataProviderOf(mine).getList(
      'tasks',
      listParams({ ownerId: 'me', status: 'open' }, 'queue'),
    );
    expect(data.map((task) => task.title)).toEqual(['today, urgent', 'today, low', 'tomorrow', 'someday']);
  });

  test('of another book do not exist', async () => {
    const admin = await signedIn(app);
    const { body } = await admin.post('/tasks', { supplierId: foreignId, title: 'Theirs' });
    expect((await csm.get(`/tasks/${body.id}`)).status).toBe(404);
    expect((await act('complete', body.id, {})).status).toBe(404);
  });
});

describe('saved views', () => {
  const view = (over: object = {}) => ({
    resource: 'suppliers',
    name: randomUUID().slice(0, 8),
    query: { filter: { healthBand: ['at_risk'] }, sort: ['mrrMinor', 'DESC'] },
    ...over,
  });

  test('are private until shared, and only their owner changes them', async () => {
    const other = await signedIn(app, { roles: ['support'] });
    const { body: secret } = await csm.post('/saved-views', view());
    const { body: shared } = await csm.post('/saved-views', view({ shared: true }));
    expect((await other.get(`/saved-views/${secret.id}`)).status).toBe(404);
    expect((await other.get(`/saved-views/${shared.id}`)).body).toMatchObject({
      staffName: 'Cara',
      query: { filter: { healthBand: ['at_risk'] } },
    });
    expect((await other.put(`/saved-views/${shared.id}`, { ...shared, name: 'Mine now' })).status).toBe(403);
    expect((await other.delete(`/saved-views/${shared.id}`)).status).toBe(403);
    expect((await csm.put(`/saved-views/${shared.id}`, { ...shared, name: 'Better' })).body).toMatchObject({
      name: 'Better',
      version: 2,
    });
  });

  test('remember the columns they show, and forget them when told', async () => {
    const query = { ...view().query, columns: ['businessName', 'mrr', 'tags'] };
    const { body: kept } = await csm.post('/saved-views', view({ query }));
    expect((await csm.get(`/saved-views/${kept.id}`)).body.query.columns).toEqual(['businessName', 'mrr', 'tags']);
    const plain = await csm.put(`/saved-views/${kept.id}`, { ...kept, query: { ...query, columns: null } });
    expect(plain.body.query.columns).toBeNull();
    const tooMany = { ...query, columns: Array.from({ length: 61 }, (_, index) => `c${index}`) };
    expect((await csm.post('/saved-views', view({ query: tooMany }))).status).toBe(400);
  });

  test('the same name twice is refused, and so is a view of 10 kB', async () => {
    const once = view();
    await csm.post('/saved-views', once);
    expect((await csm.post('/saved-views', once)).status).toBe(409);
    expect((await csm.post('/saved-views', view({ query: { filter: { q: 'x'.repeat(10_000) } } }))).status).toBe(400);
  });
});
