import { expect, test } from 'vitest';
import { exactOrigins } from './origins.ts';

test('a host without TLS is taken only on this very machine', () => {
  expect(exactOrigins(['http://127.0.0.1:4010', 'api.paypal.com'])).toEqual([
    'http://127.0.0.1:4010',
    'https://api.paypal.com',
  ]);
  expect(() => exactOrigins(['http://certs.example'])).toThrow('without TLS');
});

test('an entry with a path is refused', () => {
  expect(() => exactOrigins(['api.paypal.com/certs'])).toThrow('more than a host');
});
