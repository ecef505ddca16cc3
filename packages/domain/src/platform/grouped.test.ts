import { expect, test } from 'vitest';
import { grouped } from './grouped.ts';

test('items of one key stay together in the order given, wherever they stood', () =>
  expect([...grouped(['b1', 'a1', 'b2'], ([letter]) => letter)]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]));
