import { createId } from '@wedsync/domain/platform';
import { beforeAll, expect, test } from 'vitest';
import { testActor, testClock, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { sendDigests } from '../../src/operations/send-digests.ts';
import { asJob, testServices } from '../support/index.ts';

const database = useTestDatabase();

beforeAll(async () => {
  const { owner } = database.current;
  const person = (id: string, slack_user_id: string | null) => ({
    id,
    email: `${id}@wedsync.example`,
    name: id.slice(4),
    roles: ['csm'],
    regions: ['*'],
    slack_user_id,
  });
  await owner('staff').insert([person('stf_carla', 'U0CARLA00'), person('stf_theo', 'U0THEO000')]);
  const supplier = (owner_id: string, health_band: string) => ({
    id: createId('supplier', testUuids.next()),
    external_id: testUuids.next(),
    business_name: 'Rose & Lily',
    vendor_type: 'florist',
    region: 'London',
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: new Date('2026-01-01'),
    lifecycle: 'active',
    owner_id,
    health_band,
  });
  await owner('suppliers').insert([supplier('stf_carla', 'at_risk'), supplier('stf_theo', 'healthy')]);
});

const send = (now: string) =>
  sendDigests.run(asJob(testServices(database.current, { clock: testClock(now) }), { actor: testActor() }), {});

test('each owner with something to do, and the team, hear of it once a day, and nobody at the weekend', async () => {
  await send('2026-06-13T07:30:00Z');
  expect(await database.current.owner('messages')).toEqual([]);
  await send('2026-06-12T07:30:00Z');
  await send('2026-06-12T09:00:00Z');
  expect(await database.current.owner('messages').orderBy('recipient').pluck('recipient')).toEqual([
    '#customer-success',
    'U0CARLA00',
  ]);
  await send('2026-06-15T07:30:00Z');
  expect(await database.current.owner('messages')).toHaveLength(4);
});

test('a rule narrows a digest to its segment, in a channel and in somebody’s own book', async () => {
  const { owner } = database.current;
  const [theirs] = await owner('suppliers').where({ owner_id: 'stf_carla' }).pluck('id');
  const segment = { rule: '{}', created_by: 'stf_carla', created_by_name: 'Carla' };
  await owner('segments').insert([
    { ...segment, id: 'seg_in', name: 'VIPs' },
    { ...segment, id: 'seg_out', name: 'Nobody' },
    { ...segment, id: 'seg_gone', name: 'Archived', archived: true },
  ]);
  await owner('segment_memberships').insert([
    { segment_id: 'seg_in', supplier_id: theirs, entered_at: new Date('2026-06-01') },
    { segment_id: 'seg_out', supplier_id: theirs, entered_at: new Date('2026-06-01'), left_at: new Date('2026-06-02') },
    { segment_id: 'seg_gone', supplier_id: theirs, entered_at: new Date('2026-06-01') },
  ]);
  await owner('digest_rules').insert([
    { id: 'dgr_1', name: 'VIPs', channel: '#vip', segment_id: 'seg_in' },
    { id: 'dgr_2', name: 'Archived', channel: '#old', segment_id: 'seg_gone' },
    { id: 'dgr_3', name: 'Off', channel: '#off', segment_id: 'seg_in', enabled: false },
    { id: 'dgr_4', name: 'Empty', channel: '#empty', segment_id: 'seg_out' },
    { id: 'dgr_5', name: 'Carla', staff_id: 'stf_carla', segment_id: 'seg_out' },
  ]);
  await send('2026-06-16T07:30:00Z');
  const sent = await owner('messages').where('dedup_key', 'like', '%:2026-06-16').orderBy('recipient');
  expect(sent.map(({ recipient, subject }) => [recipient, subject])).toEqual([
    ['#customer-success', 'Today, for the whole team'],
    ['#vip', 'Today: VIPs'],
  ]);
  expect(JSON.stringify(sent[1].payload)).toContain('1 supplier at risk');
});

test('one that cannot be written keeps none of the others back, and is tried again without telling anybody twice', async () => {
  const { owner } = database.current;
  await owner.raw(
    `create function refuse_team() returns trigger language plpgsql as $$ begin if new.recipient = '#customer-success' then raise exception 'no room'; end if; return new; end $$;
     create trigger refuse_team before insert on messages for each row execute function refuse_team()`,
  );
  const sentOn = (day: string) =>
    owner('messages').where('dedup_key', 'like', `%:${day}`).orderBy('recipient').pluck('recipient');
  await expect(send('2026-06-17T07:30:00Z')).rejects.toThrow('1 of 5 failed. Today, for the whole team: ');
  const others = await sentOn('2026-06-17');
  expect(others).not.toEqual([]);
  await owner.raw('drop trigger refuse_team on messages; drop function refuse_team()');
  await send('2026-06-17T07:31:00Z');
  expect(await sentOn('2026-06-17')).toEqual(['#customer-success', ...others]);
});
