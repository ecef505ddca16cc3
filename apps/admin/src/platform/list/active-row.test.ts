import { describe, expect, it } from 'vitest';
import { noRow, placeBeside, placeOf } from './active-row.ts';

const second = { id: 'b', place: 1 };

describe('the row that keys act on', () => {
  it('is followed when rows change places', () => expect(placeOf(['c', 'a', 'b'], second)).toBe(2));
  it('is none once its record is gone, not the one that took its place', () =>
    expect(placeOf(['a', 'c'], second)).toBe(-1));
  it('is the first when moving begins', () => expect(placeBeside(['a', 'b'], noRow, 1)).toBe(0));
  it('steps from where it is now', () => expect(placeBeside(['b', 'a', 'c'], second, 1)).toBe(1));
  it('that is gone leaves its neighbours to step to', () =>
    expect([placeBeside(['a', 'c'], second, 1), placeBeside(['a', 'c'], second, -1)]).toEqual([1, 0]));
  it('never leaves the list', () => expect(placeBeside(['a', 'b'], second, 1)).toBe(1));
});
