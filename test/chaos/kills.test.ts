import { expect, test } from 'vitest';
import { surviveKills } from '../../bench/support/chaos.ts';

test('api and worker killed at random lose nothing and book nothing twice', async () => {
  const { kills, events, differences } = await surviveKills({
    suppliers: 25,
    months: 8,
    killEveryMs: [1_000, 2_500],
    say: () => undefined,
  });
  expect(differences).toEqual([]);
  expect(kills).toBeGreaterThan(0);
  expect(events).toBeGreaterThan(300);
});
