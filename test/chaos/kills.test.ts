import { expect, test } from 'vitest';
import { surviveKills } from '../../bench/support/chaos.ts';

test('api and worker killed at random lose nothing and book nothing twice', async () => {
  const { kills, events, differences } = await surviveKills({
    suppliers: 25,
    months: 8,
    killEveryEvents: [40, 150],
    say: () => undefined,
  });
  expect(differences).toEqual([]);
  expect(kills).toBeGreaterThan(1);
  expect(events).toBeGreaterThan(300);
});
