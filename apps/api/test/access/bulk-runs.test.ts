import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createBulkRunner } from '../../src/access/index.ts';
import type { ApiServices } from '../../src/platform/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { addSupplier, leftOf, withGifts } from './gifts.ts';
import { signedIn, useStaffApp, type Browser } from './staff-app.ts';

const capabilities = [...withGifts, suppliers];
const app = useStaffApp({ capabilities });

const some = (count: number, supplier: Parameters<typeof addSupplier>[1]) =>
  Promise.all(Array.from({ length: count }, () => addSupplier(app, supplier)));

function tagAll(browser: Browser, filter: unknown, { key = randomUUID(), tag = 'bulk' } = {}) {
  return browser.post('/actions/tag', { resource: 'suppliers', filter, input: { tag } }, { 'idempotency-key': key });
}
function refundAll(browser: Browser, leftMinor: number, amountMinor: number) {
  const body = { resource: 'charges', filter: { leftMinor }, input: { amountMinor }, reason: 'Outage' };
  return browser.post('/actions/refund', body, { 'idempotency-key': randomUUID() });
}
const act = (browser: Browser, id: string, verb: string) =>
  browser.post(`/bulk-runs/${id}/actions/${verb}`, { input: {} }, { 'idempotency-key': randomUUID() });
const seen = async (browser: Browser, id: string) => (await browser.get(`/bulk-runs/${id}`)).body;

async function work(services: ApiServices = app.services): Promise<void> {
  const runner = createBulkRunner(services, capabilities);
  while (await runner.pass());
}
const tagged = async (tag: string) =>
  Number((await app.database.current.owner('suppliers').whereRaw('? = any(tags)', [tag]).count({ n: '*' }).first())?.n);

