import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountState, applyChange, type Account } from './account.ts';
import type { MrrBasis, MrrChange } from './change.ts';
import { fxFromEuroRates } from './fx.ts';
import { movementsOf } from './movements.ts';
import { withinSegment } from './segment.ts';
import { timelineOf } from './timeline.ts';

const start = Date.UTC(2026, 0, 1);
const asOf = new Date(Date.UTC(2027, 0, 1));
const currencies = ['GBP', 'USD', 'EUR', 'JPY'];
const plans = ['starter', 'professional', 'scale'];

const changes = fc
  .array(
    fc.record({
      subscription: fc.integer({ min: 0, max: 3 }),
      minute: fc.integer({ min: 0, max: 300 }).chain((n) => fc.constantFrom(n * 7, n * 1_440)),
      lateDays: fc.integer({ min: 0, max: 60 }),
      gross: fc.integer({ min: 0, max: 20_000 }),
      off: fc.integer({ min: 0, max: 100 }),
      plan: fc.constantFrom(...plans),
      owing: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((rows) =>
    rows.map((row, index): MrrChange => {
      const effectiveAt = new Date(start + row.minute * 60_000);
      const net = row.gross - Math.floor((row.gross * row.off) / 100);
      return {
        subscriptionId: `sub_${row.subscription}`,
        effectiveAt,
        recordedAt: new Date(effectiveAt.getTime() + row.lateDays * 86_400_000),
        currency: currencies[row.subscription] ?? 'GBP',
        rateDay: effectiveAt.toISOString().slice(0, 10),
        grossMrrMinor: row.gross,
        netMrrMinor: net,
        stripeCompatibleMinor: row.gross,
        committedMrrMinor: row.owing ? 0 : net,
        reason: null,
        planCode: row.plan,
        quantity: 1,
        pastDueSince: row.owing ? effectiveAt : null,
        actor: 'customer',
        sourceEventId: `evt_${index}`,
      };
    }),
  );

const withShuffled = changes.chain((history) =>
  fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })),
);

const days = Array.from({ length: 366 }, (_, day) => new Date(start + day * 86_400_000).toISOString().slice(0, 10));
const fx = fxFromEuroRates(
  days.flatMap((day, index) => [
    { day, currency: 'GBP', perEuro: (0.85 + (index % 7) / 200).toFixed(5) },
    { day, currency: 'USD', perEuro: (1.1 + (index % 11) / 100).toFixed(4) },
    { day, currency: 'JPY', perEuro: (160 + (index % 13)).toFixed(2) },
  ]),
  'GBP',
);
const bases: readonly MrrBasis[] = ['net', 'gross', 'stripe', 'committed'];
const total = (movements: readonly { amountMinor: number }[]) => movements.reduce((sum, m) => sum + m.amountMinor, 0);

describe('MRR movements', () => {
  test('add up to the MRR of the subscriptions as they stand, on every basis and within every plan', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...bases), fc.constantFrom(...plans, null), (all, basis, plan) => {
        const history = plan === null ? all : withinSegment(all, ({ planCode }) => planCode === plan);
        const account: Account = new Map();
        for (const change of timelineOf(history, { asOf, knownAt: asOf, basis, pastDueDays: () => 30 }))
          applyChange(account, change, basis, fx);
        const movements = movementsOf(history, { fx, asOf, knownAt: asOf, basis });
        expect(total(movements)).toBe(accountState(account).mrrMinor);
      }),
    );
  });

  test('each begin where the one before ended, with the sign their name promises', () => {
    fc.assert(
      fc.property(changes, (history) => {
        let mrr = 0;
        for (const { type, amountMinor, beforeMinor, afterMinor } of movementsOf(history, { fx, asOf })) {
          expect([beforeMinor, afterMinor]).toEqual([mrr, mrr + amountMinor]);
          if (type === 'new' || type === 'reactivation' || type === 'expansion')
            expect(amountMinor).toBeGreaterThanOrEqual(0);
          if (type === 'churn' || type === 'contraction') expect(amountMinor).toBeLessThanOrEqual(0);
          mrr = afterMinor;
        }
      }),
    );
  });

  test('are the same in whatever order the facts arrived, keys included, and no key comes twice', () => {
    fc.assert(
      fc.property(withShuffled, ([history, shuffled]) => {
        const movements = movementsOf(history, { fx, asOf });
        expect(movementsOf([...shuffled, ...history], { fx, asOf })).toEqual(movements);
        expect(new Set(movements.map(({ key }) => key)).size).toBe(movements.length);
      }),
    );
  });

  test('of a supplier begin with one new and never have another', () => {
    fc.assert(
      fc.property(changes, (history) => {
        const types = movementsOf(history, { fx, asOf }).map(({ type }) => type);
        expect(types.filter((type) => type === 'new')).toHaveLength(types.length === 0 ? 0 : 1);
        expect(types[0] ?? 'new').toBe('new');
      }),
    );
  });
});
