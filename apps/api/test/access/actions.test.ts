import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addSupplier, leftOf, withGifts } from './gifts.ts';
import { signedIn, useStaffApp, type Browser } from './staff-app.ts';

const app = useStaffApp({ capabilities: withGifts });

type Request = {
  readonly input?: unknown;
  readonly reason?: string;
  readonly key?: string;
  readonly previewToken?: string;
};

function refund(browser: Browser, id: string, amountMinor: number, more: Request = {}) {
  const { reason = 'Billed twice', key = randomUUID(), previewToken, input = { amountMinor } } = more;
  return browser.post(`/charges/${id}/actions/refund`, { input, reason, previewToken }, { 'idempotency-key': key });
}

function decide(browser: Browser, approvalId: string, verb: string, more: Record<string, unknown> = {}) {
  const body = { input: {}, reason: 'Checked with the supplier', ...more };
  return browser.post(`/approvals/${approvalId}/actions/${verb}`, body, { 'idempotency-key': randomUUID() });
}

async function asked(amountMinor = 20_000) {
  const supplier = await addSupplier(app);
  const agent = await signedIn(app, { roles: ['support'] });
  const { run } = (await refund(agent, supplier, amountMinor)).body;
  return { supplier, agent, approvalId: String(run.approvalId), runId: String(run.id) };
}
const lead = () => signedIn(app, { roles: ['support_lead'] });

describe('the list of actions', () => {
  test('describes each with the JSON Schema of its input', async () => {
    const browser = await signedIn(app);
    const { body } = await browser.get('/actions');
    const found = body.find((action: { name: string }) => action.name === 'charges.refund');
    expect(found).toMatchObject({ resource: 'charges', verb: 'refund', danger: true, reasonRequired: true });
    expect(found.inputSchema.properties.amountMinor).toMatchObject({ type: 'integer', exclusiveMinimum: 0 });
  });

  test('of a record says what is not allowed and why', async () => {
    const [agent, csm] = [await signedIn(app, { roles: ['support'] }), await signedIn(app, { roles: ['csm'] })];
    const supplier = await addSupplier(app, { ownerId: csm.staffId });
    expect((await agent.get(`/charges/${supplier}/actions`)).body).toEqual([
      { verb: 'refund', title: 'Refund', allowed: true },
    ]);
    const [offer] = (await csm.get(`/charges/${supplier}/actions`)).body;
    expect(offer.allowed).toBe(false);
    expect(offer.why).toMatch(/support lead/);
  });

  test('is not given for a record outside the scope', async () => {
    const csm = await signedIn(app, { roles: ['csm'] });
    expect((await csm.get(`/charges/${await addSupplier(app)}/actions`)).status).toBe(404);
  });
});

