import { keepProductEvents } from '@wedsync/db/connectors';
import type { StoredSuccessEvent } from '@wedsync/db/platform';
import { listLateMilestones, recogniseMilestones, supplierMilestones } from '@wedsync/db/success';
import { DAY_MS, MINUTE_MS, plusMs, systemActor } from '@wedsync/domain/platform';
import type { ProductEvent } from '@wedsync/domain/connectors';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { celebrateReached, watchMilestones } from '../../src/success/milestones/index.ts';
import { asJob, testServices } from '../support/index.ts';

const database = useTestDatabase();
const clock = testClock();
const actor = systemActor('test', 'req_test');
const owner = () => database.current.owner;
const services = () => testServices(database.current, { clock });
const today = '2026-06-10T09:00:00Z';
const ago = (days: number, minutes = 0) => plusMs(new Date(today), -days * DAY_MS + minutes * MINUTE_MS);

// What happened stays on record, so every test has a supplier of its own.
let turn = 0;
let me = '';

beforeEach(async () => {
  clock.set(today);
  await owner().raw('truncate late_milestones, tasks, product_event_replays, milestone_cohorts');
  await owner()('suppliers').update({ lifecycle: 'cancelled', signed_up_at: '2020-01-01T00:00:00Z' });
  turn += 1;
  me = `sup_${turn}`;
  await aSupplier(me, { signed_up_at: ago(10) });
});

async function aSupplier(id: string, over: Record<string, unknown>): Promise<void> {
  await addSupplier(owner(), id, over);
  await owner()('contacts').insert({
    id: `con_${id}`,
    supplier_id: id,
    name: 'Jo',
    email: `${id}@example.com`,
    is_primary: true,
  });
}

function use(name: ProductEvent['name'], occurredAt: Date, id = `${me}-${name}-${occurredAt.toISOString()}`) {
  return { id, supplierExternalId: `ext-${me}`, name, occurredAt, properties: {} };
}

/** Events arrive in one batch, and what they mean is found out. */
async function arrive(...events: readonly ProductEvent[]) {
  const batch = events.map((event, index) => ({ index, event }));
  const limits = { perSupplierPerHour: 1_000, burst: 1_000 };
  await database.current.store.transact(actor, (writer) => keepProductEvents(writer, batch, limits, clock.now()));
  await owner()('product_event_replays').delete();
  return database.current.store.transact(actor, (writer) => recogniseMilestones(writer, [me], clock.now()));
}

const reachedAt = async (key: string): Promise<Date | undefined> =>
  (
    await owner()('supplier_milestones as r')
      .join('milestones as m', 'm.id', 'r.milestone_id')
      .where({ supplier_id: me, key })
      .first('reached_at')
  )?.reached_at;
const told = (type: string): Promise<StoredSuccessEvent[]> =>
  owner()('success_events')
    .where({ supplier_id: me, type })
    .orderBy('id')
    .select('id', 'type', 'payload', 'summary', 'resource', {
      supplierId: 'supplier_id',
      resourceId: 'resource_id',
      occurredAt: 'occurred_at',
      recordedAt: 'recorded_at',
    });
const messages = () => owner()('messages').where({ supplier_id: me }).select('subject', 'state', 'purpose', 'channel');
const celebrate = async () => {
  const events = await told('milestone.reached');
  await database.current.store.transact(actor, (writer) => celebrateReached.apply(writer, events, services()));
};

