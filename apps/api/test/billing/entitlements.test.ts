import { randomUUID } from 'node:crypto';
import { insertServiceToken } from '@wedsync/db/access';
import {
  endDueOverrides,
  liftRestriction,
  refreshEntitlements,
  restrictAccess,
  settlingSuppliers,
} from '@wedsync/db/billing';
import { systemActor } from '@wedsync/domain/platform';
import type { Writer } from '@wedsync/db/platform';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  addCatalogue,
  addSubscription,
  type SubscriptionFixture,
  type SubscriptionOptions,
} from '../../../../packages/db/test/billing/a-subscription.ts';
import { testUuids } from '../../../../packages/db/test/support/index.ts';
import { access } from '../../src/access/index.ts';
import { keptOf, newTokenSecret } from '../../src/access/token-secret.ts';
import { billing } from '../../src/billing/index.ts';
import { suppliers } from '../../src/suppliers/index.ts';
import { Browser, signedIn, useStaffApp } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, suppliers, billing] });
const owner = () => app.database.current.owner;
const write = <T>(work: (writer: Writer) => Promise<T>) =>
  app.database.current.store.transact(systemActor('test', 'req_test'), work);

const monday = '2026-06-08T10:00:00Z';
const saturday = '2026-06-13T10:00:00Z';
let token = '';

beforeAll(async () => {
  const secret = newTokenSecret();
  token = secret;
  await write((writer) =>
    insertServiceToken(
      writer,
      { name: 'host', scopes: ['entitlements'], expiresAt: null, secret: keptOf(secret) },
      testUuids,
    ),
  );
  await addCatalogue(owner());
  app.clock.set(monday);
});

const bearer = (headers: Record<string, string> = {}) => ({ authorization: `Bearer ${token}`, ...headers });
const ask = (externalId: string, headers?: Record<string, string>) =>
  new Browser(app).get(`/entitlements/${externalId}`, bearer(headers));
const check = (externalId: string, body: object) =>
  new Browser(app).post(`/entitlements/${externalId}/checks`, body, bearer());

async function subscribed(over: SubscriptionOptions = {}): Promise<SubscriptionFixture> {
  const fixture = await addSubscription(owner(), { periodStart: new Date('2026-06-01T00:00:00Z'), ...over });
  await write((writer) => refreshEntitlements(writer, [fixture.supplierId], app.clock.now()));
  return fixture;
}

const act = (browser: Browser, path: string, input: object, reason = 'Agreed on the telephone') =>
  browser.post(path, { input, reason }, { 'idempotency-key': randomUUID() });
const approve = async (browser: Browser, runId: string) => {
  const approval = await owner()('approvals').where({ run_id: runId }).first();
  return act(browser, `/approvals/${approval.id}/actions/approve`, {});
};

describe('the answer to the host application', () => {
  test('is the plan with its limits and features', async () => {
    const { externalId } = await subscribed();
    expect((await ask(externalId)).body).toMatchObject({
      externalId,
      access: 'full',
      plan: { code: 'professional', name: 'Professional' },
      limits: { team_members: 3 },
      features: expect.arrayContaining(['contracts', 'calendar']),
    });
  });

  test('costs nothing to ask again until something changes', async () => {
    const { externalId, supplierId, id } = await subscribed();
    const first = await ask(externalId);
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toContain('max-age');
    expect((await ask(externalId, { 'if-none-match': etag })).status).toBe(304);
    expect((await ask(externalId, { 'if-none-match': `W/${etag}, "other"` })).status).toBe(304);
    await owner()('subscriptions').where({ id }).update({ plan_code: 'scale' });
    await write((writer) => refreshEntitlements(writer, [supplierId], app.clock.now()));
    const changed = await ask(externalId, { 'if-none-match': etag });
    expect([changed.status, changed.body.plan.code]).toEqual([200, 'scale']);
  });

  test('is nothing for a supplier that never subscribed, and 404 for nobody we know', async () => {
    const { externalId, supplierId } = await addSubscription(owner(), { status: 'incomplete_expired' });
    await owner()('entitlements').where({ supplier_id: supplierId }).delete();
    expect((await ask(externalId)).body).toMatchObject({ access: 'none', plan: null, limits: {}, features: [] });
    expect((await ask('host-nobody')).status).toBe(404);
  });

  test('needs a token with the scope', async () => {
    expect((await new Browser(app).get('/entitlements/x')).status).toBe(401);
    const secret = newTokenSecret();
    await write((writer) =>
      insertServiceToken(
        writer,
        { name: 'other', scopes: ['ingest'], expiresAt: null, secret: keptOf(secret) },
        testUuids,
      ),
    );
    const answer = await new Browser(app).get('/entitlements/x', { authorization: `Bearer ${secret}` });
    expect(answer.status).toBe(403);
  });
});