describe('running an action', () => {
  test('within the limit happens at once and is on record with its reason', async () => {
    const supplier = await addSupplier(app, { leftMinor: 5_000 });
    const agent = await signedIn(app, { roles: ['support'] });
    const { status, body } = await refund(agent, supplier, 2_000);
    expect(status).toBe(200);
    expect(body.run).toMatchObject({ state: 'succeeded', result: { leftMinor: 3_000 }, reason: 'Billed twice' });
    const entries: { after: { state: string }; reason: string }[] = await app.database.current
      .owner('audit_entries')
      .where({ action: 'charges.refund', resource_id: supplier })
      .orderBy('id');
    expect(entries.map(({ after }) => after.state)).toEqual(['requested', 'succeeded']);
    expect(entries.every(({ reason }) => reason === 'Billed twice')).toBe(true);
  });

  test('without the permission is refused and changes nothing', async () => {
    const supplier = await addSupplier(app, { leftMinor: 5_000 });
    const marketing = await signedIn(app, { roles: ['marketing'] });
    expect((await refund(marketing, supplier, 2_000)).status).toBe(403);
    expect(await leftOf(app, supplier)).toBe(5_000);
  });

  test('on a record outside the scope finds nothing', async () => {
    const supplier = await addSupplier(app, { region: 'Wales' });
    const agent = await signedIn(app, { roles: ['support'], regions: ['London'] });
    expect((await refund(agent, supplier, 2_000)).status).toBe(404);
  });

  test('needs a reason, a key and a valid input, and names what is missing', async () => {
    const supplier = await addSupplier(app);
    const agent = await signedIn(app, { roles: ['support'] });
    expect((await refund(agent, supplier, 100, { reason: ' ' })).body.errors).toHaveProperty('reason');
    expect((await refund(agent, supplier, 100, { key: 'x' })).status).toBe(400);
    expect((await refund(agent, supplier, -5)).body.errors).toHaveProperty('amountMinor');
    expect((await refund(agent, supplier, 5, { input: { amountMinor: 5, approvedBy: 'me' } })).status).toBe(400);
  });

  test('that does not exist is not found', async () => {
    const agent = await signedIn(app);
    const answer = await agent.post('/charges/x/actions/burn', {}, { 'idempotency-key': randomUUID() });
    expect(answer.status).toBe(404);
  });

  test('twice with the same key is one run', async () => {
    const supplier = await addSupplier(app, { leftMinor: 5_000 });
    const agent = await signedIn(app, { roles: ['support'] });
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => refund(agent, supplier, 2_000, { key })));
    expect(new Set(answers.map(({ body }) => body.run.id)).size).toBe(1);
    expect(await leftOf(app, supplier)).toBe(3_000);
  });

  test('with a used key and other input is refused', async () => {
    const supplier = await addSupplier(app, { leftMinor: 5_000 });
    const agent = await signedIn(app, { roles: ['support'] });
    const key = randomUUID();
    await refund(agent, supplier, 2_000, { key });
    const again = await refund(agent, supplier, 1_000, { key });
    expect(again.status).toBe(409);
    expect(again.body.code).toBe('idempotency-key-reused');
  });

  test('with somebody else’s key is one’s own run', async () => {
    const supplier = await addSupplier(app, { leftMinor: 5_000 });
    const key = randomUUID();
    const first = await refund(await signedIn(app, { roles: ['support'] }), supplier, 1_000, { key });
    const second = await refund(await signedIn(app, { roles: ['support'] }), supplier, 1_000, { key });
    expect(second.body.run.id).not.toBe(first.body.run.id);
  });

  test('from many windows at once never gives more than there is', async () => {
    const supplier = await addSupplier(app, { leftMinor: 5_000 });
    const agent = await signedIn(app, { roles: ['support'] });
    const answers = await Promise.all(Array.from({ length: 6 }, () => refund(agent, supplier, 2_000)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(await leftOf(app, supplier)).toBe(1_000);
  });
});

describe('a preview', () => {
  test('tells what will happen and who must agree, and does nothing', async () => {
    const supplier = await addSupplier(app);
    const agent = await signedIn(app, { roles: ['support'] });
    const { body } = await agent.post(`/charges/${supplier}/actions/refund/preview`, {
      input: { amountMinor: 20_000 },
    });
    expect(body.lines).toEqual([{ label: 'Amount', value: '£200.00' }]);
    expect(body.approval.role).toBe('support lead, finance or administrator');
    expect(await leftOf(app, supplier)).toBe(1_000_000);
  });

  test('that was confirmed is carried out', async () => {
    const supplier = await addSupplier(app);
    const agent = await signedIn(app, { roles: ['support'] });
    const { body } = await agent.post(`/charges/${supplier}/actions/refund/preview`, { input: { amountMinor: 500 } });
    expect((await refund(agent, supplier, 500, { previewToken: body.token })).status).toBe(200);
  });

  test('is stale once the facts have changed', async () => {
    const supplier = await addSupplier(app);
    const agent = await signedIn(app, { roles: ['support'] });
    const { body } = await agent.post(`/charges/${supplier}/actions/refund/preview`, { input: { amountMinor: 500 } });
    await refund(await lead(), supplier, 100);
    const answer = await refund(agent, supplier, 500, { previewToken: body.token });
    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('stale-preview');
  });

  test('of another amount, of somebody else, or of an hour ago confirms nothing', async () => {
    const supplier = await addSupplier(app);
    const agent = await signedIn(app, { roles: ['support'] });
    const preview = async () =>
      (await agent.post(`/charges/${supplier}/actions/refund/preview`, { input: { amountMinor: 500 } })).body.token;
    const token = await preview();
    expect((await refund(agent, supplier, 501, { previewToken: token })).body.code).toBe('stale-preview');
    expect((await refund(await lead(), supplier, 500, { previewToken: token })).body.code).toBe('stale-preview');
    expect((await refund(agent, supplier, 500, { previewToken: `${token}x` })).body.code).toBe('stale-preview');
    app.clock.advanceMs(16 * 60_000);
    expect((await refund(agent, supplier, 500, { previewToken: token })).body.code).toBe('stale-preview');
  });
});

