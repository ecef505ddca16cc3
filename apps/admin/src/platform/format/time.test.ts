import { describe, expect, it } from 'vitest';
import { datesInWords, formatDate, formatExact, formatRelative } from './time.ts';

const now = Date.parse('2026-10-06T12:00:00Z');

describe('relative time', () => {
  it.each([
    ['2026-10-06T11:59:30Z', 'just now'],
    ['2026-10-06T11:57:00Z', '3 minutes ago'],
    ['2026-10-06T09:00:00Z', '3 hours ago'],
    ['2026-10-05T11:00:00Z', 'yesterday'],
    ['2026-10-08T13:00:00Z', 'in 2 days'],
    ['2026-10-06T11:59:10Z', '1 minute ago'],
    ['2026-09-06T11:00:00Z', '1 month ago'],
    ['2026-06-01T12:00:00Z', '4 months ago'],
    ['2024-01-01T12:00:00Z', '2 years ago'],
    ['nonsense', '–'],
  ])('of %s reads %s', (at, text) => expect(formatRelative(at, now)).toBe(text));
});

describe('exact time', () => {
  it('names the zone it is told in', () => {
    expect(formatExact('2026-07-06T12:00:00Z', 'Europe/London')).toBe('Mon, 6 Jul 2026, 13:00 BST');
  });
  it('of a plain date never moves to another day', () => expect(formatDate('2026-03-01')).toBe('1 Mar 2026'));
});

describe('the dates of a sentence', () => {
  it.each([
    ['2026-11-26 → 2026-12-05', '26 Nov 2026 → 5 Dec 2026'],
    ['A wedding on 2026-11-21: next free day.', 'A wedding on 21 Nov 2026: next free day.'],
    ['Invoice 2026-1 of £10.00', 'Invoice 2026-1 of £10.00'],
  ])('%s reads %s', (text, words) => expect(datesInWords(text)).toBe(words));

  it('have their hour when the api gives one', () =>
    expect(datesInWords('2026-11-23T18:00:00.000Z')).toBe(formatExact('2026-11-23T18:00:00.000Z')));
});
