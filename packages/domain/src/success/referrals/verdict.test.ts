import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeReferrals, referralReasons, referralRules, ruleOver, type ReferralFacts } from './verdict.ts';

const sentAt = new Date('2026-03-01T10:00:00Z');
const days = (count: number) => plusMs(sentAt, count * DAY_MS);

const fact = (over: Partial<ReferralFacts> = {}): ReferralFacts => ({
  id: 'rfl_a',
  inviterId: 'sup_inviter',
  inviteeId: 'sup_invitee',
  inviteeExternalId: 'invitee',
  sentAt,
  acceptedAt: days(2),
  signedUpAt: days(2),
  paidAt: days(16),
  sharesContact: false,
  sharesCard: false,
  inviterDomains: ['oak-barn.example'],
  inviteeDomains: ['lily-florist.example'],
  acceptedInDay: 1,
  decision: null,
  decidedAt: null,
  ...over,
});
const said = (facts: readonly ReferralFacts[]) =>
  [...judgeReferrals(facts)].map(([id, { state, reason }]) => `${id} ${state} ${reason ?? ''}`.trim()).sort();

describe('an accepted invite', () => {
  test('earns credit when the invitee pays', () =>
    expect(judgeReferrals([fact()]).get('rfl_a')).toEqual({ state: 'credited', reason: null, creditedAt: days(16) }));
  test('waits for the first payment', () => expect(said([fact({ paidAt: null })])).toEqual(['rfl_a waiting not_paid']));
  test.each<[string, Partial<ReferralFacts>, string]>([
    ['nobody reported', { sentAt: null }, 'invite_unknown'],
    ['whose inviter is unknown', { inviterId: null }, 'inviter_unknown'],
    ['whose invitee is unknown', { inviteeId: null }, 'invitee_unknown'],
  ])('%s waits, however much is known besides', (_what, over, reason) =>
    expect(said([fact(over)])).toEqual([`rfl_a waiting ${reason}`]),
  );
  test('that nobody accepted is only sent', () =>
    expect(said([fact({ acceptedAt: null, inviteeExternalId: null, inviteeId: null })])).toEqual(['rfl_a sent']));
  test.each<[string, Partial<ReferralFacts>, string]>([
    ['to oneself', { inviteeId: 'sup_inviter' }, 'fraud self_referral'],
    ['to a supplier with the same contact', { sharesContact: true }, 'fraud self_referral'],
    ['paid with the same card', { sharesCard: true }, 'fraud same_card'],
    ['within one business', { inviteeDomains: ['x.example', 'oak-barn.example'] }, 'fraud same_domain'],
    ['in a burst', { acceptedInDay: 9 }, 'fraud burst'],
    ['to somebody who was here', { signedUpAt: plusMs(sentAt, -11 * 60_000) }, 'refused here_before'],
    ['after 91 days', { acceptedAt: days(91) }, 'refused too_late'],
  ])('%s earns nothing', (_what, over, expected) => expect(said([fact(over)])).toEqual([`rfl_a ${expected}`]));
  test.each<[string, Partial<ReferralFacts>]>([
    ['the ninetieth day', { acceptedAt: days(90) }],
    ['eight in a day', { acceptedInDay: 8 }],
    ['a mailbox at the same public provider', { inviterDomains: ['gmail.com'], inviteeDomains: ['gmail.com'] }],
    ['a clock that is five minutes late', { signedUpAt: plusMs(sentAt, -5 * 60_000) }],
  ])('of %s is good', (_what, over) => expect(said([fact(over)])).toEqual(['rfl_a credited']));
});

const later = fact({ id: 'rfl_b', inviterId: 'sup_other', acceptedAt: days(3) });

describe('of several invites of one invitee', () => {
  test('the first accepted one has the credit', () =>
    expect(said([later, fact()])).toEqual(['rfl_a credited', 'rfl_b refused another_first']));
  test('the second has it when the first is fraud', () =>
    expect(said([fact({ sharesCard: true }), later])).toEqual(['rfl_a fraud same_card', 'rfl_b credited']));
  test('the first keeps it from the second while it waits for payment', () =>
    expect(said([fact({ paidAt: null }), { ...later, paidAt: null }])).toEqual([
      'rfl_a waiting not_paid',
      'rfl_b refused another_first',
    ]));
});