describe('what is taken away', () => {
  test('goes at once on a free day, for the overdue subscription alone, and comes back at once', async () => {
    app.clock.set(monday);
    const { externalId, supplierId, id } = await subscribed({ status: 'past_due' });
    const restriction = { subscriptionId: id, supplierId, source: 'dunning' } as const;
    await write((writer) =>
      restrictAccess(writer, { ...restriction, level: 'suspended', because: '30 days late' }, app.clock.now()),
    );
    expect((await ask(externalId)).body.access).toBe('suspended');
    await write((writer) => liftRestriction(writer, restriction, app.clock.now()));
    expect((await ask(externalId)).body.access).toBe('full');
  });

  test('waits on a Saturday, is on record, and takes effect when the day is over', async () => {
    app.clock.set(saturday);
    const { externalId, supplierId, id } = await subscribed();
    await owner()('subscriptions').where({ id }).update({ status: 'canceled', ended_at: app.clock.now() });
    await write((writer) => refreshEntitlements(writer, [supplierId], app.clock.now()));
    expect((await ask(externalId)).body.access).toBe('full');
    const deferrals = await owner()('guard_deferrals').where({ supplier_id: supplierId });
    expect(deferrals).toMatchObject([{ kind: 'suspend', guard: 'saturday', source: 'entitlements' }]);
    app.clock.set('2026-06-15T09:00:01Z');
    const due = await write((writer) => settlingSuppliers(writer, app.clock.now(), 1_000));
    expect(due).toContain(supplierId);
    await write((writer) => refreshEntitlements(writer, due, app.clock.now()));
    expect((await ask(externalId)).body.access).toBe('none');
    app.clock.set(monday);
  });

  test('long ago, and learnt on a Saturday, is not put off', async () => {
    app.clock.set(saturday);
    const { externalId, supplierId, id } = await subscribed();
    await owner()('subscriptions').where({ id }).update({ status: 'canceled', ended_at: '2026-06-03T10:00:00Z' });
    await write((writer) => refreshEntitlements(writer, [supplierId], app.clock.now()));
    expect((await ask(externalId)).body.access).toBe('none');
    expect(await owner()('guard_deferrals').where({ supplier_id: supplierId })).toEqual([]);
    app.clock.set(monday);
  });

  test('two changes of one supplier at once are both kept', async () => {
    const { externalId, supplierId, id } = await subscribed();
    await Promise.all([
      write((writer) =>
        restrictAccess(
          writer,
          { subscriptionId: id, supplierId, source: 'dunning', level: 'read_only', because: 'late' },
          app.clock.now(),
        ),
      ),
      write(async (writer) => {
        await writer.sql('subscriptions').where({ id }).update({ plan_code: 'enterprise' });
        await refreshEntitlements(writer, [supplierId], app.clock.now());
      }),
    ]);
    expect((await ask(externalId)).body).toMatchObject({ access: 'read_only', plan: { code: 'enterprise' } });
  });
});

describe('a limit', () => {
  test('is enforced on a free day and never on a guarded one, which is put on record once', async () => {
    app.clock.set(monday);
    const { externalId, supplierId } = await subscribed();
    const full = { limit: 'team_members', used: 3 };
    expect((await check(externalId, full)).body).toMatchObject({ allowed: false, max: 3, remaining: 0 });
    app.clock.set(saturday);
    expect((await check(externalId, full)).body).toMatchObject({ allowed: true, guarded: true });
    await check(externalId, full);
    expect(await owner()('guard_deferrals').where({ supplier_id: supplierId, kind: 'limit' })).toHaveLength(1);
    app.clock.set(monday);
  });

  test('asked about wrongly is refused with the field', async () => {
    const { externalId } = await subscribed();
    const answer = await check(externalId, { limit: 'Team Members', used: -1 });
    expect([answer.status, Object.keys(answer.body.errors).sort()]).toEqual([400, ['limit', 'used']]);
  });
});

