import { escalateAlerts, raiseAlert, wakeAlerts } from '@wedsync/db/delivery';
import { createId } from '@wedsync/domain/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testActor, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { startChannelsApp } from './channels-app.ts';

const database = useTestDatabase();
let api: Awaited<ReturnType<typeof startChannelsApp>>;

beforeAll(async () => {
  api = await startChannelsApp(database.current);
  const person = (id: string, role: string, over: object = {}) => ({
    id,
    email: `${id}@wedsync.example`,
    name: id.slice(4),
    roles: [role],
    regions: ['*'],
    slack_user_id: `U0${id.slice(4).toUpperCase()}00`,
    ...over,
  });
  await database.current
    .owner('staff')
    .insert([
      person('stf_carla', 'csm', { phone: '+447700900101' }),
      person('stf_theo', 'csm'),
      person('stf_marcus', 'cs_manager', { phone: '+447700900102' }),
      person('stf_otto', 'auditor'),
      person('stf_gone', 'admin', { disabled_at: new Date() }),
    ]);
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.set('2026-06-10T12:00:00Z');
  await database.current.owner.raw('truncate messages, alerts, alert_storms, alert_routes, slack_interactions cascade');
});

async function supplier(over: object = {}): Promise<string> {
  const id = createId('supplier', testUuids.next());
  await database.current.owner('suppliers').insert({
    id,
    external_id: id,
    business_name: 'Rose & Lily',
    vendor_type: 'florist',
    region: 'London',
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: api.clock.now(),
    owner_id: 'stf_carla',
    plan_code: 'enterprise',
    ...over,
  });
  return id;
}

async function alertOf(supplierId: string | null, type = 'dispute-due'): Promise<string> {
  const raised = await database.current.store.transact(testActor(), (writer) =>
    raiseAlert(
      writer,
      {
        type,
        dedupKey: testUuids.next(),
        supplierId,
        detail: 'By Friday',
        resource: null,
        resourceId: null,
        path: '/disputes',
        at: api.clock.now(),
      },
      testUuids,
    ),
  );
  await database.current.owner('alerts').update({ open_since: api.clock.now() });
  return raised?.id ?? '';
}

const pressed = (alertId: string, button: string, user = 'U0CARLA00') => ({
  type: 'block_actions',
  user: { id: user },
  channel: { id: 'C0BILLING' },
  actions: [{ action_id: button, value: alertId }],
});
const alertRow = (id: string) => database.current.owner('alerts').where({ id }).first();
const refusals = () => database.current.owner('messages').where({ template: 'slack-refusal' });

