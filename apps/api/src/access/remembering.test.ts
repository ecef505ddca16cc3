import { describe, expect, test } from 'vitest';
import { remembering } from './remembering.ts';

/** A lookup of things that change, on a clock that is moved by hand. */
function aLookup() {
  const world = { now: 0, answer: 'old', asked: 0 };
  const lookup = remembering(
    async (_key: string) => {
      world.asked += 1;
      return world.answer;
    },
    () => world.now,
  );
  return { world, lookup };
}

describe('a remembered answer', () => {
  test('is asked for once while it is fresh', async () => {
    const { world, lookup } = aLookup();
    await Promise.all([lookup.get('a'), lookup.get('a')]);
    await lookup.get('a');
    expect(world.asked).toBe(1);
  });

  test('lasts two seconds when nobody says that it changed', async () => {
    const { world, lookup } = aLookup();
    await lookup.get('a');
    world.answer = 'new';
    world.now = 1_999;
    expect(await lookup.get('a')).toBe('old');
    world.now = 2_000;
    expect(await lookup.get('a')).toBe('new');
  });

  test('is gone at once when it is forgotten', async () => {
    const { world, lookup } = aLookup();
    await lookup.get('a');
    world.answer = 'new';
    lookup.forget('a');
    expect(await lookup.get('a')).toBe('new');
  });

  test.each(['forget', 'forgetAll'] as const)(
    'read after %s but before the change is committed is not kept',
    async (how) => {
      const { world, lookup } = aLookup();
      lookup[how]('a');
      expect(await lookup.get('a')).toBe('old');
      world.answer = 'new';
      expect(await lookup.get('a')).toBe('new');
    },
  );

  test('that could not be found out is not kept', async () => {
    let fails = true;
    const lookup = remembering(async () => {
      if (fails) throw new Error('The database is away.');
      return 'there';
    });
    await expect(lookup.get('a')).rejects.toThrow('away');
    fails = false;
    expect(await lookup.get('a')).toBe('there');
  });
});
