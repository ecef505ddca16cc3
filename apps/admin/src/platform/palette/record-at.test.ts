import { describe, expect, it } from 'vitest';
import { recordPath } from '../list/record-path.ts';
import { recordAt } from './record-at.ts';

describe('the record on screen', () => {
  it('is read from its own address, odd ids included', () => {
    expect(recordAt(recordPath('wedding-dates', 'a/b c'))).toEqual({ resource: 'wedding-dates', id: 'a/b c' });
  });
  it('is none on a list', () => expect(recordAt('/suppliers')).toBeNull());
});
