import { describe, expect, test } from 'vitest';
import { alreadyIncludes, newestWins } from './newest-wins.ts';

const at = (second: number) => new Date(second * 1000);
const known = { asOf: at(100), fetchedAt: null, deletedAt: null };
const delivered = (second: number) => ({ asOf: at(second), fetchedAt: null });

describe('newest wins', () => {
  test('an object never seen is taken', () => expect(newestWins(undefined, delivered(1))).toBe('apply'));
  test('a strictly newer delivery is taken', () => expect(newestWins(known, delivered(101))).toBe('apply'));
  test('a delivery of the same second is settled by asking', () =>
    expect(newestWins(known, delivered(100))).toBe('refetch'));
  test('an older delivery is settled by asking', () => expect(newestWins(known, delivered(99))).toBe('refetch'));
  test('a deleted object stays deleted', () =>
    expect(newestWins({ ...known, deletedAt: at(50) }, delivered(200))).toBe('keep'));
  test('a delivery made before the last fetch is settled by asking', () =>
    expect(newestWins({ ...known, fetchedAt: at(300) }, delivered(200))).toBe('refetch'));
  test('of two fetches the later one stands', () =>
    expect(newestWins({ ...known, fetchedAt: at(300) }, { asOf: at(400), fetchedAt: at(299) })).toBe('keep'));
});

describe('what was asked for', () => {
  test('contains what came in before', () =>
    expect(alreadyIncludes({ ...known, fetchedAt: at(300) }, at(298))).toBe(true));
  test('may lack what came in at the same moment', () =>
    expect(alreadyIncludes({ ...known, fetchedAt: at(300) }, at(299))).toBe(false));
  test('says nothing when it was never asked for', () => expect(alreadyIncludes(known, at(1))).toBe(false));
});
