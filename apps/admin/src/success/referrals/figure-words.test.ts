import { expect, test } from 'vitest';
import { cycleWords, intervalWords, kWords, monthWords } from './figure-words.ts';

const k = { value: 0.149_6, low: 0.105, high: 0.214 };

test('K is said with its interval, and otherwise why there is none', () =>
  expect([
    kWords({ k, state: 'known' }),
    kWords({ k: null, state: 'few' }),
    kWords({ k: null, state: 'open' }),
  ]).toEqual(['0.15 (0.10–0.21)', 'Not enough data', 'Still open']));

test('an interval has two ends', () => expect(intervalWords(k)).toBe('95 %: 0.10 to 0.21'));

test('a cycle is said in days, and not of too few', () =>
  expect([
    cycleWords({ cycles: 16, days: { value: 16.6, low: 8, high: 26 } }),
    cycleWords({ cycles: 9, days: null }),
  ]).toEqual(['17 days', 'Too few']));

test('a month has its name', () => expect(monthWords('2026-03')).toBe('Mar 2026'));
