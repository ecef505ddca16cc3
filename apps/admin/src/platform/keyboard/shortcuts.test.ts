import { describe, expect, it } from 'vitest';
import { isMeant } from './shortcuts.ts';

describe('a key that is held down', () => {
  it('does once what it does', () => {
    expect(isMeant({}, { repeat: false })).toBe(true);
    expect(isMeant({}, { repeat: true })).toBe(false);
  });
  it('goes on moving where it moves', () => expect(isMeant({ repeats: true }, { repeat: true })).toBe(true));
});
