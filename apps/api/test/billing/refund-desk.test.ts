import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addCharge, disputeCharge, type ChargeFixture } from '../../../../packages/db/test/billing/a-charge.ts';
import { access } from '../../src/access/index.ts';
import { billing } from '../../src/billing/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, billing] });
const owner = () => app.database.current.owner;
const charge = (over: Parameters<typeof addCharge>[1] = {}) =>
  addCharge(owner(), { createdAt: app.clock.now(), ...over });
const agent = () => signedIn(app, { roles: ['support'] });
const lead = () => signedIn(app, { roles: ['support_lead'] });

const card = (amountMinor: number) => ({ amountMinor, reasonCode: 'billing_mistake' });
type More = { readonly reason?: string; readonly key?: string; readonly previewToken?: string };

function refund(browser: Browser, { id }: ChargeFixture, input: object, more: More = {}) {
  const { reason = 'Billed twice', key = randomUUID(), previewToken } = more;
  return browser.post(`/charges/${id}/actions/refund`, { input, reason, previewToken }, { 'idempotency-key': key });
}
const preview = (browser: Browser, { id }: ChargeFixture, input: object) =>
  browser.post(`/charges/${id}/actions/refund/preview`, { input });

function decide(browser: Browser, approvalId: string, verb: string) {
  const body = { input: {}, reason: 'Checked with the supplier' };
  return browser.post(`/approvals/${approvalId}/actions/${verb}`, body, { 'idempotency-key': randomUUID() });
}

const requestsOf = ({ id }: ChargeFixture) => owner()('refund_requests').where({ charge_id: id });
const codeOf = (answer: { status: number; body: { code?: string } }) => [answer.status, answer.body.code];

describe('a refund within the limit', () => {
  test('is given to the worker at once', async () => {
    const [charged, support] = [await charge(), await agent()];
    const { status, body } = await refund(support, charged, card(2_000));
    expect([status, body.run.state]).toEqual([200, 'running']);
    expect(await requestsOf(charged)).toMatchObject([
      { state: 'queued', amount_minor: 2_000, outcome: 'card', requested_by: support.staffId, approved_by: null },
    ]);
  });

  test('is told on the supplier’s timeline and to the live stream', async () => {
    const [charged, support] = [await charge(), await agent()];
    const { body } = await refund(support, charged, card(2_000));
    const id = body.run.result.refundRequestId;
    const told = await owner()('success_events').where({ resource: 'refund-requests', resource_id: id });
    expect(told).toMatchObject([{ type: 'refund_request.changed', supplier_id: charged.supplierId }]);
    const story = await owner()('timeline_entries').where({ source: 'refund-desk', source_id: `${id}:queued` });
    expect(story).toMatchObject([{ title: 'Refund of £20.00 on its way to the provider', kind: 'refund' }]);
  });

  test('is listed and shown with what is known of it', async () => {
    const [charged, support] = [await charge(), await agent()];
    const { body } = await refund(support, charged, { ...card(2_000), note: 'Called twice' });
    const id = body.run.result.refundRequestId;
    const filter = encodeURIComponent(JSON.stringify({ supplierId: charged.supplierId, state: ['queued'] }));
    expect((await support.get(`/refund-requests?filter=${filter}`)).body).toMatchObject([{ id }]);
    expect((await support.get(`/refund-requests/${id}`)).body).toMatchObject({
      amountMinor: 2_000,
      note: 'Called twice',
      attempts: 0,
      requestedByName: expect.stringMatching(/^Person/),
    });
  });
});

