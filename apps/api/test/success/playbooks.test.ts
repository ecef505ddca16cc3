import { randomUUID } from 'node:crypto';
import { queueMessage } from '@wedsync/db/delivery';
import { admitSupplier, livePlaybooks, playbookPolicy, proposeCandidates } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { playbookDryRunSchema, playbookResultsSchema, usualPolicy } from '@wedsync/domain/success';
import { beforeAll, describe, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { tellExample, testUuids } from '../../../../packages/db/test/support/index.ts';
import { access } from '../../src/access/index.ts';
import { delivery } from '../../src/delivery/index.ts';
import { success } from '../../src/success/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, suppliers, delivery, success] });
const owner = () => app.database.current.owner;
const actor = systemActor('test', 'req_test');

const draft = {
  trigger: { kind: 'event', event: 'health.dropped_to_at_risk' },
  who: null,
  purpose: 'success',
  steps: [{ id: 'call', kind: 'task', title: 'Ring them', priority: 'high', dueInDays: 1 }],
  goal: { withinDays: 30, event: 'subscription.changed', times: 1 },
  exit: { onReply: true, onPayment: false, rule: null },
  coolDownDays: 30,
  maxEntries: null,
  maxRunning: 100,
  holdoutPercent: 0,
  priority: 50,
  approveBeforeSend: false,
  endsOn: null,
};

let manager: Browser;
let admin: Browser;

beforeAll(async () => {
  manager = await signedIn(app, { roles: ['cs_manager'], name: 'Mara' });
  admin = await signedIn(app, { roles: ['admin'], name: 'Ada' });
  await addSupplier(owner(), 'sup_1', { region: 'London' });
  await addSupplier(owner(), 'sup_2', { region: 'Scotland' });
  await addSupplier(owner(), 'sup_3', { region: 'Scotland' });
  await owner()('notes').insert({
    id: 'note_1',
    supplier_id: 'sup_2',
    kind: 'general',
    body: 'Grieving: leave them alone',
    pinned: true,
    blocks_automation: true,
    author_id: 'stf_x',
    author_name: 'X',
  });
  await app.database.current.store.transact(actor, async (writer) => {
    for (const supplierId of ['sup_1', 'sup_2'])
      await tellExample(writer, 'health.dropped_to_at_risk', { supplierId, occurredAt: app.clock.now() });
  });
});

const act = (browser: Browser, path: string, verb: string, reason = 'Agreed in the meeting') =>
  browser.post(`/${path}/actions/${verb}`, { input: {}, reason }, { 'idempotency-key': randomUUID() });
let named = 0;
async function aPlaybook(over: object = {}) {
  named += 1;
  const answer = await manager.post('/playbooks', { name: `Playbook ${named}`, draft: { ...draft, ...over } });
  expect(answer.status).toBe(201);
  return answer.body;
}
async function approve(browser: Browser, runId: string) {
  const approval = await owner()('approvals').where({ run_id: runId }).first();
  return act(browser, `approvals/${approval.id}`, 'approve');
}
async function published(over: object = {}): Promise<string> {
  const { id } = await aPlaybook(over);
  await approve(admin, (await act(manager, `playbooks/${id}`, 'publish')).body.run.id);
  return id;
}
/** The trigger fires for a supplier, who is let in. */
const enters = (playbookId: string, supplierId: string) =>
  app.database.current.store.transact(actor, async (writer) => {
    const now = app.clock.now();
    await proposeCandidates(writer, [{ playbookId, supplierId, cause: randomUUID() }], now);
    const [playbooks, policy] = [await livePlaybooks(writer), await playbookPolicy(writer)];
    await admitSupplier(writer, supplierId, { playbooks, policy, now, uuids: testUuids });
  });

describe('a playbook', () => {
  test('goes live when a second person agrees, never by one alone', async () => {
    const { id } = await aPlaybook();
    const asked = await act(manager, `playbooks/${id}`, 'publish');
    expect(asked.body.run.state).toBe('awaiting_approval');
    expect((await manager.get(`/playbooks/${id}`)).body).toMatchObject({ state: 'draft', liveVersion: null });
    expect((await approve(manager, asked.body.run.id)).status).toBe(403);
    await approve(admin, asked.body.run.id);
    expect((await manager.get(`/playbooks/${id}`)).body).toMatchObject({
      state: 'live',
      liveVersion: 1,
      edited: false,
    });
  });

  test('that was edited after it was asked for is not what was agreed to', async () => {
    const { id, ...playbook } = await aPlaybook();
    const asked = await act(manager, `playbooks/${id}`, 'publish');
    await manager.put(`/playbooks/${id}`, { ...playbook, id, draft: { ...draft, coolDownDays: 1 } });
    await approve(admin, asked.body.run.id);
    expect((await manager.get(`/playbooks/${id}`)).body).toMatchObject({ state: 'draft', liveVersion: null });
  });

  test('tells what runs beside what is being edited', async () => {
    const id = await published();
    const { id: _id, ...playbook } = (await manager.get(`/playbooks/${id}`)).body;
    await manager.put(`/playbooks/${id}`, { ...playbook, id, draft: { ...draft, coolDownDays: 1 } });
    expect((await manager.get(`/playbooks/${id}`)).body).toMatchObject({
      edited: true,
      live: { coolDownDays: draft.coolDownDays },
      draft: { coolDownDays: 1 },
    });
  });

  test('is not published while it names a template that nobody published', async () => {
    const steps = [{ id: 'mail', kind: 'message', channel: 'email', template: 'Nowhere' }];
    const { id } = await aPlaybook({ steps });
    const refused = await act(manager, `playbooks/${id}`, 'publish');
    expect([refused.status, refused.body.code]).toEqual([409, 'playbook-stays']);
    expect(refused.body.message).toContain('Nowhere');
  });

  test.each([
    { trigger: { kind: 'event', event: 'sign.in' } },
    { goal: { withinDays: 30, event: 'sign.in', times: 1 } },
    { steps: [{ id: 'back', kind: 'wait_for', event: 'sign.in', hours: 24 }] },
  ])('is not published while it waits for what never happens: %j', async (over) => {
    const { id } = await aPlaybook(over);
    const refused = await act(manager, `playbooks/${id}`, 'publish');
    expect([refused.status, refused.body.message]).toEqual([409, 'Nothing called sign.in ever happens.']);
  });

  test('has the product events told that set it going while it is live, and considers whom they happened to', async () => {
    const { id } = await aPlaybook({ trigger: { kind: 'event', event: 'form.submitted' } });
    await owner()('usage_daily').insert({
      supplier_id: 'sup_1',
      name: 'form.submitted',
      day: app.clock.now(),
      count: 1,
      last_at: app.clock.now(),
    });
    const dryRun = await manager.get(`/playbooks/${id}/dry-run`);
    expect(playbookDryRunSchema.parse(dryRun.body)).toMatchObject({ considered: 1, entrants: 1 });
    const followed = () => owner()('followed_product_events').pluck('name');
    await approve(admin, (await act(manager, `playbooks/${id}`, 'publish')).body.run.id);
    expect(await followed()).toEqual(['form.submitted']);
    await act(manager, `playbooks/${id}`, 'archive');
    expect(await followed()).toEqual([]);
  });

  test('is changed by nobody who saw an older one, and by nobody whose role does not include it', async () => {
    const { id, ...playbook } = await aPlaybook();
    await manager.put(`/playbooks/${id}`, { ...playbook, id, description: 'First' });
    expect((await manager.put(`/playbooks/${id}`, { ...playbook, id, description: 'Second' })).body.code).toBe(
      'stale-version',
    );
    const support = await signedIn(app, { roles: ['support'] });
    expect((await support.post('/playbooks', { name: 'Mine', draft })).status).toBe(403);
    expect((await act(support, `playbooks/${id}`, 'publish')).status).toBe(403);
  });

  test('that is hostile is refused at the field, not by a stack that runs out', async () => {
    type Nest = { id: string; kind: string; when: object; yes: unknown[]; no: unknown[] };
    let nest: Nest = { id: 'a', kind: 'branch', when: { engagedWith: 'b' }, yes: [], no: [] };
    for (let depth = 0; depth < 400; depth += 1) nest = { ...nest, id: `a${depth}`, yes: [nest] };
    const hostile = [
      { steps: [nest] },
      { steps: [] },
      { trigger: { kind: 'schedule', every: 'day', hour: 9 } },
      { who: { field: 'password_hash', operator: 'is', value: 'x' } },
      { holdoutPercent: 90 },
      { extra: 1 },
    ];
    for (const over of hostile) {
      const answer = await manager.post('/playbooks', { name: 'Hostile', draft: { ...draft, ...over } });
      expect(answer.status).toBe(400);
      expect(Object.keys(answer.body.errors).every((field) => field.startsWith('draft'))).toBe(true);
    }
  });

  test('takes back the waiting and ends for everybody when it is archived', async () => {
    const id = await published();
    await enters(id, 'sup_3');
    expect((await manager.get(`/playbooks/${id}`)).body.running).toBe(1);
    await act(manager, `playbooks/${id}`, 'archive');
    const filter = encodeURIComponent(JSON.stringify({ playbookId: id }));
    const { body } = await manager.get(`/enrolments?filter=${filter}`);
    expect(body).toMatchObject([{ state: 'cancelled', businessName: expect.any(String) }]);
  });

  test('is not ended by somebody who sees only some of those in it', async () => {
    const id = await published();
    const scoped = await signedIn(app, { roles: ['cs_manager'], regions: ['Scotland'] });
    expect((await act(scoped, `playbooks/${id}`, 'archive')).body.detail).toContain('beyond those you see');
    expect((await manager.get(`/playbooks/${id}`)).body.state).toBe('live');
  });

  test('lets one supplier out, who is judged like the others once the days to its goal have passed', async () => {
    const id = await published();
    await enters(id, 'sup_3');
    const filter = encodeURIComponent(JSON.stringify({ playbookId: id }));
    const [enrolment] = (await manager.get(`/enrolments?filter=${filter}`)).body;
    await act(manager, `enrolments/${enrolment.id}`, 'exit', 'They asked');
    expect((await manager.get(`/enrolments/${enrolment.id}`)).body).toMatchObject({
      state: 'exited',
      endReason: 'Mara took them out: They asked',
    });
    const results = playbookResultsSchema.parse((await manager.get(`/playbooks/${id}/results`)).body);
    expect(results.arms).toEqual([{ arm: 'treated', entered: 1, judged: 0, metGoal: 0 }]);
  });
});

describe('a message that awaits approval', () => {
  test('is decided by those whose role includes it, many in one call, and never twice', async () => {
    const id = await published();
    await enters(id, 'sup_3');
    const enrolment = await owner()('playbook_enrolments').where({ playbook_id: id }).first();
    const content = { subject: 'Hello', text: 'Hello', html: null, link: null, segments: null, template: 'Hello' };
    await app.database.current.store.transact(actor, async (writer) => {
      const message = { supplierId: 'sup_3', channel: 'in_app', purpose: 'success', content, proposed: true } as const;
      const source = { kind: 'playbook', id: `${enrolment.id}:hello` };
      const { messageId } = await queueMessage(writer, { ...message, source }, { now: app.clock.now() });
      await writer.sql('interventions').insert({
        id: 'itv_1',
        enrolment_id: enrolment.id,
        step: 'hello',
        playbook_id: id,
        supplier_id: 'sup_3',
        kind: 'in_app',
        state: 'awaiting_approval',
        title: 'Hello',
        outcome_id: messageId,
        proposed_at: app.clock.now(),
      });
    });
    const support = await signedIn(app, { roles: ['support'] });
    expect((await act(support, 'interventions/itv_1', 'approve')).status).toBe(403);
    const many = { resource: 'interventions', ids: ['itv_1'], input: {}, reason: 'Wrong tone' };
    const decided = await manager.post('/actions/reject', many, { 'idempotency-key': randomUUID() });
    expect(decided.body.succeeded).toMatchObject([{ id: 'itv_1', words: 'It is never sent.' }]);
    expect((await manager.get('/interventions/itv_1')).body).toMatchObject({
      state: 'cancelled',
      decidedByName: 'Mara',
      why: 'Mara rejected it.',
    });
    expect((await act(manager, 'interventions/itv_1', 'approve')).body.code).toBe('playbook-stays');
    await act(manager, `playbooks/${id}`, 'archive');
  });
});

describe('a dry run', () => {
  test('tells who would enter and who not and why, and writes nothing', async () => {
    const { id } = await aPlaybook();
    const before = await owner()('audit_entries').count({ n: '*' }).first();
    const run = playbookDryRunSchema.parse((await manager.get(`/playbooks/${id}/dry-run`)).body);
    expect(run).toMatchObject({ considered: 2, entrants: 1, heldOut: 0 });
    expect(run.suppressed).toEqual([{ reason: 'blocked_by_note', suppliers: 1 }]);
    expect(await owner()('audit_entries').count({ n: '*' }).first()).toEqual(before);
    expect(await owner()('playbook_candidates').where({ playbook_id: id })).toEqual([]);
  });

  test('of what is being typed holds out as entering would', async () => {
    const typed = { ...draft, trigger: { kind: 'schedule', every: 'day', hour: 9, on: 1 }, holdoutPercent: 50 };
    const who = { field: 'region', operator: 'isAnyOf', value: ['Scotland', 'London'] };
    const { body, status } = await manager.post('/playbook-dry-runs', { playbookId: null, draft: { ...typed, who } });
    expect([status, body.considered]).toEqual([200, 3]);
    expect(body.entrants + body.heldOut).toBe(2);
  });

  test('counts nobody outside the scope of who asks', async () => {
    const { id } = await aPlaybook();
    const scoped = await signedIn(app, { roles: ['support'], regions: ['Scotland'] });
    expect((await scoped.get(`/playbooks/${id}/dry-run`)).body).toMatchObject({ considered: 1, entrants: 0 });
  });
});

describe('what holds for all playbooks', () => {
  test('is changed by version, and stopped only with a reason', async () => {
    const { body } = await manager.get('/playbook-policy/all');
    expect(body.policy).toEqual(usualPolicy);
    const changed = await manager.put('/playbook-policy/all', { ...body, policy: { ...usualPolicy, quietFrom: 19 } });
    expect(changed.body.policy.quietFrom).toBe(19);
    expect((await manager.put('/playbook-policy/all', { ...body, policy: usualPolicy })).body.code).toBe(
      'stale-version',
    );
    const silently = { ...changed.body, policy: { ...changed.body.policy, stopped: true } };
    expect((await manager.put('/playbook-policy/all', silently)).status).toBe(400);
    expect((await act(manager, 'playbook-policy/all', 'stop-all', '')).status).toBe(400);
    await act(manager, 'playbook-policy/all', 'stop-all', 'Wrong template');
    expect((await manager.get('/playbook-policy/all')).body.policy).toMatchObject({ stopped: true, quietFrom: 19 });
    await act(manager, 'playbook-policy/all', 'start-all');
  });
});

test('a segment that sets a playbook going is not deleted from under it', async () => {
  const rule = { field: 'region', operator: 'isAnyOf', value: ['London'] };
  const segment = (await manager.post('/segments', { name: 'Londoners', rule })).body;
  await aPlaybook({ trigger: { kind: 'segment', segmentId: segment.id } });
  expect((await manager.delete(`/segments/${segment.id}`)).body.code).toBe('segment-in-use');
});

describe('what two people agreed to', () => {
  const words = (body: string) => ({ channel: 'email', purpose: 'success', subject: 'Hello', body });
  const stateOf = async (browser: Browser, path: string, verb: string, input: object = {}) => {
    const answer = await browser.post(
      `/${path}/actions/${verb}`,
      { input, reason: 'Needed' },
      { 'idempotency-key': randomUUID() },
    );
    return { status: answer.status, run: answer.body.run, code: answer.body.code, message: answer.body.message };
  };
  async function aTemplate(name: string) {
    const template = (await manager.post('/message-templates', { name, ...words('First words') })).body;
    expect((await stateOf(manager, `message-templates/${template.id}`, 'publish')).run.state).toBe('succeeded');
    return (await manager.get(`/message-templates/${template.id}`)).body;
  }
  const mail = (template: string) => [{ id: 'mail', kind: 'message', channel: 'email', template }];

  test.each(['name', 'id'] as const)(
    'is not reworded by one person under a live playbook that names a template by its %s',
    async (key) => {
      const template = await aTemplate(`Words by ${key}`);
      const path = `message-templates/${template.id}`;
      const playbook = await published({ steps: mail(template[key]) });
      await manager.put(`/${path}`, { ...template, body: 'Second words' });
      const asked = await stateOf(manager, path, 'publish');
      expect(asked.run.state).toBe('awaiting_approval');
      expect((await manager.get(`/${path}`)).body.publishedVersion).toBe(1);
      const approval = await owner()('approvals').where({ run_id: asked.run.id }).first();
      expect(approval).toMatchObject({
        permission: 'playbooks:approve',
        why: expect.stringMatching(/^Used by the live playbook Playbook \d+\.$/),
      });
      await approve(admin, asked.run.id);
      const republished = (await manager.get(`/${path}`)).body;
      expect(republished.publishedVersion).toBe(2);
      expect((await manager.get(`/${path}/uses`)).body).toMatchObject([
        { noun: 'live playbook', path: `/playbooks/${playbook}/show` },
      ]);
      expect(await stateOf(manager, path, 'archive')).toMatchObject({
        status: 409,
        message: expect.stringContaining('live playbook'),
      });
      expect((await manager.put(`/${path}`, { ...republished, name: 'Another name' })).status).toBe(409);
      await act(manager, `playbooks/${playbook}`, 'archive');
      expect((await stateOf(manager, path, 'archive')).run.state).toBe('succeeded');
    },
  );

  test('is what it was asked for, not what its author wrote while it waited', async () => {
    const template = await aTemplate('Waiting words');
    const path = `message-templates/${template.id}`;
    await published({ steps: mail(template.id) });
    await manager.put(`/${path}`, { ...template, body: 'Second words' });
    const asked = await stateOf(manager, path, 'publish');
    const waiting = (await manager.get(`/${path}`)).body;
    await manager.put(`/${path}`, { ...waiting, body: 'Third words' });
    expect((await approve(admin, asked.run.id)).status).toBe(409);
  });

  test('counts for a playbook that waits as well: words changed meanwhile are asked about again', async () => {
    const template = await aTemplate('Moving ground');
    const { id } = await aPlaybook({ steps: mail(template.id) });
    const asked = await act(manager, `playbooks/${id}`, 'publish');
    await manager.put(`/message-templates/${template.id}`, { ...template, body: 'Other words' });
    expect((await stateOf(manager, `message-templates/${template.id}`, 'publish')).run.state).toBe('succeeded');
    expect((await approve(admin, asked.body.run.id)).status).toBe(409);
  });

  test('goes to whom it was agreed for: one person alone does not rewrite its segment', async () => {
    const rule = { field: 'region', operator: 'isAnyOf', value: ['London'] };
    const wider = { field: 'region', operator: 'isAnyOf', value: ['London', 'Scotland'] };
    const segment = (await manager.post('/segments', { name: 'Agreed Londoners', rule })).body;
    const csm = await signedIn(app, { roles: ['csm'] });
    const saved = (await csm.put(`/segments/${segment.id}`, { ...segment, rule: wider })).body;
    expect(saved.rule).toEqual(wider);
    await published({ trigger: { kind: 'segment', segmentId: segment.id } });
    const refused = await csm.put(`/segments/${segment.id}`, { ...saved, rule });
    expect([refused.status, refused.body.code]).toEqual([409, 'segment-agreed']);
    expect((await csm.put(`/segments/${segment.id}`, { ...saved, archived: true })).body.code).toBe('segment-agreed');
    expect((await csm.put(`/segments/${segment.id}`, { ...saved, description: 'Near us' })).status).toBe(200);
    const offered = (await csm.get('/actions')).body.find(({ name }: { name: string }) => name === 'segments.revise');
    expect(offered.inputSchema).toMatchObject({ required: ['rule'] });
    const asked = await stateOf(csm, `segments/${segment.id}`, 'revise', { rule });
    expect(asked.run.state).toBe('awaiting_approval');
    await approve(manager, asked.run.id);
    expect((await csm.get(`/segments/${segment.id}`)).body.rule).toEqual(rule);
  });
});
