import { expect, test } from 'vitest';
import { askedToWaitMs, refusalOf } from './answers.ts';

test.each([
  [400, 'refused'],
  [401, 'failed'],
  [403, 'failed'],
  [404, 'refused'],
  [429, 'limited'],
  [503, 'failed'],
])('an answer of %i is %s: what is about us is tried again', (status, outcome) => {
  expect(refusalOf(new Response(null, { status }), 'no').outcome).toBe(outcome);
});

test.each([null, undefined, '', '0', '-5', 'Wed, 21 Oct 2026 07:28:00 GMT'])(
  'whoever asks us to wait %j gets half a minute: no message is tried again at once without end',
  (header) => {
    expect(askedToWaitMs(header)).toBe(30_000);
  },
);

test('whoever asks us to wait gets what they ask for, up to an hour', () => {
  expect([askedToWaitMs('40'), askedToWaitMs(2), askedToWaitMs('1e9')]).toEqual([40_000, 2_000, 3_600_000]);
});
