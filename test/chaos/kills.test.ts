import { expect, test } from 'vitest';
import { surviveKills } from '../../bench/support/chaos.ts';

test('api and worker killed at random lose nothing and book nothing twice, and neither does a sync of everything', async () => {
  const { kills, events, differences, sync } = await surviveKills({
    suppliers: 25,
    months: 8,
    killEveryEvents: [40, 150],
    say: () => undefined,
  });
  expect(differences).toEqual([]);
  expect(kills).toBeGreaterThan(1);
  expect(events).toBeGreaterThan(300);
  expect(sync.differences).toEqual([]);
  expect(sync.attempts).toBe(2);
  expect(sync.seenBeforeKill).toBeGreaterThan(0);
  expect(sync.seen).toBeGreaterThan(sync.seenBeforeKill);
});
