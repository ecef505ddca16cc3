import { describe, expect, test } from 'vitest';
import { cutText, isStorable } from './text.ts';

describe('a text that is cut', () => {
  test('never ends in half of an emoji', () => {
    expect(cutText('ok 💐💐', 6)).toBe('ok 💐');
    expect(cutText('ok 💐💐', 7)).toBe('ok 💐💐');
  });
  test('leaves out what cannot be stored, and nothing else', () => {
    expect(cutText('a\0b\ud83dc\udc90d💐', 100)).toBe('abcd💐');
  });
  test.each(['a\0b', '\ud83d', '\udc90\ud83d'])('can be stored afterwards, whatever it was: %j', (text) => {
    expect(isStorable(text)).toBe(false);
    expect(isStorable(cutText(text, 10))).toBe(true);
  });
});