describe('the preview', () => {
  test('says what is left, the tax, the fee that is lost, the dispute and the effect on MRR', async () => {
    const [charged, support] = [await charge(), await agent()];
    const { body } = await preview(support, charged, card(2_940));
    const said = Object.fromEntries(body.lines.map(({ label, value }: Record<string, string>) => [label, value]));
    expect(said).toMatchObject({
      'The supplier gets': '£29.40',
      'Of it VAT or sales tax': '£4.90',
      'Left to refund before': '£58.80',
      'Left to refund after': '£29.40',
      'Processor fee not returned': '£0.54',
      Dispute: 'None open',
      'Effect on MRR': 'None: refunds move cash, not MRR',
    });
    expect(body.approval).toBeNull();
  });

  test('names who must approve what is above the limit', async () => {
    const [charged, support] = [await charge({ amountMinor: 60_000, taxMinor: 10_000 }), await agent()];
    const { body } = await preview(support, charged, card(30_000));
    expect(body.approval).toMatchObject({
      permission: 'refunds:approve',
      role: expect.stringContaining('support lead'),
    });
  });

  test('warns while the bank is asking', async () => {
    const [charged, support] = [await charge(), await agent()];
    await disputeCharge(owner(), charged, { inquiry: true });
    const { body } = await preview(support, charged, card(5_880));
    expect(body.warnings.join()).toMatch(/prevents a dispute/);
  });

  test('is stale once somebody else has refunded', async () => {
    const [charged, support] = [await charge(), await agent()];
    const { body } = await preview(support, charged, card(1_000));
    await refund(await lead(), charged, card(500));
    const late = await refund(support, charged, card(1_000), { previewToken: body.token });
    expect(codeOf(late)).toEqual([409, 'stale-preview']);
    expect(await requestsOf(charged)).toHaveLength(1);
  });
});

describe('the form beside the charge', () => {
  test('gets what is left, line by line', async () => {
    const lines = [
      { id: `il_a${randomUUID()}`, grossMinor: 4_680, taxMinor: 780 },
      { id: `il_b${randomUUID()}`, grossMinor: 1_200, taxMinor: 200 },
    ];
    const [charged, support] = [await charge({ lines }), await agent()];
    await refund(support, charged, card(880));
    const { body } = await support.get(`/charges/${charged.id}/refundable`);
    expect(body).toMatchObject({ capturedMinor: 5_880, heldMinor: 880, leftMinor: 5_000, monthMinor: 5_880 });
    expect(body.invoice.lines).toMatchObject(lines.map(({ id, grossMinor }) => ({ id, grossMinor })));
  });
});

describe('what the facts forbid', () => {
  test('more than is left', async () => {
    const [charged, support] = [await charge(), await agent()];
    await refund(support, charged, card(5_000));
    const more = await refund(support, charged, card(881));
    expect(codeOf(more)).toEqual([409, 'over-refund']);
    expect(more.body.detail).toMatch(/£8\.80/);
  });

  test('a refund while the charge is disputed', async () => {
    const [charged, support] = [await charge(), await agent()];
    await disputeCharge(owner(), charged);
    expect(codeOf(await refund(support, charged, card(100)))).toEqual([409, 'charge-disputed']);
    expect(codeOf(await preview(support, charged, card(100)))).toEqual([409, 'charge-disputed']);
    expect(await requestsOf(charged)).toEqual([]);
  });

  test('money taken elsewhere', async () => {
    const [charged, support] = [await charge(), await agent()];
    await owner()('charges').where({ id: charged.id }).update({ provider: 'manual' });
    expect(codeOf(await refund(support, charged, card(100)))).toEqual([409, 'charge-not-refundable']);
  });
});

