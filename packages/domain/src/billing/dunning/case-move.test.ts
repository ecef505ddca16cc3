import { describe, expect, test } from 'vitest';
import { caseMove, type DebtFacts } from './case-move.ts';

const monday = new Date('2026-06-01T09:00:00Z');
const tuesday = new Date('2026-06-02T09:00:00Z');
const wednesday = new Date('2026-06-03T09:00:00Z');
const thursday = new Date('2026-06-04T09:00:00Z');

const failed: DebtFacts = {
  status: 'open',
  remainingMinor: 4_900,
  attemptCount: 1,
  automatic: true,
  incomplete: false,
  underway: false,
  firstFailedAt: monday,
  lastFailedAt: tuesday,
  collectedAt: null,
  wants: 'payment_method',
  decline: { code: 'insufficient_funds', adviceCode: null, networkAdviceCode: null },
  byHand: null,
  since: tuesday,
};

test('a failed renewal opens a case as of its first failure', () => {
  expect(caseMove(failed, null)).toEqual({
    kind: 'owed',
    class: 'funds',
    code: 'insufficient_funds',
    openedAt: monday,
  });
});

test.each([
  ['whose debit is still on its way', { underway: true }],
  ['nobody has tried to collect', { attemptCount: 0 }],
  ['of a subscription that never began', { incomplete: true }],
  ['that is paid by transfer', { automatic: false }],
  ['of which no failure has been heard of', { firstFailedAt: null, lastFailedAt: null, wants: null }],
] as const)('an invoice %s opens none', (_what, over) => {
  expect(caseMove({ ...failed, ...over }, null)).toEqual({ kind: 'none' });
});

test('without a payment method it is our own doing', () => {
  const decline = { code: null, adviceCode: null, networkAdviceCode: null };
  expect(caseMove({ ...failed, decline, firstFailedAt: null, lastFailedAt: null }, null)).toMatchObject({
    class: 'ours',
  });
});

test('a bank that wants its cardholder is asked by nobody else', () => {
  expect(caseMove({ ...failed, wants: 'cardholder' }, null)).toMatchObject({ class: 'authentication' });
});

describe('an open case', () => {
  const open = { state: 'open', closedAt: null } as const;
  test.each([
    ['recovered', { status: 'paid', since: wednesday }],
    ['recovered', { collectedAt: wednesday }],
    ['lost', { status: 'uncollectible', since: wednesday }],
    ['voided', { status: 'void', since: wednesday }],
  ] as const)('ends as %s', (state, over) => {
    expect(caseMove({ ...failed, ...over }, open)).toEqual({ kind: 'closed', state, at: wednesday });
  });

  test('ends when a credit note leaves nothing to pay', () => {
    expect(caseMove({ ...failed, remainingMinor: 0 }, open)).toMatchObject({ kind: 'closed', state: 'voided' });
  });

  test.each([
    ['recovered', 'open', { transferredMinor: 4_900, writtenOffMinor: 0 }],
    ['recovered', 'open', { transferredMinor: 4_800, writtenOffMinor: 100 }],
    ['recovered', 'uncollectible', { transferredMinor: 4_900, writtenOffMinor: 0 }],
    ['lost', 'open', { transferredMinor: 0, writtenOffMinor: 4_900 }],
  ] as const)('is %s when an invoice that is %s at the provider was settled by hand', (state, status, booked) => {
    const byHand = { ...booked, bookedAt: wednesday, takenBackAt: null };
    const facts = { ...failed, status, remainingMinor: 0, byHand };
    expect(caseMove(facts, open)).toEqual({ kind: 'closed', state, at: wednesday });
  });

  test('is not ended by a payment that came before the failure', () => {
    expect(caseMove({ ...failed, collectedAt: monday }, open)).toMatchObject({ kind: 'owed' });
  });
});

test('what failed and was mended before anybody watched is on record as such', () => {
  expect(caseMove({ ...failed, status: 'paid', since: wednesday }, null)).toEqual({
    kind: 'past',
    state: 'recovered',
    class: 'funds',
    code: 'insufficient_funds',
    openedAt: monday,
    at: wednesday,
  });
});

test('an invoice that was paid at once, or voided, leaves no trace', () => {
  const smooth: DebtFacts = { ...failed, status: 'paid', firstFailedAt: null, lastFailedAt: null, wants: null };
  expect(caseMove(smooth, null)).toEqual({ kind: 'none' });
  expect(caseMove({ ...failed, status: 'void' }, null)).toEqual({ kind: 'none' });
});

test('money that arrives after all turns a lost case into a recovered one', () => {
  const facts: DebtFacts = { ...failed, status: 'paid', since: wednesday };
  expect(caseMove(facts, { state: 'lost', closedAt: tuesday })).toMatchObject({ kind: 'closed', state: 'recovered' });
});

test('an old failure told late opens no case again', () => {
  expect(caseMove(failed, { state: 'recovered', closedAt: wednesday })).toEqual({ kind: 'none' });
});

test('a debit that came back after it had worked opens the case again', () => {
  expect(caseMove({ ...failed, lastFailedAt: wednesday }, { state: 'recovered', closedAt: tuesday })).toMatchObject({
    kind: 'owed',
  });
});

test('a transfer that was taken back is owed again, though no payment failed since', () => {
  const byHand = { transferredMinor: 0, writtenOffMinor: 0, bookedAt: null, takenBackAt: thursday };
  expect(caseMove({ ...failed, byHand }, { state: 'recovered', closedAt: wednesday })).toMatchObject({ kind: 'owed' });
});
