import { expect, test } from 'vitest';
import {
  deferWhileGuarded,
  findGuardDeferral,
  listGuardDeferrals,
  overrideDeferral,
  type GuardedThing,
} from '../../src/suppliers/index.ts';
import { testActor, testUuids, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const saturdayInSydney = new Date('2026-06-05T22:00:00Z');
let count = 0;

async function supplier(timeZone: string, ...weddingDates: string[]): Promise<string> {
  const id = `sup_guard${++count}`;
  const { owner } = database.current;
  await owner('suppliers').insert({
    id,
    external_id: id,
    business_name: 'Fern & Fig',
    vendor_type: 'florist',
    region: 'nsw',
    country: 'AU',
    time_zone: timeZone,
    currency: 'AUD',
    signed_up_at: new Date(0),
  });
  for (const date of weddingDates)
    await owner('wedding_dates').insert({ id: `wed_${id}_${date}`, supplier_id: id, held_on: date });
  return id;
}

const cancellation = (supplierId: string, over: Partial<GuardedThing> = {}): GuardedThing => ({
  supplierId,
  kind: 'cancel',
  title: 'Cancellation of Professional',
  source: 'test',
  sourceId: `case-${supplierId}`,
  ...over,
});

const ask = (thing: GuardedThing, at: Date) =>
  database.current.store.transact(testActor({ name: 'Mia' }), (writer) =>
    deferWhileGuarded(writer, thing, at, testUuids),
  );

const deferrals = (supplierId: string) =>
  database.current.store.read(testActor(), async (reader) => {
    const query = { filter: { supplierId }, offset: 0, limit: 25, sort: null };
    return (await listGuardDeferrals(reader, query)).rows;
  });

test('what a Saturday puts off waits for Monday morning where the supplier is, once on record however often it is asked', async () => {
  const thing = cancellation(await supplier('Australia/Sydney'));
  const until = await ask(thing, saturdayInSydney);
  expect(until?.toISOString()).toBe('2026-06-08T00:00:00.000Z');
  await ask(thing, new Date('2026-06-06T03:00:00Z'));
  expect(await deferrals(thing.supplierId)).toMatchObject([
    { kind: 'cancel', guard: 'saturday', localDate: '2026-06-06', weddingOn: null, title: thing.title },
  ]);
});

test('the day before a wedding is guarded, and the supplier’s timeline says why', async () => {
  const thing = cancellation(await supplier('Europe/London', '2026-06-11'));
  expect(await ask(thing, new Date('2026-06-10T09:00:00Z'))).not.toBeNull();
  const told = await database.current.owner('timeline_entries').where({ supplier_id: thing.supplierId });
  expect(told).toMatchObject([
    { kind: 'guard', title: 'Put off: Cancellation of Professional, because there is a wedding on 2026-06-11' },
  ]);
});

test('a free day puts nothing off', async () => {
  const thing = cancellation(await supplier('Europe/London', '2026-06-11'));
  expect(await ask(thing, new Date('2026-06-08T09:00:00Z'))).toBeNull();
  expect(await deferrals(thing.supplierId)).toEqual([]);
});

test('what a person overrode passes from then on, is told to whoever put it off, and is overridden once', async () => {
  const thing = cancellation(await supplier('Australia/Sydney'));
  await ask(thing, saturdayInSydney);
  const id = (await deferrals(thing.supplierId))[0]?.id ?? '';
  const override = () =>
    database.current.store.transact(testActor({ name: 'Lea' }), (writer) =>
      overrideDeferral(writer, { id, reason: 'The supplier asked on the telephone', at: saturdayInSydney }),
    );
  expect([await override(), await override()]).toEqual([true, false]);
  expect(await ask(thing, saturdayInSydney)).toBeNull();
  expect(await ask(cancellation(thing.supplierId, { sourceId: 'another' }), saturdayInSydney)).not.toBeNull();
  const told = await database.current.owner('success_events').where({ type: 'guard_deferral.overridden' });
  expect(told).toMatchObject([{ resource_id: id, payload: { source: 'test', sourceId: thing.sourceId } }]);
  expect(await database.current.store.read(testActor(), (reader) => findGuardDeferral(reader, id))).toMatchObject({
    overriddenByName: 'Lea',
    overrideReason: 'The supplier asked on the telephone',
  });
});
