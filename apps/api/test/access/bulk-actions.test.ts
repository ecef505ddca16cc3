import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addSupplier, leftOf, withGifts } from './gifts.ts';
import { signedIn, useStaffApp, type Browser } from './staff-app.ts';

const app = useStaffApp({ capabilities: withGifts });

type Call = { readonly key?: string; readonly reason?: string; readonly amountMinor?: number; readonly name?: string };

function refundMany(browser: Browser, ids: readonly string[], call: Call = {}) {
  const { key = randomUUID(), reason = 'Outage of last night', amountMinor = 1_000, name = 'refund' } = call;
  const body = { resource: 'charges', ids, input: { amountMinor }, reason };
  return browser.post(`/actions/${name}`, body, { 'idempotency-key': key });
}

const agent = () => signedIn(app, { roles: ['support'] });
const suppliers = (count: number, leftMinor?: number) =>
  Promise.all(Array.from({ length: count }, () => addSupplier(app, { leftMinor })));

describe('one action on many records', () => {
  test('does each as a run of its own, with the reason in the audit trail', async () => {
    const ids = await suppliers(3, 5_000);
    const { status, body } = await refundMany(await agent(), ids);
    expect(status).toBe(200);
    expect(body.succeeded.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(new Set(body.succeeded.map(({ runId }: { runId: string }) => runId)).size).toBe(3);
    expect(await Promise.all(ids.map((id) => leftOf(app, id)))).toEqual([4_000, 4_000, 4_000]);
    const entries = await app.database.current
      .owner('audit_entries')
      .where({ action: 'charges.refund', reason: 'Outage of last night' })
      .whereIn('resource_id', ids);
    expect(entries).toHaveLength(6);
  });

  test('tells which failed and why, and does the others', async () => {
    const [rich, poor] = [await addSupplier(app), await addSupplier(app, { leftMinor: 10 })];
    const { body } = await refundMany(await agent(), [poor, 'sup_nobody', rich]);
    expect(body.succeeded).toMatchObject([{ id: rich, state: 'succeeded' }]);
    expect(body.failed).toEqual([
      { id: poor, code: 'invalid', error: 'There is not that much left.' },
      { id: 'sup_nobody', code: 'not-found', error: expect.stringMatching(/charge/) },
    ]);
  });

  test('never reaches a record outside the scope', async () => {
    const elsewhere = await addSupplier(app, { region: 'Wales' });
    const londoner = await signedIn(app, { roles: ['support'], regions: ['London'] });
    const { body } = await refundMany(londoner, [elsewhere]);
    expect(body.failed).toMatchObject([{ id: elsewhere, code: 'not-found' }]);
    expect(await leftOf(app, elsewhere)).toBe(1_000_000);
  });

  test('adds up to the daily limit of the person: what is above it waits for a second one', async () => {
    const ids = await suppliers(6);
    const { body } = await refundMany(await agent(), ids, { amountMinor: 10_000 });
    expect(body.succeeded).toHaveLength(5);
    expect(body.awaitingApproval).toEqual([{ id: ids[5], runId: expect.any(String), approvalId: expect.any(String) }]);
    expect(await leftOf(app, ids[5] ?? '')).toBe(1_000_000);
  });

  test('repeated with the same key does nothing twice, also for a record named twice', async () => {
    const browser = await agent();
    const [id = ''] = await suppliers(1, 5_000);
    const key = randomUUID();
    const answers = [await refundMany(browser, [id, id], { key }), await refundMany(browser, [id], { key })];
    expect(answers.map(({ body }) => body.succeeded.length)).toEqual([1, 1]);
    expect(answers[1]?.body.succeeded).toEqual(answers[0]?.body.succeeded);
    expect(await leftOf(app, id)).toBe(4_000);
  });

  test('with a used key and another input is refused as a whole', async () => {
    const browser = await agent();
    const ids = await suppliers(2, 5_000);
    const key = randomUUID();
    await refundMany(browser, ids, { key });
    const again = await refundMany(browser, ids, { key, amountMinor: 999 });
    expect(again).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  });

  test('is found by its whole name too', async () => {
    const [id = ''] = await suppliers(1);
    const { body } = await refundMany(await agent(), [id], { name: 'charges.refund' });
    expect(body.succeeded).toHaveLength(1);
  });

  test('is refused before anything is done without permission, reason, valid input, key or a bounded list', async () => {
    const ids = await suppliers(1, 5_000);
    const [marketing, support] = [await signedIn(app, { roles: ['marketing'] }), await agent()];
    expect((await refundMany(marketing, ids)).status).toBe(403);
    expect((await refundMany(support, ids, { reason: ' ' })).body.errors).toHaveProperty('reason');
    expect((await refundMany(support, ids, { amountMinor: -1 })).body.errors).toHaveProperty('amountMinor');
    expect((await refundMany(support, ids, { key: 'x' })).status).toBe(400);
    expect((await refundMany(support, [])).status).toBe(400);
    const tooMany = Array.from({ length: 201 }, (_, index) => `sup_${index}`);
    expect((await refundMany(support, tooMany)).status).toBe(400);
    expect((await refundMany(support, ids, { name: 'burn' })).status).toBe(404);
    expect(await leftOf(app, ids[0] ?? '')).toBe(5_000);
  });

  test('is offered only by actions that say so', async () => {
    const admin = await signedIn(app);
    const { id } = (await admin.get('/staff')).body[0];
    const answer = await admin.post(
      '/actions/staff.disable',
      { ids: [id], input: {}, reason: 'Left us' },
      { 'idempotency-key': randomUUID() },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(/one record at a time/);
    const { body } = await admin.get('/actions');
    const offered = (name: string) => body.find((action: { name: string }) => action.name === name).bulk;
    expect([offered('charges.refund'), offered('staff.disable')]).toEqual([true, false]);
  });
});
