import { createId } from '@wedsync/domain/platform';
import { describe, expect, test } from 'vitest';
import { addSupplier } from './gifts.ts';
import { signedIn, useStaffApp } from './staff-app.ts';

const app = useStaffApp();
const owner = () => app.database.current.owner;
const at = new Date('2026-06-01T09:00:00Z');

const reach = ({ headers }: { headers: Headers }) => headers.get('content-range')?.split('/')[1];

/** A request that waits, about a record of a resource. */
async function asked(resource: string, supplierId: string, more: object = {}) {
  const [runId, id] = [
    createId('actionRun', app.services.uuids.next()),
    createId('approval', app.services.uuids.next()),
  ];
  const common = { action: `${resource}.x`, resource, target_id: 't_1', supplier_id: supplierId, requested_at: at };
  const by = { requested_by: 'stf_x', requested_by_name: 'X', amount_minor: 1_234, currency: 'GBP', ...more };
  const run = { ...common, ...by, id: runId, verb: 'x', state: 'awaiting_approval', input: { note: 'Rose is ill' } };
  await owner()('action_runs').insert({ ...run, input_hash: '', idempotency_key: runId, fingerprint: '' });
  const preview = JSON.stringify({ lines: [{ label: 'Supplier', value: 'Rose' }], warnings: [] });
  const state = { state: 'awaiting_approval', permission: 'refunds:approve', title: 'X', why: 'Much', preview };
  await owner()('approvals').insert({
    ...common,
    ...by,
    ...state,
    id,
    run_id: runId,
    expires_at: new Date('2099-01-01'),
  });
  return { runId, id };
}

describe('who may not list payments', () => {
  test('does not read them in the timeline either: rows, totals and single entries agree', async () => {
    const supplier_id = await addSupplier(app);
    const told = ['payment', 'refund', 'invoice', 'dispute', 'dunning', 'billing', 'note', 'subscription'];
    const rows = told.map((kind) => ({
      ...{
        supplier_id,
        at,
        kind,
        actor_name: 'Stripe',
        title: `${kind} of £12`,
        source: 'test',
        source_id: `${supplier_id}:${kind}`,
      },
    }));
    const ids = await owner()('timeline_entries').insert(rows).returning(['id', 'kind']);
    const marketing = await signedIn(app, { roles: ['marketing'] });
    const finance = await signedIn(app, { roles: ['finance'] });
    const seen = await marketing.list('timeline-entries', { supplierId: [supplier_id] });
    expect(seen.body.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['note', 'subscription']);
    expect(reach(seen)).toBe('2');
    const payment = ids.find(({ kind }) => kind === 'payment').id;
    expect((await marketing.get(`/timeline-entries/${payment}`)).status).toBe(404);
    expect((await finance.get(`/timeline-entries/${payment}`)).status).toBe(200);
    expect(reach(await finance.list('timeline-entries', { supplierId: [supplier_id] }))).toBe('8');
  });

  test('does not read what was asked about them, but for own requests', async () => {
    const supplierId = await addSupplier(app);
    const marketing = await signedIn(app, { roles: ['marketing'] });
    const theirs = await asked('charges', supplierId);
    const open = await asked('suppliers', supplierId);
    const own = await asked('charges', supplierId, { requested_by: marketing.staffId });
    for (const [resource, key] of [
      ['action-runs', 'runId'],
      ['approvals', 'id'],
    ] as const) {
      const seen = await marketing.list(resource, { supplierId });
      expect(seen.body.map(({ id }: { id: string }) => id).sort()).toEqual([open[key], own[key]].sort());
      expect(reach(seen)).toBe('2');
      expect((await marketing.get(`/${resource}/${theirs[key]}`)).status).toBe(404);
      expect((await marketing.get(`/${resource}/${own[key]}`)).status).toBe(200);
    }
    const bulk = { id: `bulk_${own.id}`, action: 'charges.refund', title: 'Refund', resource: 'charges', filter: {} };
    await owner()('bulk_runs').insert({
      ...{ ...bulk, input: {}, request_hash: '', idempotency_key: '', sends_mail: false, total: 40 },
      ...{ requested_by: 'stf_x', requested_by_name: 'X', requested_at: at },
    });
    const ofMany = await asked('bulk-runs', supplierId, { target_id: bulk.id });
    expect((await marketing.get(`/approvals/${ofMany.id}`)).status).toBe(404);
    expect((await marketing.get(`/bulk-runs/${bulk.id}`)).status).toBe(404);
    const finance = await signedIn(app, { roles: ['finance'] });
    expect((await finance.get(`/bulk-runs/${bulk.id}`)).status).toBe(200);
    await owner()('approvals').where({ id: ofMany.id }).delete();
    expect(reach(await finance.list('approvals', { supplierId }))).toBe('3');
    expect((await finance.get(`/approvals/${theirs.id}`)).body.supplierName).toEqual(expect.any(String));
  });
});

