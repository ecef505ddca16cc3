import { sendMessage } from '@wedsync/db/delivery';
import { emitEvents } from '@wedsync/db/platform';
import { describe, expect, test } from 'vitest';
import { tellExample, tellUndeclared, testActor } from '../../../../packages/db/test/support/index.ts';
import { signedIn, useStaffApp } from '../access/staff-app.ts';
import { addSupplier } from '../delivery/staff-door.ts';

const app = useStaffApp();
const owner = () => app.database.current.owner;

async function deadJob() {
  const [run] = await owner()('job_runs')
    .insert({ name: 'sync', state: 'dead', attempt: 5, error: 'no answer' })
    .returning('id');
  const [letter] = await owner()('dead_letters')
    .insert({ kind: 'job', source: 'sync', reference: String(run.id), reason: 'no answer', attempts: 5 })
    .returning('id');
  return { runId: String(run.id), letterId: String(letter.id) };
}

describe('a dead letter', () => {
  test('that is run again starts its job afresh', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    const { runId, letterId } = await deadJob();
    expect((await browser.act(`/dead-letters/${letterId}/actions/rerun`)).body.run.state).toBe('succeeded');
    expect((await browser.get(`/job-runs/${runId}`)).body).toMatchObject({ state: 'queued', attempt: 0, error: null });
    expect((await browser.get(`/dead-letters/${letterId}`)).body).toMatchObject({
      state: 'rerun',
      decidedBy: expect.any(String),
    });
    expect((await browser.act(`/dead-letters/${letterId}/actions/rerun`)).status).toBe(409);
  });

  test('about a supplier is seen with that supplier only; one about none is seen by all who read letters', async () => {
    const { current } = app.database;
    const inLeeds = await addSupplier(current, { region: 'Leeds' });
    const inLondon = await addSupplier(current, { region: 'London' });
    const letter = async (reference: string, supplierId: string | null) => {
      const row = { kind: 'message', source: 'email', reference, supplier_id: supplierId, reason: 'r', attempts: 1 };
      const [kept] = await owner()('dead_letters').insert(row).returning('id');
      return String(kept.id);
    };
    const ids = [await letter('m1', inLeeds), await letter('m2', inLondon), await letter('m3', null)];
    const browser = await signedIn(app, { roles: ['support_lead'], regions: ['Leeds'] });
    const seen: { id: string }[] = (await browser.list('dead-letters', { id: ids })).body;
    expect(seen.map(({ id }) => id).toSorted()).toEqual([ids[0], ids[2]].toSorted());
    expect((await browser.get(`/dead-letters/${ids[1]}`)).status).toBe(404);
    expect((await browser.act(`/dead-letters/${ids[1]}/actions/skip`)).status).toBe(404);
  });

  test('shows an address in full only to those who may write to it', async () => {
    const payload = JSON.stringify({ recipient: 'rose@studio.example', subject: 'Hello' });
    const row = { kind: 'message', source: 'email', reference: 'masked', reason: 'r', attempts: 1, payload };
    const [{ id }] = await owner()('dead_letters').insert(row).returning('id');
    const [finance, admin] = [await signedIn(app, { roles: ['finance'] }), await signedIn(app)];
    expect((await finance.get(`/dead-letters/${id}`)).body.payload.recipient).toBe('r•••@studio.example');
    expect((await admin.get(`/dead-letters/${id}`)).body.payload.recipient).toBe('rose@studio.example');
    await signedIn(app, { email: 'rosa@studio.example' });
    const input = { payload: { recipient: 'rosa@studio.example', subject: 'Hello' } };
    const preview = (await finance.post(`/dead-letters/${id}/actions/correct/preview`, { input })).body;
    expect(preview.lines).toHaveLength(1);
    expect(JSON.stringify(preview)).not.toContain('rose@');
  });

  test('that is skipped keeps who decided and why', async () => {
    const browser = await signedIn(app, { roles: ['support_lead'], name: 'Lena' });
    const { letterId } = await deadJob();
    await browser.act(`/dead-letters/${letterId}/actions/skip`);
    expect((await browser.get(`/dead-letters/${letterId}`)).body).toMatchObject({
      state: 'skipped',
      decidedBy: 'Lena',
      decisionReason: 'Looked into it',
    });
  });

  test('of a message sends it again', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    const { store } = app.database.current;
    const id = await store.transact(testActor(), (writer) =>
      sendMessage(writer, {
        channel: 'email',
        template: 't',
        recipient: 'a@b.example',
        supplierId: null,
        subject: 's',
        text: 't',
      }),
    );
    await owner()('messages').where({ id }).update({ state: 'dead', attempt: 3 });
    const [letter] = await owner()('dead_letters')
      .insert({ kind: 'message', source: 'email', reference: id, reason: 'r', attempts: 3 })
      .returning('id');
    await browser.act(`/dead-letters/${letter.id}/actions/rerun`);
    expect((await browser.get(`/messages/${id}`)).body).toMatchObject({ state: 'scheduled', attempt: 0 });
  });

  test('that is corrected runs its job with what was put right, and keeps what failed', async () => {
    const browser = await signedIn(app, { roles: ['admin'], name: 'Ada' });
    const { runId, letterId } = await deadJob();
    const inputSchema = { type: 'object', properties: { day: { type: 'string', format: 'date' } }, required: ['day'] };
    const payload = { input: { day: '2026-02-30' }, inputSchema };
    await owner()('dead_letters')
      .where({ id: letterId })
      .update({ payload: JSON.stringify(payload) });
    const refused = await browser.act(`/dead-letters/${letterId}/actions/correct`, {
      payload: { days: '2026-02-28' },
    });
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([400, ['payload']]);
    const corrected = await browser.act(`/dead-letters/${letterId}/actions/correct`, {
      payload: { day: '2026-02-28' },
    });
    expect(corrected.body.run.state).toBe('succeeded');
    expect((await browser.get(`/job-runs/${runId}`)).body).toMatchObject({
      state: 'queued',
      input: { day: '2026-02-28' },
    });
    expect((await browser.get(`/dead-letters/${letterId}`)).body).toMatchObject({
      state: 'rerun',
      payload,
      correction: { day: '2026-02-28' },
      correctedBy: 'Ada',
    });
    const entry = await owner()('audit_entries').where({ action: 'corrected', resource_id: letterId }).first();
    expect(entry).toMatchObject({
      before: { day: '2026-02-30' },
      after: { day: '2026-02-28' },
      reason: 'Looked into it',
      actor_name: 'Ada',
    });
    const again = await browser.act(`/dead-letters/${letterId}/actions/correct`, { payload: { day: '2026-03-01' } });
    expect(again.status).toBe(409);
  });

  test('of a message is corrected to an address on record for its supplier, which the audit trail does not learn', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    const [wrong, right] = ['rose@stduio.example', 'rose@studio.example'];
    const supplierId = await addSupplier(app.database.current, {});
    const contact = { id: `con_${supplierId}`, supplier_id: supplierId, name: 'Rose', email: right };
    await owner()('contacts').insert(contact);
    const id = await app.database.current.store.transact(testActor(), (writer) =>
      sendMessage(writer, {
        channel: 'email',
        template: 't',
        recipient: wrong,
        supplierId,
        subject: 'Hello',
        text: 't',
      }),
    );
    await owner()('messages').where({ id }).update({ state: 'dead' });
    const [letter] = await owner()('dead_letters')
      .insert({
        kind: 'message',
        source: 'email',
        reference: id,
        supplier_id: supplierId,
        reason: 'r',
        attempts: 3,
        payload: { recipient: wrong, subject: 'Hello', template: 't' },
      })
      .returning('id');
    const correct = (payload: object) => browser.act(`/dead-letters/${letter.id}/actions/correct`, { payload });
    expect((await correct({ recipient: 'rose', subject: 'Hello' })).body.errors.payload).toMatch(/e-mail address/);
    expect((await correct({ recipient: right, subject: 'Hello', html: '<b>' })).status).toBe(400);
    expect((await correct({ recipient: wrong, subject: 'Hello' })).body.errors.payload).toMatch(/Nothing is changed/);
    const stranger = await correct({ recipient: 'mallory@elsewhere.example', subject: 'Hello' });
    expect([stranger.status, stranger.body.errors.payload]).toEqual([400, expect.stringMatching(/not on record/)]);
    expect((await correct({ recipient: right, subject: 'Hello' })).body.run.state).toBe('succeeded');
    expect((await browser.get(`/messages/${id}`)).body).toMatchObject({ state: 'scheduled', recipient: right });
    const leaked = await owner()('audit_entries as e').whereRaw('(e::text like ? or e::text like ?)', [
      `%${wrong}%`,
      `%${right}%`,
    ]);
    expect(leaked).toEqual([]);
    const runs = await owner()('action_runs as r').whereRaw('r::text like ?', [`%${right}%`]);
    expect(runs).toEqual([]);
  });

  test('of what a provider sent is evidence, and cannot be corrected', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    const [letter] = await owner()('dead_letters')
      .insert({ kind: 'provider-event', source: 'stripe', reference: '7', reason: 'r', attempts: 3, payload: { a: 1 } })
      .returning('id');
    const answer = await browser.act(`/dead-letters/${letter.id}/actions/correct`, { payload: { a: 2 } });
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/kept as it came/) } });
    const offers = (await browser.get(`/dead-letters/${letter.id}/actions`)).body;
    expect(offers.find(({ verb }: { verb: string }) => verb === 'correct')).toMatchObject({ allowed: false });
  });

  test('is corrected only by those who may', async () => {
    const { letterId } = await deadJob();
    const auditor = await signedIn(app, { roles: ['auditor'] });
    const answer = await auditor.act(`/dead-letters/${letterId}/actions/correct`, { payload: { a: 2 } });
    expect(answer.status).toBe(403);
  });

  test('is not shown to those who do not run the house', async () => {
    const browser = await signedIn(app, { roles: ['csm'] });
    expect((await browser.list('dead-letters')).status).toBe(403);
    expect((await browser.list('job-runs')).status).toBe(403);
    expect((await browser.list('consumers')).status).toBe(403);
  });
});

