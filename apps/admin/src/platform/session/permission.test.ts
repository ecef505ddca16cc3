import { describe, expect, it } from 'vitest';
import { holds, mayView } from './permission.ts';

describe('permissions', () => {
  it('are held by their exact name', () => {
    expect(holds(['charges:refund'], 'charges:refund')).toBe(true);
    expect(holds(['charges:list'], 'charges:refund')).toBe(false);
  });
  it('of one resource never open another whose name starts the same', () => {
    expect(holds(['charges:*'], 'charges-archive:list')).toBe(false);
  });
  it('ask for nothing when null', () => expect(holds([], null)).toBe(true));
  it('to list a resource open its records', () => expect(mayView(['suppliers:list'], 'suppliers', 'show')).toBe(true));
  it('to list a resource do not open its form', () =>
    expect(mayView(['suppliers:list'], 'suppliers', 'edit')).toBe(false));
  it('to update a resource open its form', () => expect(mayView(['notes:update'], 'notes', 'edit')).toBe(true));
});
