import { randomUUID } from 'node:crypto';
import { bookEntries, closedThrough, keepFindings, markDaysReconciled, type Finding } from '@wedsync/db/revenue';
import { systemActor } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { testUuids } from '../../../../packages/db/test/support/index.ts';
import { access } from '../../src/access/index.ts';
import { billing } from '../../src/billing/index.ts';
import { revenue } from '../../src/revenue/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, suppliers, billing, revenue] });
const actor = systemActor('test', 'req_test');
const store = () => app.database.current.store;
const owner = () => app.database.current.owner;

const finance = async (on: string) => {
  app.clock.set(on);
  return signedIn(app, { roles: ['finance'] });
};

function act(browser: Browser, path: string, verb: string) {
  const body = { input: {}, reason: 'Looked at with the bank' };
  return browser.post(`/${path}/actions/${verb}`, body, { 'idempotency-key': randomUUID() });
}

/** Stripe's list of these days was compared through that moment. */
const compare = (from: string, to: string, through: string) =>
  store().transact(actor, (writer) => markDaysReconciled(writer, 'stripe', { from, to }, new Date(through)));

const missing: Finding = {
  type: 'missing_local',
  provider: 'stripe',
  object: 'balance-transactions',
  objectId: 'txn_1',
  day: '2026-04-10',
  payoutId: null,
  supplierId: null,
  currency: 'GBP',
  amountMinor: 4_900,
  summary: '£49.00 is not known here',
  local: null,
  remote: null,
};

async function find(over: Partial<Finding>): Promise<string> {
  const finding = { ...missing, objectId: randomUUID(), ...over };
  await store().transact(actor, (writer) =>
    keepFindings(writer, [finding], new Date('2026-05-02T09:00:00Z'), testUuids),
  );
  const row: { id: string } | undefined = await owner()('reconciliation_exceptions')
    .where({ object_id: finding.objectId })
    .first('id');
  return row?.id ?? '';
}

const stateOf = (id: string) =>
  owner()('reconciliation_exceptions').where({ id }).first('state', 'settled_because', 'approved_by');

describe('a business day', () => {
  test('is not closed before it is over, nor before every list was compared through its end', async () => {
    await compare('2026-04-01', '2026-04-02', '2026-04-02T09:00:00Z');
    const fiona = await finance('2026-04-02T10:00:00Z');
    expect(await act(fiona, 'business-days/2026-04-02', 'close')).toMatchObject({
      status: 409,
      body: { detail: 'The day is not over.' },
    });
    const later = await finance('2026-04-03T10:00:00Z');
    expect((await act(later, 'business-days/2026-04-02', 'close')).body.detail).toMatch(/Not compared .* yet: Stripe/);
    expect((await act(later, 'business-days/2026-04-01', 'close')).status).toBe(200);
  });

  test('is not closed while a difference is open, and is once it was accepted with the reason', async () => {
    await compare('2026-04-03', '2026-04-12', '2026-04-14T09:00:00Z');
    const id = await find({ day: '2026-04-10' });
    const fiona = await finance('2026-04-14T10:00:00Z');
    expect((await act(fiona, 'business-days/2026-04-10', 'close')).body.detail).toMatch(/One exception/);
    expect((await act(fiona, `reconciliation-exceptions/${id}`, 'accept')).status).toBe(200);
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', settled_because: 'Looked at with the bank' });
    expect((await act(fiona, 'business-days/2026-04-10', 'close')).status).toBe(200);
    const { body } = await fiona.get('/business-days/2026-04-10');
    expect(body).toMatchObject({ state: 'closed', accepted: 1, unsettled: 0 });
  });

  test('is closed by finance only', async () => {
    const agent = await signedIn(app, { roles: ['support'] });
    expect((await act(agent, 'business-days/2026-04-11', 'close')).status).toBe(403);
  });
});