describe('what is reached', () => {
  test('has the instant of the event that made the count full', async () => {
    const answers = Array.from({ length: 12 }, (_, n) => use('enquiry.answered', ago(3, n * 7)));
    await arrive(...answers);
    expect(await reachedAt('first_enquiry_answered')).toEqual(ago(3));
    expect(await reachedAt('tenth_enquiry_answered')).toEqual(ago(3, 63));
  });

  test('is the same in any order, in any batches, with every event twice, and is told once', async () => {
    const events = Array.from({ length: 11 }, (_, n) => use('enquiry.answered', ago(6 - n / 2), `answer-${n}`));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...events, ...events], { minLength: 22 }),
        fc.integer({ min: 1, max: 21 }),
        async (order, cut) => {
          turn += 1;
          me = `sup_${turn}`;
          await aSupplier(me, { signed_up_at: ago(10) });
          const own = order.map((event) => ({ ...event, id: `${me}-${event.id}`, supplierExternalId: `ext-${me}` }));
          await arrive(...own.slice(0, cut));
          await arrive(...own.slice(cut));
          expect(await reachedAt('first_enquiry_answered')).toEqual(ago(6));
          expect(await reachedAt('tenth_enquiry_answered')).toEqual(ago(1.5));
          expect(await told('milestone.reached')).toHaveLength(2);
          await celebrate();
          await celebrate();
          expect(await messages()).toHaveLength(2);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('moves back when an earlier event arrives late, on the timeline too, and is not told again', async () => {
    await arrive(use('contract.signed', ago(1)));
    expect(await arrive(use('contract.signed', ago(5)))).toEqual({ reached: 0, movedBack: 1, told: 0 });
    expect(await reachedAt('first_contract_signed')).toEqual(ago(5));
    const lines = await owner()('timeline_entries').where({ supplier_id: me, kind: 'milestone' });
    expect(lines.map(({ at, title }) => [at, title])).toEqual([[ago(5), 'Milestone reached: First contract signed']]);
    expect(await told('milestone.reached')).toHaveLength(1);
  });

  test('long ago is kept in silence', async () => {
    await arrive(use('contract.signed', ago(8)));
    expect(await reachedAt('first_contract_signed')).toEqual(ago(8));
    expect(await told('milestone.reached')).toEqual([]);
  });

  test('of another type of vendor is not reached', async () => {
    await owner()('suppliers').where({ id: me }).update({ vendor_type: 'venue' });
    await arrive(use('gallery.published', ago(1)));
    expect(await reachedAt('gallery_published')).toBeUndefined();
  });
});

describe('a celebration', () => {
  test('is one message in the app, whatever crashes between', async () => {
    await arrive(use('contract.signed', ago(1)));
    const events = await told('milestone.reached');
    const crash = database.current.store.transact(actor, async (writer) => {
      await celebrateReached.apply(writer, events, services());
      throw new Error('The machine went away before the cursor was kept.');
    });
    await expect(crash).rejects.toThrow('went away');
    expect(await messages()).toEqual([]);
    await celebrate();
    await owner()('supplier_milestones').where({ supplier_id: me }).update({ message_id: null });
    await celebrate();
    expect(await messages()).toEqual([
      { subject: 'Your first contract is signed', state: 'scheduled', purpose: 'success', channel: 'in_app' },
    ]);
  });

  test('is kept back from who asked not to hear such things', async () => {
    const contact = {
      supplier_id: me,
      contact_id: `con_${me}`,
      address_hash: owner().raw('address_hash(?)', [`${me}@example.com`]),
    };
    const refusal = {
      purpose: 'success',
      channel: 'in_app',
      state: 'withdrawn',
      source: 'host',
      said_by: 'Jo',
      said_at: ago(2),
    };
    await owner()('consents').insert({ ...contact, ...refusal });
    await arrive(use('contract.signed', ago(1)));
    await celebrate();
    await celebrate();
    expect((await messages()).map(({ state }) => state)).toEqual(['suppressed']);
  });

  test('has no words for a milestone without any', async () => {
    await arrive(use('profile.completed', ago(1)));
    await celebrate();
    expect(await messages()).toEqual([]);
  });
});

describe('who is late', () => {
  const look = (now: boolean) => watchMilestones.run(asJob(services(), { actor }), { now });
  const watch = () => look(true);
  const tasks = () => owner()('tasks').where({ supplier_id: me }).select('title', 'status', 'detail');
  const late = () =>
    database.current.store.read(actor, (reader) =>
      listLateMilestones(reader, { sort: null, offset: 0, limit: 50, filter: { supplierId: me } }),
    );
  beforeEach(() => arrive({ ...use('login', ago(200)), supplierExternalId: 'ext-nobody' }));

  test('past targets gives one task for all of them, once', async () => {
    await owner()('suppliers')
      .where({ id: me })
      .update({ signed_up_at: ago(16) });
    await arrive(use('calendar.synced', ago(10)));
    await watch();
    await watch();
    expect((await tasks()).map(({ title, status }) => [title, status])).toEqual([
      ['Help with the milestone: Profile completed', 'open'],
    ]);
    expect((await late()).rows.map(({ title, because }) => [title, because])).toEqual([
      ['First enquiry answered', 'target'],
      ['Profile completed', 'target'],
    ]);
    expect(await told('milestone.late')).toHaveLength(2);
    await owner()('tasks').where({ supplier_id: me }).delete();
    await watch();
    expect(await tasks()).toEqual([]);
  });

  test('is looked for again after a day, or when much more is known', async () => {
    // Milestones were written by the database's clock.
    clock.set('2099-06-10T09:00:00Z');
    await watch();
    expect(await look(false)).toEqual({ due: false });
    clock.advanceMs(MINUTE_MS);
    await arrive(use('profile.completed', ago(0)), use('calendar.synced', ago(0)));
    expect(await look(false)).toMatchObject({ cohorts: expect.any(Number) });
    expect(await look(false)).toEqual({ due: false });
    clock.advanceMs(DAY_MS + MINUTE_MS);
    expect(await look(false)).toMatchObject({ cohorts: expect.any(Number) });
  });

  test('leaves the list when the milestone is reached after all', async () => {
    await watch();
    expect((await late()).total).toBe(1);
    await arrive(use('profile.completed', ago(0)));
    expect((await late()).total).toBe(0);
  });

  test('is nobody who paused', async () => {
    await owner()('suppliers').where({ id: me }).update({ lifecycle: 'paused' });
    await watch();
    expect([await tasks(), (await late()).total]).toEqual([[], 0]);
  });

  test('for long when first looked at is on the list and gives no task', async () => {
    await owner()('suppliers')
      .where({ id: me })
      .update({ signed_up_at: ago(60) });
    await arrive(use('enquiry.answered', ago(50)), use('calendar.synced', ago(50)), use('contract.signed', ago(50)));
    await watch();
    expect([(await late()).rows.map(({ title }) => title), await tasks()]).toEqual([['Profile completed'], []]);
  });

  test('is also who has not done by day 5 what three quarters of the same half-year had done by day 4', async () => {
    await owner()('suppliers')
      .where({ id: me })
      .update({ signed_up_at: ago(5), vendor_type: 'cake' });
    const others = Array.from({ length: 25 }, (_, n) => `other_${turn}_${n}`);
    for (const id of others) await aSupplier(id, { signed_up_at: ago(100), vendor_type: 'cake' });
    await owner()('supplier_milestones').insert(
      others.map((id) => ({
        supplier_id: id,
        milestone_id: 'mil_profilecompleted',
        reached_at: ago(97, 1),
        found_at: ago(97),
      })),
    );
    await watch();
    const [first] = (await late()).rows;
    expect([first?.title, first?.because]).toEqual(['Profile completed', 'cohort']);
    const { milestones } = await database.current.store.read(actor, (reader) =>
      supplierMilestones(reader, me, clock.now()),
    );
    expect(milestones.find(({ title }) => title === 'Profile completed')).toMatchObject({
      late: true,
      medianDays: 4,
      p75Days: 4,
    });
  });
});