describe('an action on all that match', () => {
  test('is checked first, started by who asked, and done to each as a run of its own', async () => {
    await some(25, { region: 'Kent' });
    const admin = await signedIn(app);
    const asked = await tagAll(admin, { region: 'Kent' });
    expect(asked).toMatchObject({ status: 202, body: { bulkRun: { state: 'checking', total: 25 } } });
    const { id } = asked.body.bulkRun;
    await work();
    expect(await seen(admin, id)).toMatchObject({ state: 'ready', counts: { allowed: 25 }, secondPerson: null });
    expect(await tagged('bulk')).toBe(0);
    expect((await act(admin, id, 'start')).body.run.state).toBe('succeeded');
    await work();
    expect(await seen(admin, id)).toMatchObject({ state: 'done', counts: { succeeded: 25 } });
    expect(await tagged('bulk')).toBe(25);
    expect(await app.database.current.owner('action_runs').where({ action: 'suppliers.tag' })).toHaveLength(25);
  });

  test('goes on after a crash where it ended, and acts on no record twice', async () => {
    const ids = await some(3, { leftMinor: 1_111 });
    const [admin, lead] = [await signedIn(app), await signedIn(app, { roles: ['finance'] })];
    const { id } = (await refundAll(admin, 1_111, 100)).body.bulkRun;
    await work();
    const { approvalId } = (await act(admin, id, 'start')).body.run;
    await lead.post(`/approvals/${approvalId}/actions/approve`, { input: {} }, { 'idempotency-key': randomUUID() });
    await expect(work(dyingAfterTheAction())).rejects.toThrow('The process is gone');
    await app.database.current
      .owner('bulk_runs')
      .where({ id })
      .update({ locked_until: new Date(0) });
    await work();
    expect(await seen(admin, id)).toMatchObject({ state: 'done', counts: { succeeded: 3 } });
    expect(await Promise.all(ids.map((each) => leftOf(app, each)))).toEqual([1_011, 1_011, 1_011]);
  });

  test('that moves money waits for a second person, and tells how much it is', async () => {
    await some(2, { leftMinor: 2_222 });
    const [agent, lead] = [
      await signedIn(app, { roles: ['support'] }),
      await signedIn(app, { roles: ['support_lead'] }),
    ];
    const { id } = (await refundAll(agent, 2_222, 500)).body.bulkRun;
    await work();
    expect(await seen(agent, id)).toMatchObject({
      amounts: [{ amountMinor: 1_000, currency: 'GBP' }],
      secondPerson: expect.stringMatching(/money/),
    });
    const { run } = (await act(agent, id, 'start')).body;
    expect(run.state).toBe('awaiting_approval');
    await work();
    expect((await seen(agent, id)).state).toBe('ready');
    const own = await act(agent, run.approvalId, 'approve');
    expect(own.status).toBe(404);
    const decided = await lead.post(
      `/approvals/${run.approvalId}/actions/approve`,
      { input: {} },
      { 'idempotency-key': randomUUID() },
    );
    expect(decided.body.run.state).toBe('succeeded');
    await work();
    expect(await seen(agent, id)).toMatchObject({ state: 'done', counts: { succeeded: 2 } });
  });

  test('tells what is refused and why, also as a file', async () => {
    const poor = await addSupplier(app, { leftMinor: 33 });
    const admin = await signedIn(app);
    const { id } = (await refundAll(admin, 33, 3_333)).body.bulkRun;
    await work();
    const refused = 'There is not that much left.';
    expect(await seen(admin, id)).toMatchObject({ counts: { refused: 1 }, refusals: [{ why: refused, count: 1 }] });
    expect((await act(admin, id, 'start')).body.detail).toMatch(/None of these/);
    const file = (await admin.get(`/bulk-runs/${id}/outcome.csv?state=refused,failed`)).body;
    expect(file).toBe(`id,name,supplierId,state,why,runId\r\n${poor},${poor},,refused,${refused},\r\n`);
  });

  test('with a record that meets a fault of ours goes on with the others', async () => {
    await some(3, { region: 'Devon' });
    const admin = await signedIn(app);
    const { id } = (await tagAll(admin, { region: 'Devon' }, { tag: 'most' })).body.bulkRun;
    await work();
    await act(admin, id, 'start');
    await work(faultyTwice());
    expect(await seen(admin, id)).toMatchObject({ state: 'done', counts: { succeeded: 2, failed: 1 } });
    expect(await tagged('most')).toBe(2);
  });

  test('cancelled leaves the rest as it is', async () => {
    await some(30, { region: 'Essex' });
    const admin = await signedIn(app);
    const { id } = (await tagAll(admin, { region: 'Essex' }, { tag: 'halved' })).body.bulkRun;
    await work();
    await act(admin, id, 'start');
    await createBulkRunner(app.services, capabilities).pass();
    expect((await act(admin, id, 'cancel')).status).toBe(200);
    await work();
    expect(await seen(admin, id)).toMatchObject({ state: 'cancelled', counts: { succeeded: 20, allowed: 10 } });
    expect(await tagged('halved')).toBe(20);
  });

  test('means only what the asking person sees, and ends when they lose the right to it', async () => {
    await some(2, { region: 'Wales' });
    await some(1, { region: 'Surrey' });
    const welsh = await signedIn(app, { roles: ['support'], regions: ['Wales'] });
    const asked = await tagAll(welsh, {}, { tag: 'mine' });
    expect(asked.body.bulkRun.total).toBe(2);
    await app.database.current
      .owner('staff')
      .where({ id: welsh.staffId })
      .update({ roles: ['auditor'] });
    await work();
    const admin = await signedIn(app);
    expect(await seen(admin, asked.body.bulkRun.id)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/no longer/),
    });
  });

  test('is refused as a whole without permission, matches, a known filter, or when the key meant something else', async () => {
    const [admin, auditor] = [await signedIn(app), await signedIn(app, { roles: ['auditor'] })];
    expect((await tagAll(auditor, { region: 'Kent' })).status).toBe(403);
    expect((await tagAll(admin, { region: 'Nowhere' })).body.code).toBe('nothing-matches');
    expect((await tagAll(admin, { starSign: 'leo' })).status).toBe(400);
    const key = randomUUID();
    const first = await tagAll(admin, { region: 'Surrey' }, { key });
    const again = await tagAll(admin, { region: 'Surrey' }, { key });
    expect(again.body.bulkRun.id).toBe(first.body.bulkRun.id);
    expect((await tagAll(admin, { region: 'Kent' }, { key })).body.code).toBe('idempotency-key-reused');
    const both = await admin.post(
      '/actions/tag',
      { resource: 'suppliers', ids: ['a'], filter: {} },
      { 'idempotency-key': key },
    );
    expect(both.status).toBe(400);
  });

  test('beyond the cap is not begun', async () => {
    await app.database.current.owner.raw(
      `set session_replication_role = replica; insert into suppliers (id, external_id, business_name, vendor_type, region, country, time_zone, currency, signed_up_at)
       select 'sup_many' || n, 'many' || n, 'Many ' || n, 'florist', 'Many', 'GB', 'Europe/London', 'GBP', now() from generate_series(1, 10001) n; reset session_replication_role`,
    );
    const { body } = await tagAll(await signedIn(app), { region: 'Many' });
    expect(body).toMatchObject({ code: 'too-many-match', detail: expect.stringMatching(/10,001 match.*10,000/) });
  });
});

/** Services of a process that is gone between the action of the second record and the note of it. */
function dyingAfterTheAction(): ApiServices {
  const { store } = app.services;
  let acted = 0;
  return {
    ...app.services,
    store: {
      ...store,
      async transact(actor, work) {
        if (actor.id === 'system:bulk-runner' && acted >= 2) throw new Error('The process is gone');
        const result = await store.transact(actor, work);
        if (actor.kind === 'staff') acted += 1;
        return result;
      },
    },
  };
}

/** Services under which the first record meets a fault each of the two times it is tried. */
function faultyTwice(): ApiServices {
  const { store } = app.services;
  let tried = 0;
  return {
    ...app.services,
    store: {
      ...store,
      async transact(actor, work) {
        if (actor.kind === 'staff' && (tried += 1) <= 2) throw new TypeError('A fault of ours');
        return store.transact(actor, work);
      },
    },
  };
}
