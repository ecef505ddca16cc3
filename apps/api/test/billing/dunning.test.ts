import { randomUUID } from 'node:crypto';
import { layPlan, lockCase, settleStep } from '@wedsync/db/billing';
import { createId, systemActor } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { addCharge, disputeCharge, type ChargeFixture } from '../../../../packages/db/test/billing/a-charge.ts';
import { testUuids } from '../../../../packages/db/test/support/index.ts';
import { access } from '../../src/access/index.ts';
import { billing } from '../../src/billing/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, billing] });
const owner = () => app.database.current.owner;
const agent = () => signedIn(app, { roles: ['support'] });
const lead = () => signedIn(app, { roles: ['support_lead'] });

type Over = { readonly declineClass?: string; readonly failures?: number; readonly state?: string };

/** A case over an invoice of £58.80 that failed a day ago; `failures` tries with its card are on record. */
async function unpaid({ declineClass = 'funds', failures = 1, state = 'open' }: Over = {}) {
  const charged = await addCharge(owner(), { createdAt: app.clock.now() });
  const id = createId('dunningCase', testUuids.next());
  const failedAt = new Date(app.clock.now().getTime() - 86_400_000);
  await owner()('dunning_cases').insert({
    id,
    provider: 'stripe',
    invoice_id: charged.invoiceId,
    subscription_id: charged.subscriptionId,
    customer_id: charged.customerId,
    supplier_id: charged.supplierId,
    currency: 'GBP',
    amount_minor: 5_880,
    state,
    decline_class: declineClass,
    card_brand: 'visa',
    card_fingerprint: `card_${id}`,
    opened_at: failedAt,
    starts_at: failedAt,
    closed_at: state === 'open' ? null : failedAt,
  });
  const row: Record<string, unknown> = await owner()('charges').where({ id: charged.id }).first();
  for (let at = 0; at < failures; at += 1)
    await owner()('charges').insert({
      ...row,
      id: `${id}_${String(at)}`,
      status: 'failed',
      created_at: failedAt,
      card_fingerprint: `card_${id}`,
      raw: '{}',
    });
  return { id, charged };
}

function act(browser: Browser, id: string, verb: string, input: object = {}, resource = 'dunning-cases') {
  const body = { input, reason: 'Agreed on the phone' };
  return browser.post(`/${resource}/${id}/actions/${verb}`, body, { 'idempotency-key': randomUUID() });
}
const caseRow = (id: string) => owner()('dunning_cases').where({ id }).first();
const requestsOf = (id: string) => owner()('collection_requests').where({ case_id: id });

describe('retry now', () => {
  test('is one request to the worker, and a second is refused while it is under way', async () => {
    const [{ id, charged }, support] = [await unpaid(), await agent()];
    expect((await act(support, id, 'retry')).body.run.state).toBe('running');
    expect(await requestsOf(id)).toMatchObject([{ kind: 'retry', target_id: charged.invoiceId, state: 'queued' }]);
    expect((await act(support, id, 'retry')).body).toMatchObject({ code: 'retry-not-allowed' });
  });

  test('is refused when the card network’s tries are used up, whoever’s customers they were', async () => {
    const [{ id }, support] = [await unpaid({ failures: 20 }), await agent()];
    const { status, body } = await act(support, id, 'retry');
    expect([status, body.code]).toEqual([409, 'retry-not-allowed']);
    expect(body.message).toContain('20 tries in 30 days');
    expect(await requestsOf(id)).toEqual([]);
  });

  test.each(['hard', 'revoked', 'details', 'authentication', 'ours'])(
    'is refused for the class %s',
    async (declineClass) => {
      const [{ id }, support] = [await unpaid({ declineClass }), await agent()];
      expect((await act(support, id, 'retry')).body).toMatchObject({ code: 'retry-not-allowed' });
    },
  );
});