describe('a job run', () => {
  test('that is cancelled loses its fence, so its worker can commit nothing more', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    const [run] = await owner()('job_runs')
      .insert({ name: 'x', state: 'running', fence: 4, locked_by: 'w' })
      .returning('id');
    await browser.act(`/job-runs/${run.id}/actions/cancel`);
    expect(await owner()('job_runs').where({ id: run.id }).first()).toMatchObject({
      state: 'cancelled',
      fence: 5,
      locked_by: null,
    });
  });

  test('is found by state', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    await owner()('job_runs').insert({ name: 'findme', state: 'failed' });
    const { body, headers } = await browser.list('job-runs', { q: 'findme', state: ['failed'] });
    expect(body).toMatchObject([
      { name: 'findme', state: 'failed', createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
    ]);
    expect(headers.get('content-range')).toBe('job-runs 0-0/1');
  });

  test('of anybody else is not for those who see only some suppliers', async () => {
    const lead = await signedIn(app, { roles: ['support_lead'], regions: ['London'] });
    const insert = async (requested_by: string) =>
      (await owner()('job_runs').insert({ name: 'looks-far', requested_by }).returning('id'))[0].id;
    const [own, other] = [await insert(lead.staffId), await insert('stf_somebody')];
    const { body, headers } = await lead.list('job-runs', { name: ['looks-far'] });
    expect(body.map(({ id }: { id: string }) => id)).toEqual([String(own)]);
    expect(headers.get('content-range')).toBe('job-runs 0-0/1');
    expect((await lead.get(`/job-runs/${other}`)).status).toBe(404);
    const everywhere = await signedIn(app, { roles: ['support_lead'], regions: ['*'] });
    expect((await everywhere.list('job-runs', { name: ['looks-far'] })).body).toHaveLength(2);
  });

  test('with an id that is no number is simply not there', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    expect((await browser.get(`/job-runs/${encodeURIComponent("1'; drop table job_runs; --")}`)).status).toBe(404);
  });
});