describe('a request above the limit', () => {
  test('waits for a second person and does nothing meanwhile', async () => {
    const { supplier, runId, approvalId, agent } = await asked();
    expect(await leftOf(app, supplier)).toBe(1_000_000);
    expect((await agent.get(`/action-runs/${runId}`)).body.state).toBe('awaiting_approval');
    expect((await agent.get(`/approvals/${approvalId}`)).body).toMatchObject({
      state: 'awaiting_approval',
      amount: { amountMinor: 20_000, currency: 'GBP' },
      permission: 'refunds:approve',
    });
  });

  test('is done when a second person approves, and carries the approval’s id in the audit trail', async () => {
    const { supplier, runId, approvalId, agent } = await asked();
    const boss = await lead();
    expect((await decide(boss, approvalId, 'approve')).status).toBe(200);
    expect(await leftOf(app, supplier)).toBe(980_000);
    const run = (await agent.get(`/action-runs/${runId}`)).body;
    expect(run.state).toBe('succeeded');
    const states: { after: { state: string }; approval_id: string; actor_id: string }[] = await app.database.current
      .owner('audit_entries')
      .where({ action: 'charges.refund', resource_id: supplier })
      .orderBy('id');
    expect(states.map(({ after }) => after.state)).toEqual(['requested', 'awaiting_approval', 'approved', 'succeeded']);
    expect(states.slice(1).every((entry) => entry.approval_id === approvalId)).toBe(true);
    expect(states.at(-1)?.actor_id).toBe(boss.staffId);
  });

  test('is dropped when a second person rejects it, with the reason', async () => {
    const { supplier, runId, approvalId, agent } = await asked();
    const boss = await lead();
    expect((await decide(boss, approvalId, 'reject', { reason: '' })).body.errors).toHaveProperty('reason');
    expect((await decide(boss, approvalId, 'reject', { reason: 'Not owed' })).status).toBe(200);
    expect((await agent.get(`/action-runs/${runId}`)).body).toMatchObject({ state: 'rejected', error: 'Not owed' });
    expect(await leftOf(app, supplier)).toBe(1_000_000);
  });

  test('cannot be approved by the person who asked', async () => {
    const supplier = await addSupplier(app);
    const boss = await lead();
    const { run } = (await refund(boss, supplier, 120_000)).body;
    const answer = await decide(boss, run.approvalId, 'approve');
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('own-request');
    expect((await boss.get(`/approvals/${run.approvalId}/actions`)).body[0]).toMatchObject({ allowed: false });
  });

  test('cannot be approved by the person who asked even straight in the database', async () => {
    const { approvalId, agent } = await asked();
    const cheat = app.database.current
      .owner('approvals')
      .where({ id: approvalId })
      .update({ state: 'approved', decided_by: agent.staffId, decided_at: new Date() });
    await expect(cheat).rejects.toThrow(/approver_is_not_requester/);
  });

  test('cannot be approved by somebody whose own limit it exceeds', async () => {
    const { approvalId } = await asked(200_000);
    const answer = await decide(await lead(), approvalId, 'approve');
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toMatch(/finance/);
    expect((await decide(await signedIn(app, { roles: ['finance'] }), approvalId, 'approve')).status).toBe(200);
  });

  test('cannot be approved by a colleague without the permission', async () => {
    const { approvalId } = await asked();
    expect((await decide(await signedIn(app, { roles: ['support'] }), approvalId, 'approve')).status).toBe(403);
    expect((await decide(await signedIn(app, { roles: ['dpo'] }), approvalId, 'approve')).status).toBe(403);
  });

  test('is not seen by a lead of another region', async () => {
    const supplier = await addSupplier(app, { region: 'London' });
    const agent = await signedIn(app, { roles: ['support'], regions: ['London'] });
    const { run } = (await refund(agent, supplier, 20_000)).body;
    const elsewhere = await signedIn(app, { roles: ['support_lead'], regions: ['Wales'] });
    expect((await decide(elsewhere, run.approvalId, 'approve')).status).toBe(404);
  });

  test('is decided once when two people decide at the same moment', async () => {
    const { supplier, approvalId } = await asked();
    const leads = [await lead(), await lead(), await lead()];
    const answers = await Promise.all(leads.map((boss) => decide(boss, approvalId, 'approve')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('already-decided');
    expect(await leftOf(app, supplier)).toBe(980_000);
  });

  test('expires after three days', async () => {
    const { supplier, approvalId } = await asked();
    app.clock.advanceMs(73 * 3_600_000);
    const answer = await decide(await lead(), approvalId, 'approve');
    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('approval-expired');
    expect(await leftOf(app, supplier)).toBe(1_000_000);
  });

  test('is worked out anew when it is approved: what is no longer possible is not done', async () => {
    const { supplier, approvalId } = await asked();
    await app.database.current.owner('suppliers').where({ id: supplier }).update({ mrr_minor: 10 });
    const answer = await decide(await lead(), approvalId, 'approve');
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(/not that much left/);
    expect(await leftOf(app, supplier)).toBe(10);
  });

  test('is not done for somebody who has lost the right to ask', async () => {
    const { approvalId, agent } = await asked();
    await app.database.current
      .owner('staff')
      .where({ id: agent.staffId })
      .update({ roles: ['marketing'] });
    const answer = await decide(await lead(), approvalId, 'approve');
    expect(answer).toMatchObject({ status: 403, body: { code: 'requester-may-not' } });
  });

  test('is not done for somebody whose account was disabled since', async () => {
    const { supplier, approvalId, agent } = await asked();
    const admin = await signedIn(app);
    const gone = await admin.post(
      `/staff/${agent.staffId}/actions/disable`,
      { input: {}, reason: 'Left the company' },
      { 'idempotency-key': randomUUID() },
    );
    expect(gone.status).toBe(200);
    const answer = await decide(await lead(), approvalId, 'approve');
    expect(answer).toMatchObject({ status: 403, body: { code: 'requester-may-not' } });
    expect(await leftOf(app, supplier)).toBe(1_000_000);
    expect((await decide(await lead(), approvalId, 'reject')).status).toBe(200);
  });

  test('is not done for somebody who no longer sees the supplier, and says so before it is tried', async () => {
    const { supplier, approvalId, agent } = await asked();
    await app.database.current
      .owner('staff')
      .where({ id: agent.staffId })
      .update({ regions: ['Wales'] });
    const boss = await lead();
    const answer = await decide(boss, approvalId, 'approve');
    expect(answer).toMatchObject({ status: 403, body: { code: 'requester-may-not' } });
    expect(answer.body.detail).toMatch(/no longer sees this record/);
    expect(await leftOf(app, supplier)).toBe(1_000_000);
    const [offer] = (await boss.get(`/approvals/${approvalId}/actions`)).body;
    expect(offer).toMatchObject({ verb: 'approve', allowed: false, why: answer.body.detail });
  });

  test('may be withdrawn by the person who asked, and by nobody else', async () => {
    const { approvalId, agent, runId } = await asked();
    expect((await decide(await lead(), approvalId, 'withdraw')).status).toBe(403);
    expect((await decide(agent, approvalId, 'withdraw')).status).toBe(200);
    expect((await agent.get(`/action-runs/${runId}`)).body.state).toBe('rejected');
  });

  test('is approved as it was shown: a preview gone stale is refused', async () => {
    const { supplier, approvalId } = await asked();
    const boss = await lead();
    const { body } = await boss.post(`/approvals/${approvalId}/actions/approve/preview`, { input: {} });
    await refund(await signedIn(app, { roles: ['finance'] }), supplier, 100);
    const answer = await decide(boss, approvalId, 'approve', { previewToken: body.token });
    expect(answer.body.code).toBe('stale-preview');
  });

  test('tells the live stream when it is asked and when it is decided', async () => {
    const { approvalId } = await asked();
    await decide(await lead(), approvalId, 'approve');
    const events: { type: string }[] = await app.database.current
      .owner('success_events')
      .where({ resource: 'approvals', resource_id: approvalId })
      .orderBy('id');
    expect(events.map(({ type }) => type)).toEqual(['approval.requested', 'approval.decided']);
  });
});

describe('splitting a request', () => {
  test('does not get it under the limit: the last 24 hours to a supplier count', async () => {
    const supplier = await addSupplier(app);
    const agent = await signedIn(app, { roles: ['support'] });
    expect((await refund(agent, supplier, 9_000)).body.run.state).toBe('succeeded');
    expect((await refund(agent, supplier, 9_000)).body.run.state).toBe('awaiting_approval');
    app.clock.advanceMs(25 * 3_600_000);
    const tomorrow = await signedIn(app, { roles: ['support'] });
    expect((await refund(tomorrow, supplier, 9_000)).body.run.state).toBe('succeeded');
  });

  test('among colleagues does not either', async () => {
    const supplier = await addSupplier(app);
    await refund(await signedIn(app, { roles: ['support'] }), supplier, 9_000);
    const second = await refund(await signedIn(app, { roles: ['support'] }), supplier, 9_000);
    expect(second.body.run.state).toBe('awaiting_approval');
  });

  test('over many suppliers reaches the daily limit of the person', async () => {
    const agent = await signedIn(app, { roles: ['support'] });
    const states: string[] = [];
    for (let turn = 0; turn < 6; turn += 1)
      states.push((await refund(agent, await addSupplier(app), 10_000)).body.run.state);
    expect(states).toEqual([...Array.from({ length: 5 }, () => 'succeeded'), 'awaiting_approval']);
  });

  test('at the same moment does not slip past it', async () => {
    const agent = await signedIn(app, { roles: ['support'] });
    const suppliers = await Promise.all(Array.from({ length: 8 }, () => addSupplier(app)));
    const answers = await Promise.all(suppliers.map((supplier) => refund(agent, supplier, 10_000)));
    expect(answers.filter(({ body }) => body.run.state === 'succeeded')).toHaveLength(5);
  });
});

describe('the queues', () => {
  test('show a reviewer only what they can decide', async () => {
    const [small, large] = [await asked(20_000), await asked(200_000)];
    const queue = async (browser: Browser, name: string): Promise<string[]> =>
      (
        await browser.get(`/approvals?filter=${encodeURIComponent(JSON.stringify({ queue: name }))}&range=[0,499]`)
      ).body.map((approval: { id: string }) => approval.id);
    const boss = await lead();
    expect(await queue(boss, 'review')).toContain(small.approvalId);
    expect(await queue(boss, 'review')).not.toContain(large.approvalId);
    expect(await queue(small.agent, 'review')).toEqual([]);
    expect(await queue(small.agent, 'mine')).toEqual([small.approvalId]);
    await decide(boss, small.approvalId, 'reject', { reason: 'Not owed' });
    expect(await queue(boss, 'review')).not.toContain(small.approvalId);
    expect(await queue(boss, 'history')).toContain(small.approvalId);
  });
});