describe('a button pressed in Slack', () => {
  test('does what it does in the back office, in the name of whoever pressed, and has the message shown anew', async () => {
    const id = await alertOf(await supplier());
    expect((await api.slack(pressed(id, 'alert.take'))).status).toBe(200);
    const row = await alertRow(id);
    expect(row).toMatchObject({ state: 'acknowledged', acknowledged_by: 'carla', assignee_id: 'stf_carla' });
    expect(await database.current.owner('messages').where({ id: row.message_id }).first()).toMatchObject({
      revision: 2,
    });
    const audit = await database.current
      .owner('audit_entries')
      .where({ resource: 'alerts', resource_id: id, action: 'update', actor_id: 'stf_carla' });
    expect(audit).toHaveLength(1);
  });

  test('needs the secret, a fresh timestamp, and counts once however often it is repeated', async () => {
    const id = await alertOf(await supplier());
    const press = pressed(id, 'alert.snooze.hour');
    expect((await api.slack(press, { secret: 'x'.repeat(32) })).json.code).toBe('signature-wrong');
    expect((await api.slack(press, { at: new Date('2026-06-10T11:54:59Z') })).json.code).toBe('timestamp-stale');
    expect((await alertRow(id)).state).toBe('open');
    await api.slack(press);
    await database.current.owner('alerts').where({ id }).update({ state: 'open', snoozed_until: null });
    expect((await api.slack(press)).status).toBe(200);
    expect((await alertRow(id)).state).toBe('open');
  });

  test.each([
    ['somebody without an account', 'U0GUEST00', /no account/],
    ['somebody whose account is disabled', 'U0GONE00', /no account/],
    ['a role without the right', 'U0OTTO00', /Your role does not include this/],
    ['the owner of other suppliers', 'U0THEO00', /no alert/i],
  ])('by %s changes nothing and is answered to them alone', async (_who, user, why) => {
    const id = await alertOf(await supplier());
    expect((await api.slack(pressed(id, 'alert.acknowledge', user))).status).toBe(200);
    expect((await alertRow(id)).state).toBe('open');
    const [refusal] = await refusals();
    expect(refusal).toMatchObject({ recipient: 'C0BILLING', payload: { onlyFor: user } });
    expect(refusal.body).toMatch(why);
  });

  test('is done by the same request again when the house broke down while it was being done', async () => {
    const { owner } = database.current;
    const id = await alertOf(await supplier());
    const press = pressed(id, 'alert.acknowledge');
    await owner.raw(
      `create function break_down() returns trigger language plpgsql as $$ begin raise exception 'gone'; end $$;
       create trigger break_down before update on alerts for each row execute function break_down()`,
    );
    expect((await api.slack(press)).status).toBe(500);
    await owner.raw('drop trigger break_down on alerts; drop function break_down()');
    expect((await alertRow(id)).state).toBe('open');
    expect((await api.slack(press)).status).toBe(200);
    expect((await alertRow(id)).state).toBe('acknowledged');
    expect(await refusals()).toEqual([]);
  });

  test('leaves the same trail as in the back office: an event, a line of the supplier and an entry of the audit', async () => {
    const supplierId = await supplier();
    const id = await alertOf(supplierId);
    await api.slack(pressed(id, 'alert.snooze.hour'));
    const about = { resource: 'alerts', resource_id: id };
    expect(await database.current.owner('success_events').where({ ...about, type: 'alert.snoozed' })).toMatchObject([
      { supplier_id: supplierId, payload: { by: 'carla', until: '2026-06-10T13:00:00.000Z' } },
    ]);
    expect(await database.current.owner('timeline_entries').where({ supplier_id: supplierId })).toMatchObject([
      { kind: 'alert', actor_name: 'carla', link: `/alerts/${id}/show` },
    ]);
    const runs = await database.current.owner('action_runs').where({ action: 'alerts.snooze', target_id: id });
    expect(runs).toMatchObject([{ requested_by: 'stf_carla', state: 'succeeded' }]);
  });

  test('too late is told why', async () => {
    const id = await alertOf(await supplier());
    await api.slack(pressed(id, 'alert.acknowledge'));
    await api.slack(pressed(id, 'alert.acknowledge', 'U0MARCUS00'));
    expect((await refusals())[0].body).toBe('Nothing changed: This alert is acknowledged already.');
  });
});

test('a snoozed alert comes back when its time has come, and is told by a message of its own', async () => {
  const id = await alertOf(await supplier());
  await api.slack(pressed(id, 'alert.snooze.tomorrow'));
  const wake = (now: string) =>
    database.current.store.transact(testActor(), (writer) => wakeAlerts(writer, { now: new Date(now), limit: 10 }));
  expect(await wake('2026-06-11T07:59:59Z')).toBe(0);
  const before = await alertRow(id);
  expect(await wake('2026-06-11T08:00:00Z')).toBe(1);
  const after = await alertRow(id);
  expect(after).toMatchObject({ state: 'open', snoozed_until: null });
  expect(after.message_id).not.toBe(before.message_id);
});