describe('a follower of the event log', () => {
  test('applies its past again from a date, says how much that is first, and wants its name typed', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    await app.database.current.store.transact(testActor(), async (writer) => {
      for (const summary of ['a', 'b', 'c']) await tellUndeclared(writer, 't', { summary });
    });
    const head = (await owner()('success_events').max({ id: 'id' }).first())?.id;
    await owner()('consumer_cursors').insert({
      consumer: 'follower',
      last_id: head,
      replay_words: 'Counts them again.',
    });
    const since = '2020-01-01T00:00:00Z';
    const path = '/consumers/follower/actions/replay';
    const mistyped = await browser.post(`${path}/preview`, { input: { since, confirm: 'followers' } });
    expect(mistyped.body.message).toBe('Type follower to confirm.');
    const input = { since, confirm: 'follower' };
    const preview = await browser.post(`${path}/preview`, { input });
    expect(preview.body.lines).toContainEqual({
      label: 'Events to apply again',
      value: expect.stringMatching(/^[1-9]/),
    });
    expect(preview.body.lines).toContainEqual({ label: 'What it does with them', value: 'Counts them again.' });
    expect((await browser.act(path, input)).body.run.state).toBe('succeeded');
    const { body } = await browser.get('/consumers/follower');
    expect(body).toMatchObject({ lastId: head, lastReplay: { state: 'running', eventsApplied: 0 } });
    expect((await browser.act(path, input)).status).toBe(409);
    expect((await browser.act('/consumers/follower/actions/stop-replay', {})).body.run.state).toBe('succeeded');
    expect((await browser.get('/consumers/follower')).body.lastReplay).toMatchObject({ state: 'stopped' });
  });

  test('that speaks to people outside is not replayed, and says why', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    const why = 'It writes to suppliers.';
    await owner()('consumer_cursors').insert({ consumer: 'speaker', replay: 'refuses', replay_words: why });
    const { body } = await browser.get('/consumers/speaker/actions');
    expect(body).toContainEqual(expect.objectContaining({ verb: 'replay', allowed: false, why }));
    const input = { since: '2020-01-01T00:00:00Z', confirm: 'speaker' };
    expect((await browser.act('/consumers/speaker/actions/replay', input)).body).toMatchObject({
      code: 'replay-refused',
      message: why,
    });
  });

  test('is held and let go by an administrator with a reason, and by nobody else', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    await owner()('consumer_cursors').insert({ consumer: 'held', last_id: 0 });
    expect((await browser.act('/consumers/held/actions/pause', {})).body.run.state).toBe('succeeded');
    expect((await browser.get('/consumers/held')).body.pausedAt).not.toBeNull();
    expect((await browser.act('/consumers/held/actions/pause', {})).body.code).toBe('follower-stays');
    const skipped = await browser.act('/consumers/held/actions/skip-event', {});
    expect(skipped.body.run.state).toBe('succeeded');
    expect((await browser.get('/consumers/held')).body.lastId).toBeGreaterThan(0);
    expect((await browser.act('/consumers/held/actions/resume', {})).body.run.state).toBe('succeeded');
    const auditor = await signedIn(app, { roles: ['auditor'] });
    expect((await auditor.act('/consumers/held/actions/pause', {})).status).toBe(403);
  });
});

