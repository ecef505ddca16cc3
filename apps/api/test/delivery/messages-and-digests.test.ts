import { sendMessage } from '@wedsync/db/delivery';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../../../packages/db/test/support/index.ts';
import { signedIn, useStaffApp, type Browser } from '../access/staff-app.ts';
import { addSupplier } from './staff-door.ts';

const app = useStaffApp();
const owner = () => app.database.current.owner;

describe('messages', () => {
  async function letter(supplierId: string, recipient = 'rose@studio.example') {
    return app.database.current.store.transact(testActor(), (writer) =>
      sendMessage(writer, {
        channel: 'email',
        template: 't',
        recipient,
        supplierId,
        subject: 'Hello',
        text: 'Hi',
        html: '<p>Hi</p>',
      }),
    );
  }

  test('of suppliers in another’s book are not there', async () => {
    const browser = await signedIn(app, { roles: ['csm'] });
    const mine = await addSupplier(app.database.current, { ownerId: browser.staffId });
    const theirs = await addSupplier(app.database.current);
    const [seen, hidden] = [await letter(mine), await letter(theirs)];
    expect((await browser.list('messages')).body.map(({ id }: { id: string }) => id)).toEqual([seen]);
    expect((await browser.get(`/messages/${hidden}`)).status).toBe(404);
    expect((await browser.act(`/messages/${hidden}/actions/cancel`)).status).toBe(404);
  });

  test('show addresses only to those who may write to them', async () => {
    const id = await letter(await addSupplier(app.database.current));
    const [support, finance] = [
      await signedIn(app, { roles: ['support'] }),
      await signedIn(app, { roles: ['finance'] }),
    ];
    expect((await support.get(`/messages/${id}`)).body.recipient).toBe('rose@studio.example');
    await owner()('messages').where({ id }).update({ reason: '550 <rose@studio.example> is unknown' });
    expect((await finance.get(`/messages/${id}`)).body).toMatchObject({
      recipient: 'r•••@studio.example',
      reason: '550 <r•••@studio.example> is unknown',
    });
    const found = async (browser: Browser) => (await browser.list('messages', { id: [id], q: 'rose@' })).body.length;
    expect([await found(support), await found(finance)]).toEqual([1, 0]);
  });

  test('that wait for approval, or whose playbook was told no, are not sent around it', async () => {
    const browser = await signedIn(app, { roles: ['support'] });
    const supplierId = await addSupplier(app.database.current);
    for (const state of ['proposed', 'cancelled']) {
      const id = await letter(supplierId);
      await owner()('messages').where({ id }).update({ state, source: 'playbook', source_id: id });
      expect((await browser.act(`/messages/${id}/actions/retry`)).status).toBe(409);
      expect((await browser.get(`/messages/${id}`)).body.state).toBe(state);
    }
  });

  test('that wait can be stopped, with the reason', async () => {
    const browser = await signedIn(app, { roles: ['support'] });
    const id = await letter(await addSupplier(app.database.current));
    await browser.act(`/messages/${id}/actions/cancel`);
    expect((await browser.get(`/messages/${id}`)).body).toMatchObject({ state: 'cancelled', reason: 'Looked into it' });
    expect((await browser.act(`/messages/${id}/actions/cancel`)).status).toBe(409);
  });

  test('are found by supplier, state and words, and by nothing else', async () => {
    const browser = await signedIn(app, { roles: ['admin'] });
    const supplierId = await addSupplier(app.database.current);
    await letter(supplierId, 'a100%@studio.example');
    expect((await browser.list('messages', { supplierId, state: ['scheduled'], q: 'a100%' })).body).toHaveLength(1);
    expect((await browser.list('messages', { supplierId, q: 'a1000' })).body).toHaveLength(0);
    expect((await browser.list('messages', { html: 'x' })).status).toBe(400);
  });
});

describe('a letter', () => {
  test('is previewed as a real supplier would read it, in scope only', async () => {
    const browser = await signedIn(app, { roles: ['csm'] });
    const mine = await addSupplier(app.database.current, { ownerId: browser.staffId });
    const theirs = await addSupplier(app.database.current);
    const preview = await browser.get(`/billing-letters/refund-made/preview?supplierId=${mine}`);
    expect(preview.body.html).toContain(`Business ${mine.slice(-6)}`);
    expect((await browser.get(`/billing-letters/refund-made/preview?supplierId=${theirs}`)).status).toBe(404);
    expect((await browser.get(`/billing-letters/nothing/preview?supplierId=${mine}`)).status).toBe(404);
  });
});

test('a digest about a segment is read in one place, told once there, and its segment is not deleted from under it', async () => {
  const [lead, csm] = [await signedIn(app, { roles: ['cs_manager'] }), await signedIn(app, { roles: ['csm'] })];
  const rule = { field: 'region', operator: 'isAnyOf', value: ['London'] };
  const segment = (await lead.post('/segments', { name: 'Told of daily', rule })).body;
  const digest = { name: 'Londoners', channel: '#london', segmentId: segment.id };
  expect((await csm.post('/digest-rules', digest)).status).toBe(403);
  expect((await lead.post('/digest-rules', { ...digest, staffId: csm.staffId })).body.errors).toHaveProperty('channel');
  expect((await lead.post('/digest-rules', { ...digest, segmentId: 'seg_nowhere' })).body.errors).toHaveProperty(
    'segmentId',
  );
  const made = (await lead.post('/digest-rules', digest)).body;
  expect(made).toMatchObject({ segmentName: 'Told of daily', staffName: null, enabled: true });
  expect((await lead.post('/digest-rules', digest)).body.errors).toHaveProperty('channel');
  expect((await lead.delete(`/segments/${segment.id}`)).body.code).toBe('segment-in-use');
  expect((await lead.get(`/segments/${segment.id}/uses`)).body).toMatchObject([
    { noun: 'daily digest', name: 'Londoners' },
  ]);
  expect((await lead.put(`/digest-rules/${made.id}`, { ...made, enabled: false })).body.enabled).toBe(false);
  expect((await lead.delete(`/digest-rules/${made.id}`)).status).toBe(200);
  expect((await lead.delete(`/segments/${segment.id}`)).status).toBe(200);
});
