import { expect, test } from 'vitest';
import { smsLength } from './sms-length.ts';

test.each([
  ['160 letters are one segment', 'a'.repeat(160), 1],
  ['161 letters are two, for each then carries a header', 'a'.repeat(161), 2],
  ['307 letters are three', 'a'.repeat(307), 3],
  ['a euro sign counts twice', `${'a'.repeat(159)}€`, 2],
  ['one emoji makes the alphabet small: 70 units', `${'a'.repeat(69)}🎉`, 2],
  ['70 units with an accent outside the alphabet are one', `${'a'.repeat(69)}ő`, 1],
])('%s', (_claim, text, segments) => expect(smsLength(text).segments).toBe(segments));
