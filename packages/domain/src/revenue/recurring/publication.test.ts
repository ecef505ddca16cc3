import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StandingMovement } from '../mrr/index.ts';
import { publicationOf } from './publication.ts';
import type { ViewedMovement } from './views.ts';

const months = ['2026-01', '2026-02', '2026-03', '2026-04'] as const;
const closedThrough = '2026-02';
const isClosed = (at: Date) => at.toISOString().slice(0, 7) <= closedThrough;

const movement = fc
  .record({ place: fc.integer({ min: 0, max: 11 }), amountMinor: fc.integer({ min: -3, max: 3 }) })
  .map(({ place, amountMinor }): ViewedMovement => {
    const effectiveAt = new Date(`${months[place % 4]}-1${Math.floor(place / 4)}T12:00:00Z`);
    return {
      key: `key ${place}`,
      type: 'expansion',
      amountMinor,
      beforeMinor: 0,
      afterMinor: 0,
      reason: null,
      actor: 'customer',
      sourceEventId: `evt_${place}`,
      subscriptionId: 'sub_1',
      planCode: null,
      nativeMinor: amountMinor,
      currency: 'GBP',
      effectiveAt,
      recordedAt: effectiveAt,
      mergedSourceEventIds: [],
      views: ['net'],
    };
  });
const history = fc.uniqueArray(movement, { selector: ({ key }) => key, maxLength: 12 });
const published = (movements: readonly ViewedMovement[]): StandingMovement[] =>
  movements.map((one, index) => ({ ...one, id: index + 1 }));
const total = (movements: readonly { readonly amountMinor: number }[]) =>
  movements.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

test('whatever was published and whatever the history says now, the rows add up to the history afterwards', () =>
  fc.assert(
    fc.property(history, history, (before, now) => {
      const rows = published(before);
      const { withdrawn, reversed, added } = publicationOf(rows, now, isClosed);
      const after = total(rows) - total(withdrawn) - total(reversed) + total(added.map((one) => one.movement));
      expect(after).toBe(total(now));
    }),
  ));

test('of a closed month no row ever goes: it is taken back, and what is said anew is marked', () =>
  fc.assert(
    fc.property(history, history, (before, now) => {
      const { withdrawn, reversed, added } = publicationOf(published(before), now, isClosed);
      expect(withdrawn.filter(({ effectiveAt }) => isClosed(effectiveAt))).toEqual([]);
      expect(reversed.filter(({ effectiveAt }) => !isClosed(effectiveAt))).toEqual([]);
      for (const one of added) expect(one.restatement).toBe(isClosed(one.movement.effectiveAt));
    }),
  ));

test('what already says what the history says is left alone', () =>
  fc.assert(
    fc.property(history, (now) => {
      expect(publicationOf(published(now), now, isClosed)).toEqual({ withdrawn: [], reversed: [], added: [] });
    }),
  ));
