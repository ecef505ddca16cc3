import {
  listReferrals,
  recogniseMilestones,
  recomputeHealth,
  referralFigures,
  scoreReferrals,
} from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { testActor, testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { accepted, day, invited, referralStory } from './a-referral.ts';

const database = useTestDatabase();
const clock = testClock();
const actor = systemActor('test', 'req_test');
const owner = () => database.current.owner;
const { supplier, pays, report, follow, watch, say, states, told, story, forget } = referralStory(database, clock);

beforeEach(async () => {
  clock.set('2026-06-10T09:00:00Z');
  await forget();
});

describe('an invite', () => {
  test('earns its inviter the credit when the invitee pays, which is told once however often it is judged', async () => {
    await supplier('anna', 200);
    await report(invited('anna', 'i1', 6));
    await follow();
    expect(await states()).toEqual(['i1 sent']);
    await supplier('ben', 5);
    await report(accepted('ben', 'i1', 5));
    await follow();
    expect(await states()).toEqual(['i1 waiting not_paid']);
    await pays('ben', 1);
    await follow();
    await watch();
    await watch();
    expect(await states()).toEqual(['i1 credited']);
    expect(await told()).toEqual(['referral.accepted sup_anna', 'referral.credited sup_anna']);
    const lines = await owner()('timeline_entries').where({ kind: 'referral' }).orderBy('source_id').pluck('title');
    expect(lines.sort()).toEqual([
      'Brought Studio ben, who pays now',
      'Came on the invite of Studio anna',
      'Studio ben accepted its invite',
    ]);
  });

  test('is kept without the address it went to', async () => {
    await supplier('anna', 200);
    await report(invited('anna', 'i1', 6, 'Rose@Lily.example'));
    await follow();
    const kept = JSON.stringify([
      await owner()('product_events'),
      await owner()('referral_facts'),
      await owner()('referrals'),
    ]);
    expect(kept).not.toMatch(/rose@/i);
    expect(await owner()('referrals').first('invitee_domain', 'invitee_key', 'channel')).toEqual({
      invitee_domain: 'lily.example',
      invitee_key: expect.stringMatching(/^[0-9a-f]{64}$/),
      channel: 'email',
    });
  });

  test('of long ago is judged in silence', async () => {
    await supplier('anna', 300);
    await supplier('ben', 100);
    await report(invited('anna', 'i1', 101), accepted('ben', 'i1', 100));
    await pays('ben', 80);
    await follow();
    expect([await states(), await told()]).toEqual([['i1 credited'], []]);
  });

  test.each<[string, string, () => Promise<void>]>([
    ['to oneself', 'i1 fraud self_referral', () => report(accepted('anna', 'i1', 4))],
    [
      'paid with the inviter’s card',
      'i1 fraud same_card',
      async () => {
        await supplier('ben', 5);
        await report(accepted('ben', 'i1', 5));
        await pays('anna', 100, 'one card');
        await pays('ben', 1, 'one card');
      },
    ],
    [
      'to a colleague under the same domain',
      'i1 fraud same_domain',
      async () => {
        await supplier('ben', 5, { email: 'sales@anna.example' });
        await report(accepted('ben', 'i1', 5));
      },
    ],
    [
      'to a second account of the same person',
      'i1 fraud self_referral',
      async () => {
        await supplier('ben', 5, { email: 'JO@anna.example' });
        await report(accepted('ben', 'i1', 5));
      },
    ],
    [
      'to somebody who was here',
      'i1 refused here_before',
      async () => {
        await supplier('ben', 50);
        await report(accepted('ben', 'i1', 5));
      },
    ],
  ])('%s is %s', async (_what, expected, happens) => {
    await supplier('anna', 200);
    await report(invited('anna', 'i1', 6));
    await happens();
    await follow();
    expect(await states()).toEqual([expected]);
  });

  test('accepted by a second supplier is the first one’s, and the second is counted', async () => {
    await supplier('anna', 200);
    await supplier('ben', 5);
    await supplier('carl', 4);
    await report(invited('anna', 'i1', 6), accepted('carl', 'i1', 4), accepted('ben', 'i1', 5));
    await follow();
    expect(await owner()('referrals').first('invitee_id', 'other_acceptances')).toEqual({
      invitee_id: 'sup_ben',
      other_acceptances: 1,
    });
  });

  test('whose card becomes known later loses its credit, and the next accepted one has it', async () => {
    for (const [name, ago] of [
      ['anna', 200],
      ['dora', 200],
      ['ben', 5],
    ] as const)
      await supplier(name, ago);
    await report(
      invited('anna', 'i1', 7),
      invited('dora', 'i2', 6),
      accepted('ben', 'i1', 5),
      accepted('ben', 'i2', 4),
    );
    await pays('ben', 1, 'one card');
    await follow();
    expect(await states()).toEqual(['i1 credited', 'i2 refused another_first']);
    await pays('anna', 2, 'one card');
    await watch();
    expect(await states()).toEqual(['i1 fraud same_card', 'i2 credited']);
    expect((await told()).slice(-2).sort()).toEqual(['referral.credited sup_dora', 'referral.withdrawn sup_anna']);
  });

  test('that was credited is told to be worth nothing when that becomes known, however long ago its cause was', async () => {
    await supplier('anna', 200);
    await supplier('ben', 25);
    await report(invited('anna', 'i1', 30), accepted('ben', 'i1', 20));
    await pays('ben', 15, 'one card');
    await follow();
    clock.set('2026-06-14T09:00:00Z');
    await pays('anna', 10, 'one card');
    await watch();
    expect(await states()).toEqual(['i1 fraud same_card']);
    expect(await told()).toEqual(['referral.withdrawn sup_anna']);
    expect(await story('anna')).toEqual([
      'Brought Studio ben, who pays now',
      'No longer has the credit for Studio ben: Both have paid, or would pay, with the same card.',
    ]);
  });

  test('is what a colleague says, until the word is taken back, and each turn is told', async () => {
    await supplier('anna', 200);
    await supplier('ben', 45, { email: 'sales@anna.example' });
    await report(invited('anna', 'i1', 46), accepted('ben', 'i1', 45));
    await pays('ben', 41);
    await follow();
    await say('credit');
    expect(await states()).toEqual(['i1 credited']);
    expect((await listed()).rows[0]).toMatchObject({ decision: { byName: 'Mia' }, state: 'credited', why: null });
    expect(await owner()('referrals').first('credited_at')).toEqual({ credited_at: clock.now() });
    await say(null);
    expect(await states()).toEqual(['i1 fraud same_domain']);
    expect(await told()).toEqual(['referral.credited sup_anna', 'referral.withdrawn sup_anna']);
  });

  test('that a colleague refused by mistake has its credit again, on the record too', async () => {
    await supplier('anna', 200);
    await supplier('ben', 45);
    await report(invited('anna', 'i1', 46), accepted('ben', 'i1', 45));
    await pays('ben', 41);
    await follow();
    await say('refuse');
    await say(null);
    expect(await told()).toEqual(['referral.withdrawn sup_anna', 'referral.credited sup_anna']);
    expect(await story('anna')).toEqual([
      'Brought Studio ben, who pays now',
      'Brought Studio ben, who pays now',
      'No longer has the credit for Studio ben: A colleague decided so.',
    ]);
  });
});

const listed = (over: Partial<Parameters<typeof testActor>[0]> = {}) =>
  database.current.store.read(testActor(over), (reader) =>
    listReferrals(reader, { sort: null, offset: 0, limit: 50, filter: {} }),
  );

describe('whatever the order in which facts arrive', () => {
  type Fact = { readonly name: string; readonly arrives: () => Promise<void> };
  const facts: readonly Fact[] = [
    ...(
      [
        ['anna', 200],
        ['dora', 150],
        ['ben', 20],
        ['carl', 18],
      ] as const
    ).map(([name, ago]) => ({ name, arrives: () => supplier(name, ago) })),
    ...[
      invited('anna', 'i1', 25),
      invited('dora', 'i2', 24),
      invited('dora', 'i3', 23),
      invited('nobody', 'i4', 22),
      accepted('ben', 'i2', 20),
      accepted('ben', 'i1', 19),
      accepted('carl', 'i3', 18),
      accepted('carl', 'i4', 17),
      accepted('anna', 'i5', 16),
      // The host tells of the same invite again, by another supplier and later.
      { ...invited('anna', 'i3', 2), id: 'sent-i3-again' },
    ].map((event) => ({ name: event.id, arrives: () => report(event) })),
    { name: 'ben pays', arrives: () => pays('ben', 5) },
    { name: 'carl pays', arrives: () => pays('carl', 4, 'card of dora') },
    { name: 'dora pays', arrives: () => pays('dora', 100) },
  ];
  const expected = [
    'i1 refused another_first',
    'i2 credited',
    'i3 fraud same_card',
    'i4 waiting inviter_unknown',
    'i5 waiting invite_unknown',
  ];
  const snapshot = () =>
    owner()('referrals')
      .orderBy('id')
      .select(
        'id',
        'invite_id',
        'supplier_id',
        'inviter_external_id',
        'invitee_id',
        'invitee_external_id',
        'sent_at',
        'accepted_at',
        'paid_at',
        'state',
        'reason',
        'credited_at',
        'other_acceptances',
      );

  test('each twice, followed now and then: the result is the same, and the same when it is built from nothing', async () => {
    let first: unknown = null;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...facts], { minLength: facts.length }),
        fc.integer({ min: 1, max: 5 }),
        async (order, every) => {
          await owner().raw(
            'truncate suppliers, contacts, invoices, payment_methods, referral_facts, referrals, product_event_ids, product_events, product_event_strangers, usage_daily, timeline_entries cascade',
          );
          for (const [index, { arrives }] of order.entries()) {
            await arrives();
            if (index % every === 0) await follow();
          }
          await follow();
          expect(await states()).toEqual(expected);
          const now = await snapshot();
          first ??= now;
          expect(now).toEqual(first);
          await owner().raw('truncate referrals, referral_facts');
          await watch({ all: true });
          expect(await snapshot()).toEqual(first);
        },
      ),
      { numRuns: 3 },
    );
  });

  test('a duplicate changes nothing', async () => {
    for (const { arrives } of facts) await arrives();
    await follow();
    const before = await snapshot();
    await report(invited('anna', 'i1', 25), accepted('ben', 'i2', 20));
    await database.current.store.transact(actor, (writer) => scoreReferrals(writer, ['i1', 'i2', 'i3'], clock.now()));
    expect(await snapshot()).toEqual(before);
  });
});

