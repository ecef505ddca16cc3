import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addCharge } from '../../../../packages/db/test/billing/a-charge.ts';
import { access } from '../../src/access/index.ts';
import { billing } from '../../src/billing/index.ts';
import { revenue } from '../../src/revenue/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, billing, revenue] });
const owner = () => app.database.current.owner;
const lead = () => signedIn(app, { roles: ['support_lead'] });
const finance = () => signedIn(app, { roles: ['finance'] });

/** An open invoice of £58.80 of which nothing is paid. */
async function openInvoice(): Promise<string> {
  const { invoiceId } = await addCharge(owner(), { createdAt: app.clock.now() });
  await owner()('invoices')
    .where({ id: invoiceId })
    .update({ status: 'open', amount_paid_minor: 0, amount_remaining_minor: 5_880 });
  return invoiceId;
}

function act(browser: Browser, path: string, input: object = {}) {
  const body = { input, reason: 'Seen on the bank statement' };
  return browser.post(`/${path}`, body, { 'idempotency-key': randomUUID() });
}
const record = (browser: Browser, invoiceId: string, over: object = {}) =>
  act(browser, `invoices/${invoiceId}/actions/record-bank-transfer`, {
    amountMinor: 5_880,
    receivedOn: today(),
    reference: 'FPS 4711',
    ...over,
  });
const today = () => app.clock.now().toISOString().slice(0, 10);
const approve = (browser: Browser, approvalId: string) => act(browser, `approvals/${approvalId}/actions/approve`);

/** Asked for by one person and approved by another. */
async function booked(path: string, input: object): Promise<void> {
  const asked = await act(await lead(), path, input);
  expect([asked.status, asked.body.run?.state]).toEqual([200, 'awaiting_approval']);
  const approved = await approve(await finance(), asked.body.run.approvalId);
  expect([approved.status, approved.body.run?.state]).toEqual([200, 'succeeded']);
}

async function accounts(): Promise<Record<string, number>> {
  const sums: { rows: { account: string; total: string }[] } = await owner().raw(
    'select account, sum(amount_minor)::text as total from postings group by 1 having sum(amount_minor) <> 0',
  );
  return Object.fromEntries(sums.rows.map(({ account, total }) => [account, Number(total)]));
}
async function changeOf(work: () => Promise<void>): Promise<Record<string, number>> {
  const before = await accounts();
  await work();
  const after = await accounts();
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names]
      .map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const)
      .filter(([, change]) => change !== 0),
  );
}

describe('a bank transfer', () => {
  test('is booked only when a second person agrees: bank against what is owed', async () => {
    const invoiceId = await openInvoice();
    const change = await changeOf(() =>
      booked(`invoices/${invoiceId}/actions/record-bank-transfer`, {
        amountMinor: 5_880,
        receivedOn: today(),
        reference: 'FPS 4711',
      }),
    );
    expect(change).toEqual({ bank: 5_880, ar: -5_880 });
    expect(await owner()('manual_payments').where({ invoice_id: invoiceId })).toMatchObject([
      { kind: 'bank_transfer', status: 'recorded', amount_minor: 5_880 },
    ]);
    expect(await owner()('balance_transactions').where({ provider: 'manual', source_id: invoiceId })).toMatchObject([
      { type: 'bank_transfer', net_minor: 5_880 },
    ]);
  });

  test('nobody approves what they asked for themselves', async () => {
    const invoiceId = await openInvoice();
    const one = await finance();
    const asked = await record(one, invoiceId);
    const approved = await approve(one, asked.body.run.approvalId);
    expect(approved.status).toBeGreaterThanOrEqual(400);
    expect(await owner()('manual_payments').where({ invoice_id: invoiceId })).toEqual([]);
  });

  test.each([
    ['more than is owed', { amountMinor: 5_881 }, 'more-than-owed'],
    ['on a day to come', { receivedOn: '2999-01-01' }, 'received-in-future'],
  ])('%s is refused', async (_what, over, code) => {
    const answer = await record(await lead(), await openInvoice(), over);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  test('of a paid invoice is refused', async () => {
    const { invoiceId } = await addCharge(owner(), { createdAt: app.clock.now() });
    const answer = await record(await lead(), invoiceId);
    expect(answer.body.code).toBe('invoice-not-owed');
  });

  test('asked for twice and approved twice is booked once', async () => {
    const invoiceId = await openInvoice();
    const [first, second] = [await record(await lead(), invoiceId), await record(await lead(), invoiceId)];
    const checker = await finance();
    expect((await approve(checker, first.body.run.approvalId)).body.run.state).toBe('succeeded');
    await approve(checker, second.body.run.approvalId);
    expect(await owner()('manual_payments').where({ invoice_id: invoiceId })).toHaveLength(1);
  });
});

test('a write-off is a loss, and may follow a part payment', async () => {
  const invoiceId = await openInvoice();
  const change = await changeOf(async () => {
    await booked(`invoices/${invoiceId}/actions/record-bank-transfer`, {
      amountMinor: 2_000,
      receivedOn: today(),
      reference: 'Part',
    });
    await booked(`invoices/${invoiceId}/actions/write-off`, { amountMinor: 3_880 });
  });
  expect(change).toEqual({ bank: 2_000, bad_debt: 3_880, ar: -5_880 });
});

test.each([
  ['record-bank-transfer', { amountMinor: 1_000, receivedOn: '2024-01-01', reference: 'FPS' }],
  ['write-off', { amountMinor: 1_000 }],
])('%s taken back leaves nothing in the books and everything in the journal, once', async (verb, input) => {
  const invoiceId = await openInvoice();
  const before = Number((await owner()('journal_entries').count())[0]?.count);
  const change = await changeOf(async () => {
    await booked(`invoices/${invoiceId}/actions/${verb}`, input);
    const [payment] = await owner()('manual_payments').where({ invoice_id: invoiceId });
    const asked = await act(await finance(), `manual-payments/${payment.id}/actions/reverse`);
    expect(asked.body.run.state).toBe('awaiting_approval');
    expect((await approve(await finance(), asked.body.run.approvalId)).body.run.state).toBe('succeeded');
    const again = await act(await finance(), `manual-payments/${payment.id}/actions/reverse`);
    expect(again.status).toBe(404);
  });
  expect(change).toEqual({});
  expect(Number((await owner()('journal_entries').count())[0]?.count)).toBe(before + 2);
  expect(await owner()('manual_payments').where({ invoice_id: invoiceId })).toMatchObject([{ status: 'reversed' }]);
});

test('support may neither book by hand nor approve it', async () => {
  const support = await signedIn(app, { roles: ['support'] });
  expect((await record(support, await openInvoice())).status).toBe(403);
});

test('what was booked by hand is listed for its invoice', async () => {
  const invoiceId = await openInvoice();
  await booked(`invoices/${invoiceId}/actions/write-off`, { amountMinor: 100 });
  const filter = encodeURIComponent(JSON.stringify({ invoiceId }));
  expect((await (await finance()).get(`/manual-payments?filter=${filter}`)).body).toMatchObject([
    { kind: 'write_off', amountMinor: 100, status: 'recorded' },
  ]);
});