test('a promise holds everything until its day is over, and names who took it', async () => {
  const [{ id }, support] = [await unpaid(), await agent()];
  const until = new Date(app.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
  expect((await act(support, id, 'promise', { until })).status).toBe(200);
  const row = await caseRow(id);
  expect(row).toMatchObject({ hold_kind: 'promise', held_by: expect.stringMatching(/^Person/) });
  expect(row.next_step_at.getTime()).toBeGreaterThanOrEqual(row.held_until.getTime());
});

test('nobody pauses a case for ever', async () => {
  const [{ id }, support] = [await unpaid(), await agent()];
  expect((await act(support, id, 'pause', { until: '2099-01-01' })).body).toMatchObject({ code: 'hold-too-long' });
});

test('grace is a lead’s to give, and moves what touches access', async () => {
  const [{ id }, support, leading] = [await unpaid(), await agent(), await lead()];
  expect((await act(support, id, 'extend-grace', { days: 7 })).status).toBe(403);
  expect((await act(leading, id, 'extend-grace', { days: 7 })).status).toBe(200);
  const restrict = await owner()('dunning_steps').where({ case_id: id, stage: 'restrict' }).first();
  const days = (restrict.due_at.getTime() - app.clock.now().getTime()) / 86_400_000;
  expect(days).toBeGreaterThan(18);
});

test('grace is not longer for being asked for in pieces', async () => {
  const [{ id }, leading] = [await unpaid(), await lead()];
  expect((await act(leading, id, 'extend-grace', { days: 20 })).status).toBe(200);
  expect((await act(leading, id, 'extend-grace', { days: 20 })).body).toMatchObject({ code: 'grace-too-long' });
  expect((await act(leading, id, 'extend-grace', { days: 10 })).status).toBe(200);
});

test('a skipped step is on record with who and why, and the next one is planned', async () => {
  const [{ id }, leading] = [await unpaid(), await lead()];
  await act(leading, id, 'extend-grace', { days: 1 });
  await act(leading, id, 'skip-step');
  expect(await owner()('dunning_steps').where({ case_id: id, stage: 'notice' }).first()).toMatchObject({
    state: 'skipped',
    note: expect.stringMatching(/^Skipped by Person.*: Agreed on the phone$/),
  });
  expect(await caseRow(id)).toMatchObject({ next_stage: 'reminder' });
});

test('a step the worker takes in this very moment stays done, with its letter', async () => {
  const [{ id, charged }, leading] = [await unpaid(), await lead()];
  await act(leading, id, 'extend-grace', { days: 1 });
  let skipping: ReturnType<typeof act> | undefined;
  await app.database.current.store.transact(systemActor('worker', 'req_worker'), async (writer) => {
    await lockCase(writer, id);
    skipping = act(leading, id, 'skip-step');
    await somebodyWaits();
    const done = { stage: 'notice', state: 'done', at: app.clock.now(), note: 'Written', messageId: 'msg_1' } as const;
    await settleStep(writer, { id, supplierId: charged.supplierId }, done);
    const row = await lockCase(writer, id);
    if (row !== undefined) await layPlan(writer, row);
  });
  await skipping;
  const notice = await owner()('dunning_steps').where({ case_id: id, stage: 'notice' }).first();
  expect(notice).toMatchObject({ state: 'done', note: 'Written', message_id: 'msg_1' });
});

/** Resolves once somebody waits for a row that is locked. */
async function somebodyWaits(): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await owner().raw(waiting)).rows.length === 0);
}

test('nothing can be done about a case that is over', async () => {
  const [{ id }, support] = [await unpaid({ state: 'recovered' }), await agent()];
  expect((await act(support, id, 'retry')).body).toMatchObject({ code: 'case-closed' });
});

test('one case shows its steps, its attempts and what helps next', async () => {
  const [{ id }, support] = [await unpaid(), await agent()];
  await act(support, id, 'note', { text: 'Rings back on Monday' });
  const { status, body } = await support.get(`/dunning-cases/${id}`);
  expect([status, body.nextBest.label, body.cap]).toEqual([
    200,
    'Retry now',
    { used: 1, left: 19, days: 30, attempts: 20 },
  ]);
  expect(body.entries).toMatchObject([{ title: 'Note: Rings back on Monday' }]);
});

test('the figures count what is open apart from what came back and what was lost', async () => {
  await owner()('collection_requests').delete();
  await owner()('dunning_cases').delete();
  for (const state of ['open', 'recovered', 'lost', 'voided']) await unpaid({ state });
  const { body } = await (await agent()).get('/dunning/figures');
  expect(body).toMatchObject({
    openCases: 1,
    openMinor: 5_880,
    byClass: [{ cases: 3, open: 1, recovered: 1, lost: 1 }],
  });
});