test('everybody who looks after the house sees what it tells, to whom, and how often', async () => {
  const browser = await signedIn(app, { roles: ['auditor'] });
  await owner()('consumer_cursors').insert({ consumer: 'reader', types: ['milestone.reached'] });
  await app.database.current.store.transact(testActor(), (writer) => tellExample(writer, 'milestone.reached'));
  const { body } = await browser.get('/operations/events');
  const told = body.find(({ type }: { type: string }) => type === 'milestone.reached');
  expect(told).toMatchObject({ capability: 'success', toldInADay: 1, versions: [{ version: 1 }] });
  expect(told.followers).toContain('reader');
  expect(told.versions[0].fields).toContainEqual({ name: 'day', type: 'integer', optional: false });
  const marketing = await signedIn(app, { roles: ['marketing'] });
  expect((await marketing.get('/operations/events')).status).toBe(403);
});

describe('an event that its schema refuses', () => {
  test('is told to nobody and kept, and told once its facts are put right', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    const said = { supplierId: null, resource: 'plans', resourceId: 'starter', summary: 'Starter, version 2' };
    const told = { ...said, payload: { number: 2 }, occurredAt: new Date() };
    // Facts from outside may be other than their type promises.
    Object.assign(told.payload, { number: 'two' });
    await app.database.current.store.transact(testActor(), (writer) =>
      emitEvents(writer, [{ ...told, type: 'plan.revised' }]),
    );
    const events = () => owner()('success_events').where({ type: 'plan.revised' });
    expect(await events()).toEqual([]);
    expect(await owner()('success_events').where({ type: 'event.refused' })).toHaveLength(1);
    const letter = await owner()('dead_letters').where({ kind: 'refused-event' }).first();
    expect(letter).toMatchObject({ source: 'plan.revised', state: 'open', error_kind: 'schema' });
    const path = `/dead-letters/${letter.id}/actions`;
    expect((await browser.act(`${path}/rerun`)).body.message).toContain('still cannot be told');
    const corrected = await browser.act(`${path}/correct`, { payload: { number: 2 } });
    expect(corrected.body.run?.state).toBe('succeeded');
    expect(await events()).toMatchObject([{ payload: { number: 2 }, version: 1 }]);
    expect(await owner()('dead_letters').where({ id: letter.id }).first()).toMatchObject({ state: 'resolved' });
  });
});