describe('a difference', () => {
  test('of more than a hundred is accepted by two people', async () => {
    const id = await find({ amountMinor: 25_000, day: '2026-03-01' });
    const [fiona, second] = [await finance('2026-05-02T10:00:00Z'), await finance('2026-05-02T10:00:00Z')];
    const asked = await act(fiona, `reconciliation-exceptions/${id}`, 'accept');
    expect(asked.body.run.state).toBe('awaiting_approval');
    expect(await stateOf(id)).toMatchObject({ state: 'open' });
    const approval: { id: string } = await owner()('approvals').where({ run_id: asked.body.run.id }).first('id');
    const agreed = { input: {}, reason: 'Fine with me' };
    const key = { 'idempotency-key': `agree-${id}` };
    expect((await second.post(`/approvals/${approval.id}/actions/approve`, agreed, key)).status).toBe(200);
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', settled_because: 'Looked at with the bank' });
  });

  test('is accepted alone for a day’s worth of small ones, and by two people beyond it', async () => {
    const small = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => find({ amountMinor: 9_000, day: `2026-03-1${n}` })));
    const fiona = await finance('2026-05-20T10:00:00Z');
    const states: string[] = [];
    for (const id of small) states.push((await act(fiona, `reconciliation-exceptions/${id}`, 'accept')).body.run.state);
    expect(states).toEqual([...Array<string>(5).fill('succeeded'), 'awaiting_approval']);
    const elsewhere = await find({ amountMinor: 9_000, currency: 'EUR' });
    expect((await act(fiona, `reconciliation-exceptions/${elsewhere}`, 'accept')).body.run.state).toBe('succeeded');
  });

  test('that has grown since it was asked for is not accepted by the second person', async () => {
    const id = await find({ amountMinor: 25_000, day: '2026-03-03' });
    const [fiona, second] = [await finance('2026-05-02T10:00:00Z'), await finance('2026-05-02T10:00:00Z')];
    const asked = await act(fiona, `reconciliation-exceptions/${id}`, 'accept');
    await owner()('reconciliation_exceptions').where({ id }).update({ amount_minor: 9_000_000 });
    const approval: { id: string } = await owner()('approvals').where({ run_id: asked.body.run.id }).first('id');
    expect((await act(fiona, `approvals/${approval.id}`, 'approve')).status).toBe(403);
    expect(await act(second, `approvals/${approval.id}`, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'more-than-asked' },
    });
    expect(await stateOf(id)).toMatchObject({ state: 'open' });
  });

  test('is handed to the worker once to be fixed, and has no button where nothing can be clicked', async () => {
    const [lost, twice] = [
      await find({ day: '2026-03-02' }),
      await find({ type: 'duplicate', object: 'charges', day: '2026-03-02' }),
    ];
    const fiona = await finance('2026-05-02T10:00:00Z');
    await act(fiona, `reconciliation-exceptions/${lost}`, 'fix');
    await act(fiona, `reconciliation-exceptions/${lost}`, 'fix');
    expect(await owner()('job_runs').where({ name: 'revenue.fix-exception' })).toHaveLength(1);
    expect((await act(fiona, `reconciliation-exceptions/${twice}`, 'fix')).status).toBe(409);
  });
});

describe('a month', () => {
  test('is closed by two people once every day is; what comes late is booked in the open one with a note', async () => {
    await compare('2026-04-01', '2026-05-01', '2026-05-03T09:00:00Z');
    const [fiona, second] = [await finance('2026-05-03T10:00:00Z'), await finance('2026-05-03T10:00:00Z')];
    expect((await act(fiona, 'accounting-periods/2026-04', 'close')).body.detail).toMatch(/of its days are not closed/);
    await owner()('business_days')
      .whereRaw(`day < '2026-05-01'`)
      .update({ closed_at: new Date(), closed_by: 'stf_x', closed_by_name: 'X' });
    const asked = await act(fiona, 'accounting-periods/2026-04', 'close');
    expect(asked.body.run.state).toBe('awaiting_approval');
    expect(await store().read(actor, closedThrough)).toBeNull();
    const approval: { id: string } = await owner()('approvals').where({ run_id: asked.body.run.id }).first('id');
    expect((await act(fiona, `approvals/${approval.id}`, 'approve')).status).not.toBe(200);
    expect((await act(second, `approvals/${approval.id}`, 'approve')).status).toBe(200);
    expect(await store().read(actor, closedThrough)).toBe('2026-04-30');
    await store().transact(actor, (writer) => bookEntries(writer, [late]));
    const booked: { day: string; note: string } = await owner()('journal_entries')
      .where({ source_id: 'txn_late' })
      .first(owner().raw('booked_on::text as day'), 'note');
    expect(booked).toEqual({
      day: '2026-05-01',
      note: 'Belongs to 2026-04-20; the books are closed through 2026-04-30.',
    });
    expect((await fiona.get('/accounting-periods/2026-04')).body).toMatchObject({ lateEntries: 1, openDays: 0 });
  });
});

const late: Parameters<typeof bookEntries>[1][number] = {
  sourceKind: 'balance_transaction',
  sourceId: 'txn_late',
  revision: 1,
  provider: 'stripe',
  customerId: null,
  supplierId: null,
  description: 'charge ch_late',
  occurredAt: new Date('2026-04-20T12:00:00Z'),
  reversesSourceKind: null,
  postings: [
    { account: 'clearing:stripe', currency: 'GBP', amountMinor: 100 },
    { account: 'ar', currency: 'GBP', amountMinor: -100 },
  ],
};

test.each([
  'reconciliation-exceptions?filter={"state":["open"],"type":["amount"],"dayFrom":"2026-01-01","q":"x"}&sort=["amountMinor","DESC"]',
  'business-days?filter={"closed":false,"withExceptions":false,"dayTo":"2026-12-31"}&sort=["day","DESC"]',
  'reconciled-payouts?filter={"off":true,"arrivalFrom":"2026-01-01"}&sort=["checkedAt","DESC"]',
  'reconciled-payouts?filter={"off":false}',
  'accounting-periods?filter={"closed":false}',
  'leakage-findings?filter={"gone":false,"kind":["refund_spike"],"q":"x"}&sort=["monthlyMinor","DESC"]',
  'revenue/consistency',
])('finance reads %s', async (path) => {
  const fiona = await finance('2026-05-03T10:00:00Z');
  const [name = '', query = ''] = path.split('?');
  const { status, body } = await fiona.get(query === '' ? `/${name}` : `/${name}?${encodeURI(query)}`);
  expect([status, Array.isArray(body)]).toEqual([200, true]);
});
