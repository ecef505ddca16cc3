import { describe, expect, test } from 'vitest';
import { needsRegions, scopeOf } from './scopes.ts';

describe('the record scope', () => {
  test('of a success manager is the own book', () => expect(scopeOf(['csm'], ['London'])).toEqual({ kind: 'own' }));
  test('of a regional role is its regions', () =>
    expect(scopeOf(['support'], ['London'])).toEqual({ kind: 'region', regions: ['London'] }));
  test('does not widen by leaving the regions empty', () =>
    expect(scopeOf(['support'], [])).toEqual({ kind: 'region', regions: [] }));
  test('is everything with all regions', () => expect(scopeOf(['support'], ['*'])).toEqual({ kind: 'all' }));
  test('is the widest of the roles held', () => expect(scopeOf(['csm', 'finance'], [])).toEqual({ kind: 'all' }));
  test('of an unknown role is the own book, which is empty', () =>
    expect(scopeOf(['x'], ['*'])).toEqual({ kind: 'own' }));
  test('asks for regions where a role means nothing without them', () => {
    expect(needsRegions(['support'])).toBe(true);
    expect(needsRegions(['csm'])).toBe(false);
    expect(needsRegions(['support', 'admin'])).toBe(false);
  });
});