describe('a rule', () => {
  const rule = { id: 'rte_1', name: 'Big ones', place: 1, plan_codes: ['enterprise'], channel: '#vip' };

  test('sends an alert to its channel, and the alert says which rule it was', async () => {
    await database.current.owner('alert_routes').insert(rule);
    expect(await alertRow(await alertOf(await supplier()))).toMatchObject({ channel: '#vip', route_name: 'Big ones' });
    expect(await alertRow(await alertOf(await supplier({ plan_code: 'starter' })))).toMatchObject({
      channel: '#billing',
      route_name: null,
    });
  });

  test('keeps storms apart: each channel has its own summary of what it was not told one by one', async () => {
    await database.current.owner('alert_routes').insert(rule);
    const [big, small] = [await supplier(), await supplier({ plan_code: 'starter' })];
    for (let nth = 0; nth < 7; nth += 1) await alertOf(big);
    for (let nth = 0; nth < 6; nth += 1) await alertOf(small);
    expect(await database.current.owner('alert_storms').orderBy('id').select('channel', 'count')).toEqual([
      { channel: '#vip', count: 2 },
      { channel: '#billing', count: 1 },
    ]);
  });
});

describe('a critical alert about a supplier at a wedding', () => {
  const escalate = (over: object = {}) =>
    database.current.store.transact(testActor(), (writer) =>
      escalateAlerts(writer, { now: api.clock.now(), limit: 10, publicUrl: 'https://office.example', ...over }),
    );
  const wedding = async (held_on: string, over: object = {}) => {
    const supplier_id = await supplier(over);
    const id = createId('weddingDate', testUuids.next());
    await database.current.owner('wedding_dates').insert({ id, supplier_id, held_on });
    return supplier_id;
  };
  const texts = () => database.current.owner('messages').where({ channel: 'sms' });

  test('that nobody takes in time is texted to the owner, once', async () => {
    const id = await alertOf(await wedding('2026-06-11'));
    api.clock.advanceMs(14 * 60_000);
    expect(await escalate()).toBe(0);
    api.clock.advanceMs(60_000);
    expect([await escalate(), await escalate()]).toEqual([1, 0]);
    expect(await texts()).toMatchObject([{ recipient: '+447700900101', dedup_key: `escalation:${id}` }]);
    expect(await alertRow(id)).toMatchObject({ escalated_to: 'carla' });
  });

  test('goes to a lead when its owner has no number', async () => {
    await alertOf(await wedding('2026-06-09', { owner_id: 'stf_theo' }));
    api.clock.advanceMs(15 * 60_000);
    await escalate();
    expect(await texts()).toMatchObject([{ recipient: '+447700900102' }]);
  });

  test('is said to be texted to nobody where no text leaves the house', async () => {
    const id = await alertOf(await wedding('2026-06-11'));
    api.clock.advanceMs(15 * 60_000);
    expect(await escalate({ canText: false })).toBe(1);
    expect(await texts()).toEqual([]);
    expect(await alertRow(id)).toMatchObject({ escalated_at: api.clock.now(), escalated_to: null });
  });

  test('that a colleague answers by text is not answered by the supplier', async () => {
    const supplierId = await wedding('2026-06-11');
    await alertOf(supplierId);
    api.clock.advanceMs(15 * 60_000);
    await escalate();
    await texts().update({ state: 'sent', sent_at: api.clock.now() });
    await api.twilio('/webhooks/sms', { MessageSid: 'SMok', From: '+447700900101', Body: 'ok' });
    const heard = await database.current.owner('success_events').where({ supplier_id: supplierId }).pluck('type');
    expect(heard).toEqual(['alert.raised']);
    expect(await texts().pluck('state')).toEqual(['sent']);
  });

  test('is left alone once somebody took it, when it is not critical, or when the wedding is further away', async () => {
    await api.slack(pressed(await alertOf(await wedding('2026-06-10')), 'alert.acknowledge'));
    await alertOf(await wedding('2026-06-10'), 'payment-failed');
    await alertOf(await wedding('2026-06-12'));
    api.clock.advanceMs(60 * 60_000);
    expect(await escalate()).toBe(0);
    expect(await texts()).toEqual([]);
  });
});
