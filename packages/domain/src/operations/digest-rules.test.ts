import { expect, test } from 'vitest';
import { createDigestRuleSchema, digestEditions } from './digest-rules.ts';

const carla = { id: 'stf_carla', name: 'Carla', slackUserId: 'U0CARLA00' };
const rule = (over: object) => ({
  id: 'dgr_1',
  channel: null,
  staffId: null,
  segmentId: 'seg_1',
  segmentName: 'VIPs',
  ...over,
});
const places = (rules: readonly ReturnType<typeof rule>[]) =>
  digestEditions('#team', [carla], rules).map(({ to, ownerId, segmentId }) => [to, ownerId, segmentId]);

test('without rules the team reads of the whole house and each owner of their book', () =>
  expect(places([])).toEqual([
    ['#team', null, null],
    ['U0CARLA00', 'stf_carla', null],
  ]));

test('a rule adds a digest of its segment where it is read, and narrows the team’s in the team’s own channel', () => {
  expect(places([rule({ channel: '#vip' })])).toEqual([
    ['#team', null, null],
    ['#vip', null, 'seg_1'],
    ['U0CARLA00', 'stf_carla', null],
  ]);
  expect(places([rule({ channel: '#team' })])[0]).toEqual(['#team', null, 'seg_1']);
});

test('a rule of a person narrows their own digest and nobody else’s', () => {
  expect(places([rule({ staffId: carla.id })])[1]).toEqual(['U0CARLA00', 'stf_carla', 'seg_1']);
  expect(places([rule({ staffId: 'stf_theo' })])[1]).toEqual(['U0CARLA00', 'stf_carla', null]);
});

test('a rule is read in one place', () => {
  const wanted = { name: 'VIPs', segmentId: 'seg_1' };
  const fits = (over: object) => createDigestRuleSchema.safeParse({ ...wanted, ...over }).success;
  expect([
    fits({}),
    fits({ channel: '#vip', staffId: carla.id }),
    fits({ channel: '#vip' }),
    fits({ staffId: carla.id }),
  ]).toEqual([false, false, true, true]);
});
