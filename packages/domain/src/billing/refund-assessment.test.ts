import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assessRefund,
  creditedLines,
  leftToRefund,
  refundFingerprint,
  refuseTwin,
  whyNothingToRefund,
  type RefundFacts,
} from './refund-assessment.ts';
import type { RefundInput } from './refund-request.ts';

const now = new Date('2026-06-10T09:00:00Z');

function facts(over: Partial<RefundFacts> = {}): RefundFacts {
  return {
    chargeId: 'ch_1',
    provider: 'stripe',
    currency: 'GBP',
    status: 'succeeded',
    captured: true,
    capturedMinor: 5_880,
    refundedMinor: 0,
    creditedMinor: 0,
    heldMinor: 0,
    waitingMinor: 0,
    requestCount: 0,
    disputed: false,
    inquiry: false,
    createdAt: new Date('2026-06-01T09:00:00Z'),
    feeMinor: 108,
    invoice: {
      id: 'in_1',
      number: 'W-1',
      totalMinor: 5_880,
      taxMinor: 980,
      lines: [{ id: 'il_1', description: 'Professional', grossMinor: 5_880, taxMinor: 980 }],
    },
    monthMinor: 5_880,
    ...over,
  };
}

const input = (over: Partial<RefundInput> = {}): RefundInput => ({
  outcome: 'card',
  amountMinor: 2_940,
  reasonCode: 'goodwill',
  ...over,
});

describe('a partial refund', () => {
  test('carries its share of tax and of the lost fee', () => {
    const assessed = assessRefund(facts(), input(), now);
    expect(assessed).toMatchObject({
      amount: { amountMinor: 2_940 },
      tax: { amountMinor: 490 },
      feeLost: { amountMinor: 54 },
      leftAfter: { amountMinor: 2_940 },
      chargeAgeDays: 9,
    });
  });
  test('counts what is already refunded and what is under way', () => {
    expect(() =>
      assessRefund(facts({ refundedMinor: 2_000, heldMinor: 1_000 }), input({ amountMinor: 2_881 }), now),
    ).toThrow(/Only £28.80/);
    expect(
      assessRefund(facts({ refundedMinor: 2_000, heldMinor: 1_000 }), input({ amountMinor: 2_880 }), now).leftAfter
        .amountMinor,
    ).toBe(0);
  });
  test('says so when the fee is not known yet', () => {
    const assessed = assessRefund(facts({ feeMinor: null }), input(), now);
    expect(assessed.feeLost).toBeNull();
    expect(assessed.warnings.join()).toMatch(/not told its fee/);
  });
});

test('credit counts as given', () =>
  expect(() => assessRefund(facts({ creditedMinor: 5_000 }), input({ amountMinor: 881 }), now)).toThrow(/Only £8.80/));

describe('what waits for approval', () => {
  test('holds nothing, but is told', () => {
    const assessed = assessRefund(facts({ waitingMinor: 5_000 }), input(), now);
    expect(assessed.left.amountMinor).toBe(5_880);
    expect(assessed.warnings).toContain('£50.00 of this charge waits for approval.');
  });
});

describe('the same amount the same way, asked for by the same person', () => {
  const assessed = assessRefund(facts(), input(), now);
  test('is refused while the first is not done', () =>
    expect(() => refuseTwin(assessed, 'card', [{ outcome: 'card', amountMinor: 2_940 }])).toThrow(/not done yet/));
  test('is not the same when the amount or the way differs', () =>
    expect(() =>
      refuseTwin(assessed, 'card', [
        { outcome: 'balance', amountMinor: 2_940 },
        { outcome: 'card', amountMinor: 2_941 },
      ]),
    ).not.toThrow());
});

describe('lines of a credit note', () => {
  const { invoice } = facts();
  test('are named without their tax', () =>
    expect(creditedLines(invoice, [{ invoiceLineId: 'il_1', amountMinor: 5_880 }])).toEqual([
      { invoiceLineId: 'il_1', amountMinor: 4_900 },
    ]));
  test('are not named when only a part of one was chosen', () =>
    expect(creditedLines(invoice, [{ invoiceLineId: 'il_1', amountMinor: 100 }])).toBeNull());
});