describe('evidence', () => {
  const disputed = async (): Promise<{ id: string; charged: ChargeFixture }> => {
    const charged = await addCharge(owner(), { createdAt: app.clock.now() });
    await disputeCharge(owner(), charged);
    const { id } = await owner()('disputes').where({ charge_id: charged.id }).first('id');
    return { id, charged };
  };

  test('is kept as a draft, and handed in by a lead through the worker with what was filled in', async () => {
    const [{ id }, support, leading] = [await disputed(), await agent(), await lead()];
    const evidence = { customer_name: 'Rose Marlowe', access_activity_log: '' };
    expect((await act(support, id, 'save-evidence', { evidence }, 'disputes')).status).toBe(200);
    expect((await act(support, id, 'submit-evidence', {}, 'disputes')).status).toBe(403);
    expect((await act(leading, id, 'submit-evidence', {}, 'disputes')).body.run.state).toBe('running');
    expect(await owner()('collection_requests').where({ dispute_id: id })).toMatchObject([
      { kind: 'evidence', params: { evidence: { customer_name: 'Rose Marlowe' } }, state: 'queued' },
    ]);
    expect((await support.get(`/disputes/${id}/case`)).body).toMatchObject({
      evidence: { customer_name: 'Rose Marlowe' },
    });
  });

  test('is not handed in empty', async () => {
    const [{ id }, leading] = [await disputed(), await lead()];
    expect((await act(leading, id, 'submit-evidence', {}, 'disputes')).body).toMatchObject({ code: 'evidence-empty' });
  });
});

test('what a provider has no way to do is refused, also to somebody who asks past the page', async () => {
  const [{ id, charged }, leading] = [await unpaid(), await lead()];
  await owner()('dunning_cases').where({ id }).update({ provider: 'paypal' });
  expect(await act(leading, id, 'card-link')).toMatchObject({ status: 409, body: { code: 'not-offered' } });
  const by = { verb: 'retry', allowed: false, why: expect.stringContaining('tries again by itself') };
  expect((await leading.get(`/dunning-cases/${id}/actions`)).body).toContainEqual(expect.objectContaining(by));
  expect((await act(leading, id, 'retry')).body).toMatchObject({ code: 'retry-not-allowed' });
  await disputeCharge(owner(), charged);
  const disputeId = `dp_${charged.id}`;
  await act(leading, disputeId, 'save-evidence', { evidence: { uncategorized_text: 'We met' } }, 'disputes');
  await owner()('disputes').where({ id: disputeId }).update({ provider: 'paypal' });
  const answer = await act(leading, disputeId, 'submit-evidence', {}, 'disputes');
  expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining('own pages')]);
  expect(await owner()('collection_requests').whereIn('target_id', [disputeId, charged.customerId])).toEqual([]);
});

test('a letter’s preview names the address in full only to those who may write to it', async () => {
  const { charged } = await unpaid();
  const supplierId = charged.supplierId ?? '';
  await owner()('contacts').insert({
    id: `con_${supplierId}`,
    supplier_id: supplierId,
    name: '<img src=x onerror=alert(1)>',
    email: 'rose@studio.example',
    is_primary: true,
  });
  await owner()('suppliers').where({ id: supplierId }).update({ business_name: '<script>alert(1)</script>' });
  const seenBy = async (role: string) =>
    (await (await signedIn(app, { roles: [role] })).get(`/billing-letters/welcome/preview?supplierId=${supplierId}`))
      .body;
  expect((await seenBy('support')).recipient).toBe('rose@studio.example');
  const masked = await seenBy('auditor');
  expect(masked.recipient).toBe('r•••@studio.example');
  expect(masked.html).not.toMatch(/<script|<img/);
});

test('a letter is previewed with the supplier’s own figures, and says why it would not be sent', async () => {
  const [{ id, charged }, support] = [await unpaid(), await agent()];
  const supplierId = charged.supplierId ?? '';
  const preview = (name: string) => support.get(`/billing-letters/${name}/preview?supplierId=${supplierId}`);
  expect((await preview('payment-failed')).body).toMatchObject({
    facts: 'own',
    subject: 'We could not take your payment of £58.80',
    suppressedBecause: 'The supplier has no contact with an e-mail address.',
  });
  await owner()('dunning_cases').where({ id }).update({ decline_class: 'ours' });
  expect((await preview('payment-failed')).body).toMatchObject({
    facts: 'example',
    suppressedBecause: 'No payment is in trouble, or it is no fault of the supplier.',
  });
});
