import { surviveKills } from './support/chaos.ts';

/** Some twenty thousand Stripe events through a product whose api and worker are killed again and again; the ledger must equal the truth. */
export async function run(): Promise<void> {
  const { events, kills, differences, sync } = await surviveKills({
    suppliers: 220,
    months: 24,
    killEveryEvents: [500, 2_000],
    say: console.log,
  });
  console.log(
    `chaos: ${events} events, ${kills} kills; ${differences.length === 0 ? 'the ledger equals the truth to the penny' : `DIFFERS:\n  ${differences.join('\n  ')}`}`,
  );
  console.log(
    `a sync of everything, killed after ${sync.seenBeforeKill} of ${sync.seen} rows: ${sync.differences.length === 0 ? 'the same' : `DIFFERS:\n  ${sync.differences.join('\n  ')}`}`,
  );
  if (differences.length + sync.differences.length > 0) process.exitCode = 1;
}