describe('why nothing can be refunded', () => {
  const alone = { monthMinor: null };
  test('is said before an amount is', () => {
    expect(whyNothingToRefund(facts({ ...alone, disputed: true }), now)).toMatch(/disputed/);
    expect(whyNothingToRefund(facts({ ...alone, refundedMinor: 5_880 }), now)).toMatch(/Nothing/);
    expect(whyNothingToRefund(facts(alone), now)).toBeNull();
  });
  test('is nothing while a free month can still be given', () =>
    expect(whyNothingToRefund(facts({ refundedMinor: 5_880 }), now)).toBeNull());
});

describe('what cannot be refunded', () => {
  test('money that came through no provider', () =>
    expect(() => assessRefund(facts({ provider: 'manual' }), input(), now)).toThrow(/through no provider/));
  test('a disputed charge', () =>
    expect(() => assessRefund(facts({ disputed: true }), input(), now)).toThrow(/disputed/));
  test('a charge that failed', () =>
    expect(() => assessRefund(facts({ status: 'failed' }), input(), now)).toThrow(/only a charge that succeeded/));
  test('an authorisation', () =>
    expect(() => assessRefund(facts({ captured: false }), input(), now)).toThrow(/not captured/));
  test('nothing', () =>
    expect(() => assessRefund(facts(), input({ amountMinor: undefined }), now)).toThrow(/Give an amount/));
  test('by credit note, a charge without an invoice', () =>
    expect(() => assessRefund(facts({ invoice: null }), input({ outcome: 'credit_note' }), now)).toThrow(
      /paid no invoice/,
    ));
  test('a line of another invoice', () =>
    expect(() => assessRefund(facts(), input({ lines: [{ invoiceLineId: 'il_x', amountMinor: 1 }] }), now)).toThrow(
      /not on the invoice/,
    ));
  test('more than a line, even in two halves', () => {
    const lines = [
      { invoiceLineId: 'il_1', amountMinor: 3_000 },
      { invoiceLineId: 'il_1', amountMinor: 3_000 },
    ];
    expect(() => assessRefund(facts(), input({ lines }), now)).toThrow(/at most £58.80/);
  });
  test('a goodwill month without a subscription', () =>
    expect(() => assessRefund(facts({ monthMinor: null }), input({ outcome: 'goodwill_month' }), now)).toThrow(
      /no running subscription/,
    ));
});

test('a goodwill month takes nothing from the charge, even a disputed one', () => {
  const assessed = assessRefund(
    facts({ disputed: true }),
    input({ outcome: 'goodwill_month', amountMinor: undefined }),
    now,
  );
  expect(assessed).toMatchObject({
    amount: { amountMinor: 5_880 },
    left: { amountMinor: 5_880 },
    leftAfter: { amountMinor: 5_880 },
    feeLost: { amountMinor: 0 },
  });
});

test('an old charge is refunded with a warning', () => {
  expect(assessRefund(facts({ createdAt: new Date('2025-06-01T09:00:00Z') }), input(), now).warnings[0]).toMatch(
    /374 days old/,
  );
});

test('no sequence of accepted refunds gives back more than was captured', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6_000 }), { maxLength: 20 }), (amounts) => {
      let refundedMinor = 0;
      for (const amountMinor of amounts) {
        try {
          refundedMinor += assessRefund(facts({ refundedMinor }), input({ amountMinor }), now).amount.amountMinor;
        } catch {
          expect(amountMinor).toBeGreaterThan(leftToRefund(facts({ refundedMinor })));
        }
      }
      expect(refundedMinor).toBeLessThanOrEqual(5_880);
    }),
  );
});

test('the fingerprint changes when the money does', () => {
  expect(refundFingerprint(facts({ heldMinor: 1 }))).not.toBe(refundFingerprint(facts()));
});
