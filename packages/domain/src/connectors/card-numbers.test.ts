import { describe, expect, test } from 'vitest';
import { scrubCardNumbers } from './card-numbers.ts';

describe('card numbers never stay', () => {
  test.each(['4242424242424242', '4242 4242 4242 4242', '5555-5555-5555-4444', '378282246310005'])('%s', (number) => {
    const { text, found } = scrubCardNumbers(`{"note":"paid with ${number} by phone"}`);
    expect(found).toBe(1);
    expect(text).toMatch(/^{"note":"paid with 1[0 -]+ by phone"}$/);
  });
});

test('an unquoted number leaves the JSON readable', () => {
  expect(JSON.parse(scrubCardNumbers('{"pan":4242424242424242}').text)).toEqual({ pan: 1_000_000_000_000_000 });
});

describe('what is no card number stays', () => {
  test.each([
    '4242424242424241',
    '1234567890123',
    '"amount":1900',
    'pi_3PabcDEF4242',
    '2026-11-21T01:02:03.456Z',
    '"created":1795226254874',
  ])('%s', (text) => {
    expect(scrubCardNumbers(text)).toEqual({ text, found: 0 });
  });
});