describe('an override', () => {
  const feature = { kind: 'feature', key: 'reports', expiresOn: '2026-06-30' };
  const grant = (browser: Browser, { supplierId }: SubscriptionFixture, input: object) =>
    act(browser, `/suppliers/${supplierId}/actions/grant-override`, input);

  test('holds at once, is told on the timeline, and is taken back by itself', async () => {
    app.clock.set(monday);
    const [supplier, csm] = [await subscribed(), await signedIn(app, { roles: ['csm'], regions: ['*'] })];
    await owner()('suppliers').where({ id: supplier.supplierId }).update({ owner_id: csm.staffId });
    expect((await grant(csm, supplier, feature)).body.run.state).toBe('succeeded');
    expect((await ask(supplier.externalId)).body.features).toContain('reports');
    app.clock.set('2026-06-30T22:59:59Z');
    await write((writer) => endDueOverrides(writer, app.clock.now(), 100));
    expect((await ask(supplier.externalId)).body.features).toContain('reports');
    app.clock.set('2026-06-30T23:00:00Z');
    await write((writer) => endDueOverrides(writer, app.clock.now(), 100));
    expect((await ask(supplier.externalId)).body.features).not.toContain('reports');
    const told = await owner()('timeline_entries')
      .where({ supplier_id: supplier.supplierId, kind: 'entitlement' })
      .orderBy('at');
    expect(told.map(({ title }) => title)).toEqual([
      'Feature reports granted until 2026-06-30',
      'Feature reports expired',
    ]);
    app.clock.set(monday);
  });

  test('that expires on a guarded day lasts until the day is free', async () => {
    app.clock.set(monday);
    const [supplier, lead] = [await subscribed(), await signedIn(app, { roles: ['cs_manager'] })];
    await grant(lead, supplier, { ...feature, expiresOn: '2026-06-12' });
    app.clock.set(saturday);
    await write((writer) => endDueOverrides(writer, app.clock.now(), 100));
    expect((await ask(supplier.externalId)).body.features).toContain('reports');
    app.clock.set('2026-06-15T09:00:01Z');
    await write((writer) => endDueOverrides(writer, app.clock.now(), 100));
    expect((await ask(supplier.externalId)).body.features).not.toContain('reports');
    app.clock.set(monday);
  });

  test('worth more than the threshold waits for a second person', async () => {
    app.clock.set(monday);
    const supplier = await subscribed();
    const [lead, finance] = [
      await signedIn(app, { roles: ['cs_manager'] }),
      await signedIn(app, { roles: ['finance'] }),
    ];
    const { body } = await grant(lead, supplier, { kind: 'plan', key: 'enterprise', expiresOn: '2026-08-31' });
    expect(body.run.state).toBe('awaiting_approval');
    expect((await ask(supplier.externalId)).body.plan.code).toBe('professional');
    expect((await approve(finance, body.run.id)).status).toBe(200);
    expect((await ask(supplier.externalId)).body.plan.code).toBe('enterprise');
  });

  test('given piece by piece, revoked and given again waits for a second person as well', async () => {
    app.clock.set(monday);
    const [supplier, csm] = [
      await subscribed({ planCode: 'starter' }),
      await signedIn(app, { roles: ['csm'], regions: ['*'] }),
    ];
    await owner()('suppliers').where({ id: supplier.supplierId }).update({ owner_id: csm.staffId });
    const month = { ...feature, expiresOn: '2026-07-08' };
    const states: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const { run } = (await grant(csm, supplier, month)).body;
      states.push(run.state);
      if (run.state === 'succeeded') {
        await act(csm, `/entitlement-overrides/${run.result.entitlementOverrideId}/actions/revoke`, {});
        await write((writer) => endDueOverrides(writer, app.clock.now(), 100));
      }
    }
    // 60.00 a month more than Starter: two months' worth pass, the third does not.
    expect(states).toEqual(['succeeded', 'succeeded', 'awaiting_approval', 'awaiting_approval']);
  });

  test.each([
    [{ kind: 'plan', key: 'starter', expiresOn: '2026-06-30' }, 'key'],
    [{ kind: 'feature', key: 'contracts', expiresOn: '2026-06-30' }, 'key'],
    [{ kind: 'limit', key: 'team_members', limitValue: 2, expiresOn: '2026-06-30' }, 'limitValue'],
    [{ kind: 'feature', key: 'reports', expiresOn: '2026-06-01' }, 'expiresOn'],
    [{ kind: 'feature', key: 'reports', expiresOn: '2028-06-01' }, 'expiresOn'],
  ])('%j is refused at its field', async (input, field) => {
    app.clock.set(monday);
    const [supplier, lead] = [await subscribed(), await signedIn(app, { roles: ['cs_manager'] })];
    const { status, body } = await grant(lead, supplier, input);
    expect([status, Object.keys(body.errors ?? {})]).toEqual([400, [field]]);
  });

  test('of the same thing twice is refused, also when two people ask at once', async () => {
    app.clock.set(monday);
    const supplier = await subscribed();
    const [one, two] = [await signedIn(app, { roles: ['cs_manager'] }), await signedIn(app, { roles: ['finance'] })];
    const answers = await Promise.all([grant(one, supplier, feature), grant(two, supplier, feature)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('can be revoked, on a guarded day only after it', async () => {
    app.clock.set(monday);
    const [supplier, csm] = [await subscribed(), await signedIn(app, { roles: ['finance'] })];
    const { body } = await grant(csm, supplier, feature);
    const id = body.run.result.entitlementOverrideId;
    app.clock.set(saturday);
    const lead = await signedIn(app, { roles: ['cs_manager'] });
    expect(await act(lead, `/entitlement-overrides/${id}/actions/revoke`, {})).toMatchObject({ status: 200 });
    await write((writer) => endDueOverrides(writer, app.clock.now(), 100));
    expect((await lead.get(`/entitlement-overrides/${id}`)).body).toMatchObject({ state: 'active' });
    const deferral = await owner()('guard_deferrals').where({ source_id: id }).first();
    const finance = await signedIn(app, { roles: ['finance'] });
    expect((await act(finance, `/guard-deferrals/${deferral.id}/actions/override`, {})).status).toBe(403);
    expect((await act(lead, `/guard-deferrals/${deferral.id}/actions/override`, {})).status).toBe(200);
    await owner()('entitlement_overrides').where({ id }).update({ ends_at: app.clock.now() });
    await write((writer) => endDueOverrides(writer, app.clock.now(), 100));
    expect((await lead.get(`/entitlement-overrides/${id}`)).body).toMatchObject({ state: 'revoked' });
    app.clock.set(monday);
  });
});

describe('a revision of a plan', () => {
  test('is decided by two people and holds for everybody on the plan from that moment', async () => {
    app.clock.set(monday);
    const supplier = await subscribed({ planCode: 'starter' });
    const [lead, finance] = [
      await signedIn(app, { roles: ['cs_manager'] }),
      await signedIn(app, { roles: ['finance'] }),
    ];
    const plan = (await lead.get('/plans/starter')).body;
    const { name, description, features, limits } = plan;
    const input = { name, description, features, limits: { ...limits, team_members: 2 } };
    const { body } = await act(lead, '/plans/starter/actions/revise', input);
    expect(body.run.state).toBe('awaiting_approval');
    expect((await approve(lead, body.run.id)).status).toBe(403);
    const before = await ask(supplier.externalId);
    expect((await approve(finance, body.run.id)).status).toBe(200);
    const after = await ask(supplier.externalId, { 'if-none-match': before.headers.get('etag') ?? '' });
    expect([after.status, after.body.limits.team_members, after.body.plan.version]).toEqual([200, 2, 2]);
    expect((await lead.get('/plans/starter')).body.versions).toMatchObject([
      { number: 2, approvedByName: expect.stringMatching(/^Person/) },
      { number: 1 },
    ]);
  });

  test('shows its prices from the provider’s catalogue', async () => {
    const lead = await signedIn(app, { roles: ['auditor'] });
    const plans = (await lead.get('/plans')).body;
    expect(plans.map(({ id }: { id: string }) => id)).toEqual(['starter', 'professional', 'scale', 'enterprise']);
    expect(plans[1].prices).toMatchObject([
      { currency: 'GBP', interval: 'month', unitAmountMinor: 4_900, providers: ['stripe'] },
      { currency: 'GBP', interval: 'year', unitAmountMinor: 49_000, providers: ['stripe'] },
    ]);
  });
});