describe('a double click', () => {
  test('with the same key is one refund', async () => {
    const [charged, support] = [await charge(), await agent()];
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => refund(support, charged, card(1_000), { key })));
    expect(new Set(answers.map(({ body }) => body.run.id)).size).toBe(1);
    expect(await requestsOf(charged)).toHaveLength(1);
  });

  test('with keys of its own is one refund', async () => {
    const [charged, support] = [await charge(), await agent()];
    const answers = await Promise.all([1, 2, 3].map(() => refund(support, charged, card(1_000))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('duplicate-refund');
    expect(await requestsOf(charged)).toHaveLength(1);
  });

  test('on a confirmed preview is one refund, also after the first is done', async () => {
    const [charged, support] = [await charge(), await agent()];
    const month = { outcome: 'goodwill_month', reasonCode: 'goodwill' };
    const previewToken = (await preview(support, charged, month)).body.token;
    expect((await refund(support, charged, month, { previewToken })).status).toBe(200);
    await requestsOf(charged).update({ state: 'succeeded' });
    expect(codeOf(await refund(support, charged, month, { previewToken }))).toEqual([409, 'stale-preview']);
  });

  test('above the limit is one request for approval', async () => {
    const [charged, support] = [await charge({ amountMinor: 60_000, taxMinor: 10_000 }), await agent()];
    const answers = await Promise.all([1, 2].map(() => refund(support, charged, card(20_000))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('by two people at once never gives more than there is', async () => {
    const charged = await charge();
    const people = await Promise.all([agent(), agent(), agent()]);
    const answers = await Promise.all(people.map((person) => refund(person, charged, card(5_880))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});

describe('a refund above the limit', () => {
  async function asked(amountMinor = 20_000) {
    const charged = await charge({ amountMinor: 200_000, taxMinor: 0 });
    const support = await agent();
    const { run } = (await refund(support, charged, card(amountMinor))).body;
    return { charged, support, run, approvalId: String(run.approvalId) };
  }

  test('waits for a support lead, who sees the preview and who asked', async () => {
    const { charged, run, approvalId } = await asked();
    expect(run.state).toBe('awaiting_approval');
    expect(await requestsOf(charged)).toEqual([]);
    const boss = await lead();
    const { body } = await boss.post(`/approvals/${approvalId}/actions/approve/preview`, { input: {} });
    const labels = body.lines.map(({ label }: { label: string }) => label);
    expect(labels).toEqual(
      expect.arrayContaining(['Asked by', 'Their reason', 'The supplier gets', 'Left to refund after']),
    );
  });

  test('is given to the worker when a support lead approves, and says who', async () => {
    const { charged, support, run, approvalId } = await asked();
    const boss = await lead();
    expect((await decide(boss, approvalId, 'approve')).status).toBe(200);
    expect(await requestsOf(charged)).toMatchObject([{ requested_by: support.staffId, approved_by: boss.staffId }]);
    expect((await support.get(`/action-runs/${run.id}`)).body.state).toBe('running');
    const [request] = (
      await support.get(`/refund-requests?filter=${encodeURIComponent(JSON.stringify({ chargeId: charged.id }))}`)
    ).body;
    expect(request.approvedByName).toMatch(/^Person/);
  });

  test('is not given when a support lead rejects', async () => {
    const { charged, support, run, approvalId } = await asked();
    await decide(await lead(), approvalId, 'reject');
    expect((await support.get(`/action-runs/${run.id}`)).body.state).toBe('rejected');
    expect(await requestsOf(charged)).toEqual([]);
  });

  test('is not approved by the person who asked', async () => {
    const charged = await charge({ amountMinor: 200_000, taxMinor: 0 });
    const boss = await lead();
    const { run } = (await refund(boss, charged, card(120_000))).body;
    expect(codeOf(await decide(boss, run.approvalId, 'approve'))).toEqual([403, 'own-request']);
    expect(await requestsOf(charged)).toEqual([]);
  });

  test('is not sent when the charge was disputed meanwhile', async () => {
    const { charged, approvalId } = await asked();
    await disputeCharge(owner(), charged);
    const answer = await decide(await lead(), approvalId, 'approve');
    expect(codeOf(answer)).toEqual([409, 'charge-disputed']);
    expect(await requestsOf(charged)).toEqual([]);
  });

  test('is not sent when the money went elsewhere meanwhile', async () => {
    const { charged, approvalId } = await asked(150_000);
    await refund(await signedIn(app, { roles: ['finance'] }), charged, card(100_000));
    expect(codeOf(await decide(await lead(), approvalId, 'approve'))).toEqual([409, 'over-refund']);
  });

  test('is not sent after three days', async () => {
    const { charged, approvalId } = await asked();
    app.clock.advanceMs(73 * 3_600_000);
    expect(codeOf(await decide(await lead(), approvalId, 'approve'))).toEqual([409, 'approval-expired']);
    expect(await requestsOf(charged)).toEqual([]);
  });
});

describe('splitting a refund', () => {
  test('does not get it under the limit', async () => {
    const [charged, support] = [await charge({ amountMinor: 60_000, taxMinor: 10_000 }), await agent()];
    const states: string[] = [];
    for (const amount of [9_000, 5_000, 4_000])
      states.push((await refund(support, charged, card(amount))).body.run.state);
    expect(states).toEqual(['running', 'running', 'awaiting_approval']);
  });

  test('is forgotten after a day', async () => {
    const charged = await charge({ amountMinor: 60_000, taxMinor: 10_000 });
    await refund(await agent(), charged, card(9_000));
    app.clock.advanceMs(25 * 3_600_000);
    expect((await refund(await agent(), charged, card(9_000))).body.run.state).toBe('running');
  });
});

describe('the ways to give it', () => {
  test('a credit note keeps the lines it corrects, without their tax', async () => {
    const lines = [
      { id: `il_a${randomUUID()}`, grossMinor: 4_680, taxMinor: 780 },
      { id: `il_b${randomUUID()}`, grossMinor: 1_200, taxMinor: 200 },
    ];
    const [charged, support] = [await charge({ lines }), await agent()];
    const chosen = [{ invoiceLineId: lines[1]?.id, amountMinor: 1_200 }];
    await refund(support, charged, { outcome: 'credit_note', lines: chosen, reasonCode: 'service_problem' });
    expect(await requestsOf(charged)).toMatchObject([
      { amount_minor: 1_200, invoice_id: charged.invoiceId, credit_lines: [{ ...chosen[0], amountMinor: 1_000 }] },
    ]);
  });

  test('a free month is worth one month with tax and takes nothing from the charge', async () => {
    const [charged, support] = [await charge(), await agent()];
    await refund(support, charged, { outcome: 'goodwill_month', reasonCode: 'goodwill' });
    expect(await requestsOf(charged)).toMatchObject([{ amount_minor: 5_880, subscription_id: charged.subscriptionId }]);
    expect((await support.get(`/charges/${charged.id}/refundable`)).body.leftMinor).toBe(5_880);
  });

  test('credit given once is not given back to the card again', async () => {
    const [charged, support] = [await charge(), await agent()];
    await refund(support, charged, { ...card(5_000), outcome: 'balance' });
    await requestsOf(charged).update({ state: 'succeeded' });
    expect(codeOf(await refund(support, charged, card(881)))).toEqual([409, 'over-refund']);
  });
});

describe('who may', () => {
  test('a success manager refunds nothing, also in the own book', async () => {
    const csm = await signedIn(app, { roles: ['csm'] });
    const charged = await charge({ ownerId: csm.staffId });
    expect((await refund(csm, charged, card(100))).status).toBe(403);
    expect((await preview(csm, charged, card(100))).status).toBe(403);
    expect((await csm.get(`/charges/${charged.id}/refundable`)).status).toBe(200);
  });

  test.each(['marketing', 'auditor', 'dpo', 'cs_manager'])('%s refunds nothing', async (role) => {
    expect((await refund(await signedIn(app, { roles: [role] }), await charge(), card(100))).status).toBe(403);
  });

  test('nobody finds a charge outside the scope, by whichever door', async () => {
    const charged = await charge({ region: 'Wales' });
    await refund(await lead(), charged, card(100));
    const elsewhere = await signedIn(app, { roles: ['support'], regions: ['London'] });
    const csm = await signedIn(app, { roles: ['csm'] });
    expect((await refund(elsewhere, charged, card(200))).status).toBe(404);
    expect((await preview(elsewhere, charged, card(200))).status).toBe(404);
    for (const person of [elsewhere, csm]) {
      expect((await person.get(`/charges/${charged.id}/refundable`)).status).toBe(404);
      const [{ id }] = await requestsOf(charged);
      expect((await person.get(`/refund-requests/${id}`)).status).toBe(404);
    }
  });

  test('marketing does not see refunds at all', async () => {
    const marketing = await signedIn(app, { roles: ['marketing'] });
    expect((await marketing.get('/refund-requests')).status).toBe(403);
  });

  test('nothing is asked for without a reason', async () => {
    const answer = await refund(await agent(), await charge(), card(100), { reason: ' ' });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([400, ['reason']]);
  });
});