describe('a colleague', () => {
  test('may credit what the rules take for fraud', () =>
    expect(said([fact({ sharesCard: true, decision: 'credit' })])).toEqual(['rfl_a credited']));
  test('may refuse what the rules would credit', () =>
    expect(said([fact({ decision: 'refuse' })])).toEqual(['rfl_a refused by_person']));
  test('gives the credit to a later invite by crediting it', () =>
    expect(said([fact(), fact({ id: 'rfl_b', acceptedAt: days(3), decision: 'credit' })])).toEqual([
      'rfl_a refused another_first',
      'rfl_b credited',
    ]));
  test.each<[string, readonly ReferralFacts[], string, Date]>([
    [
      'of what the rules take for fraud, when it was said',
      [fact({ sharesCard: true, decision: 'credit', decidedAt: days(60) })],
      'rfl_a',
      days(60),
    ],
    [
      'of what has not been paid yet, when it is paid',
      [fact({ sharesCard: true, decision: 'credit', decidedAt: days(4) })],
      'rfl_a',
      days(16),
    ],
    [
      'that refused the first invite, for the second when it was said',
      [fact({ decision: 'refuse', decidedAt: days(60) }), later],
      'rfl_b',
      days(60),
    ],
    [
      'of what the rules credit as well, when the rules did',
      [fact({ decision: 'credit', decidedAt: days(60) })],
      'rfl_a',
      days(16),
    ],
  ])('gives credit by a word %s', (_what, facts, id, at) =>
    expect(judgeReferrals(facts).get(id)?.creditedAt).toEqual(at),
  );
  test('is told what the rules say whatever was decided', () =>
    expect(ruleOver(fact({ sharesCard: true, decision: 'credit' }))?.reason).toBe('same_card'));
});

test('every rule has its words among the reasons', () =>
  expect(referralRules.map(({ reason, words }) => referralReasons[reason] === words)).not.toContain(false));

const anyFacts = fc.array(
  fc.record({
    inviteeExternalId: fc.constantFrom('x', 'y', 'z'),
    inviterId: fc.constantFrom('sup_1', 'sup_2', 'sup_x', null),
    accepted: fc.option(fc.integer({ min: 0, max: 100 })),
    paid: fc.boolean(),
    sharesCard: fc.boolean(),
    acceptedInDay: fc.constantFrom(1, 8, 9),
    decision: fc.constantFrom('credit' as const, 'refuse' as const, null, null, null),
    decided: fc.integer({ min: 0, max: 200 }),
  }),
  { maxLength: 12 },
);
const factsOf = (drawn: typeof anyFacts extends fc.Arbitrary<infer Drawn> ? Drawn : never): ReferralFacts[] =>
  drawn.map(({ accepted, paid, decided, ...over }, index) =>
    fact({
      ...over,
      id: `rfl_${index}`,
      inviteeId: `sup_${over.inviteeExternalId}`,
      acceptedAt: accepted === null ? null : days(accepted),
      paidAt: paid ? days(120) : null,
      decidedAt: over.decision === null ? null : days(decided),
    }),
  );

test('nobody is brought by two, and everything given has a verdict', () =>
  fc.assert(
    fc.property(anyFacts, (drawn) => {
      const facts = factsOf(drawn);
      const verdicts = judgeReferrals(facts);
      const credited = facts.filter(({ id }) => verdicts.get(id)?.state === 'credited');
      const invitees = credited.map(({ inviteeExternalId }) => inviteeExternalId);
      expect(new Set(invitees).size).toBe(invitees.length);
      expect(verdicts.size).toBe(facts.length);
    }),
  ));

test('the order in which facts are given changes nothing', () =>
  fc.assert(
    fc.property(
      anyFacts.chain((drawn) =>
        fc.tuple(fc.constant(drawn), fc.shuffledSubarray(factsOf(drawn), { minLength: drawn.length })),
      ),
      ([drawn, shuffled]) => {
        expect(new Map(judgeReferrals(shuffled))).toEqual(new Map(judgeReferrals(factsOf(drawn))));
      },
    ),
  ));