describe('what it amounts to', () => {
  /** Thirty-two customers; anna brought four in three regions, ben one, and the rest nobody. */
  async function population(): Promise<void> {
    const crowd = Array.from({ length: 26 }, (_, n) => `c${n}`);
    for (const name of ['anna', 'ben', ...crowd]) {
      await supplier(name, 400);
      await pays(name, 380);
    }
    for (const [n, region] of ['Kent', 'Devon', 'Fife', 'Kent'].entries()) {
      await supplier(`new${n}`, 120, { region });
      await report(invited('anna', `a${n}`, 130 + n), accepted(`new${n}`, `a${n}`, 120));
      await pays(`new${n}`, 100);
    }
    await report(...Array.from({ length: 8 }, (_, n) => invited('ben', `b${n}`, 125 + n)));
    // A reminder, an invite outside the window, one by somebody who is no customer.
    await report({
      ...invited('ben', 'b0-again', 119),
      properties: { invite: 'b0-again', invitee: 'b0@somewhere.example' },
    });
    await report(invited('anna', 'late', 20), invited('stranger', 'x', 130));
    await follow();
  }

  test('is K over all customers, by hand', async () => {
    await population();
    await watch();
    const {
      measured,
      superConnectors,
      states: counts,
    } = await database.current.store.read(testActor(), referralFigures);
    // By hand: 28 customers before and 4 that first paid 100 days ago, within the window of 90 to 180 days back.
    // i = 12 / 32, c = 4 / 12; one brought all four, so the variance is (16 - 16 / 32) / 31 = 0.5, four times the mean.
    expect(measured?.overall).toMatchObject({
      customers: 32,
      senders: 2,
      invites: 12,
      accepted: 4,
      paid: 4,
      invitesPerCustomer: 0.375,
      kSenders: 2,
      state: 'known',
    });
    const { value, low, high } = measured?.overall.k ?? {};
    expect([value, low?.toFixed(4), high?.toFixed(4)]).toEqual([0.125, '0.0221', '0.7081']);
    const kent = measured?.groups.find((group) => group.dimension === 'region' && group.value === 'Kent');
    expect(kent).toMatchObject({ customers: 2, invites: 0, k: null, state: 'few' });
    expect(measured?.groups.filter(({ state }) => state === 'open').map(({ value: month }) => month)).toEqual([
      '2026-03',
    ]);
    expect(superConnectors.map(({ businessName, paid, regions }) => [businessName, paid, regions])).toEqual([
      ['Studio anna', 4, 3],
    ]);
    expect(counts.find(({ state }) => state === 'credited')).toEqual({ state: 'credited', referrals: 4 });
  });

  test('is told of whole months of first payment, the oldest too', async () => {
    for (const [name, ago] of [
      ['early', 738],
      ['late', 725],
    ] as const) {
      await supplier(name, 800);
      await pays(name, ago);
    }
    await watch();
    const { measured } = await database.current.store.read(testActor(), referralFigures);
    const cohorts = measured?.groups.filter(({ dimension }) => dimension === 'cohort');
    expect(cohorts?.map(({ value, customers }) => [value, customers])).toEqual([['2024-06', 2]]);
  });

  test('reaches milestones and lifts health, and both forget nothing when it is repeated', async () => {
    await population();
    await database.current.store.transact(actor, (writer) => recogniseMilestones(writer, ['sup_anna'], clock.now()));
    const reached = await owner()('supplier_milestones as r')
      .join('milestones as m', 'm.id', 'r.milestone_id')
      .where('r.supplier_id', 'sup_anna')
      .orderBy('m.position')
      .select('m.key', 'r.reached_at');
    expect(reached).toEqual([
      { key: 'first_colleague_invited', reached_at: day(133) },
      { key: 'first_colleague_brought', reached_at: day(100) },
      { key: 'third_colleague_brought', reached_at: day(100) },
    ]);
    expect(await owner()('recompute_marks').where({ kind: 'health', supplier_id: 'sup_anna' })).toHaveLength(1);
    await database.current.store.transact(actor, (writer) =>
      recomputeHealth(writer, ['sup_anna', 'sup_c1'], clock.now()),
    );
  });

  test('is shown to each as far as they see the suppliers', async () => {
    await population();
    const { rows } = await listed({ scope: { kind: 'region', regions: ['Devon'] } });
    expect(rows.map(({ inviteId, inviter, invitee }) => [inviteId, inviter, invitee?.businessName])).toEqual([
      ['a1', null, 'Studio new1'],
    ]);
  });
});
