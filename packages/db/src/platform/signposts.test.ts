import { describe, expect, test } from 'vitest';
import { entryTo, signpostStep, type Signposts } from './signposts.ts';

/** Ten posts a hundred rows apart; the last four stand where values are empty. */
const signposts: Signposts = {
  step: 100,
  posts: Array.from({ length: 10 }, (_, index) => [index < 6 ? `value ${index}` : null, `${index}`]),
};

describe('the entry to a page', () => {
  test('is the last post before it, and what is left to pass over', () =>
    expect(entryTo(signposts, { offset: 230, limit: 25 })).toEqual({ post: ['value 2', '2'], skip: 30 }));

  test('may be the post itself', () =>
    expect(entryTo(signposts, { offset: 300, limit: 25 })).toEqual({ post: ['value 3', '3'], skip: 0 }));

  test('among empty values is a post without one', () =>
    expect(entryTo(signposts, { offset: 700, limit: 25 })).toEqual({ post: [null, '7'], skip: 0 }));

  test.each([
    ['begins before the values end', 510],
    ['begins among values and may run into empty ones', 490],
    ['lies behind the last post', 950],
    ['lies beyond the end', 5_000],
  ])('does not exist where the page %s', (_, offset) => expect(entryTo(signposts, { offset, limit: 25 })).toBeNull());
});

test('posts stand closer in short lists, and are never more than a thousand', () => {
  expect(signpostStep(1_000_000)).toBe(1_000);
  expect(signpostStep(20_000)).toBe(50);
});