describe('what people are like', () => {
  test('as a provider says it is for who may see contacts in full', async () => {
    const [{ id }] = await owner()('provider_events')
      .insert({
        ...{ provider: 'stripe', event_id: 'evt_rose', type: 'customer.updated', livemode: false, occurred_at: at },
        payload: JSON.stringify({ email: 'rose@studio.example' }),
      })
      .returning('id');
    const seen = async (role: string) =>
      (await (await signedIn(app, { roles: [role] })).get(`/provider-events/${id}`)).body;
    expect(await seen('auditor')).not.toHaveProperty('payload');
    expect((await seen('admin')).payload).toEqual({ email: 'rose@studio.example' });
  });

  test('as a colleague wrote it in an action is for who may see contacts in full', async () => {
    const { runId } = await asked('suppliers', await addSupplier(app));
    const seen = async (role: string) =>
      (await (await signedIn(app, { roles: [role] })).get(`/action-runs/${runId}`)).body.input;
    expect(await seen('auditor')).toEqual({ note: '(given)' });
    expect(await seen('admin')).toEqual({ note: 'Rose is ill' });
  });

  test('stays out of the audit trail, whatever is done about a task', async () => {
    const admin = await signedIn(app);
    const supplierId = await addSupplier(app);
    const task = {
      supplierId,
      type: 'call',
      reason: 'Rose is ill',
      title: 'Ask Rose about her illness',
      priority: 'normal',
    };
    const made = await admin.post('/tasks', task);
    expect(made.status).toBe(201);
    const closed = await admin.post(
      `/tasks/${made.body.id}/actions/complete`,
      { input: { outcome: 'Her illness is over' } },
      { 'idempotency-key': `complete-${made.body.id}` },
    );
    expect(closed.status).toBe(200);
    const trail = JSON.stringify(await owner()('audit_entries').where({ resource_id: made.body.id }));
    expect(trail).toContain('(given)');
    expect(trail).not.toMatch(/illness|Rose is ill/);
  });
});

test('a link to enter a card is for who may send one', async () => {
  const supplier_id = await addSupplier(app);
  await owner()('dunning_cases').insert({
    ...{ id: 'dun_link', provider: 'stripe', invoice_id: 'in_link', supplier_id, currency: 'GBP', amount_minor: 100 },
    ...{ decline_class: 'funds', opened_at: at, starts_at: at },
  });
  await owner()('collection_requests').insert({
    ...{
      id: 'col_link',
      kind: 'card_link',
      case_id: 'dun_link',
      supplier_id,
      target_id: 'dun_link',
      state: 'succeeded',
    },
    ...{
      result: { url: 'https://pay.example/x' },
      requested_by: 'stf_x',
      requested_by_name: 'X',
      settled_at: new Date(),
    },
  });
  const seen = async (role: string) =>
    (await (await signedIn(app, { roles: [role] })).get('/dunning-cases/dun_link')).body;
  expect((await seen('auditor')).cardLink).toBeNull();
  expect((await seen('finance')).cardLink).toMatchObject({ url: 'https://pay.example/x' });
});
