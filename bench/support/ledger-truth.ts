import { setTimeout as sleep } from 'node:timers/promises';
import type { connectAsOwner } from '@wedsync/db/platform';

type Totals = Readonly<Record<string, Readonly<Record<string, number>>>>;

const settleTimeoutMs = 300_000;

/**
 * Holds the ledger to the outside world's truth. That world lives on while we look, so equality is asked for until it holds or time is up.
 * @returns every account and currency that still differs
 */
export async function differencesToTruth(
  owner: ReturnType<typeof connectAsOwner>,
  outside: string,
  say: (line: string) => void,
): Promise<string[]> {
  const deadline = Date.now() + settleTimeoutMs;
  for (;;) {
    const truth: { ledger: { accounts: Totals } } = JSON.parse(await (await fetch(`${outside}/truth`)).text());
    const differences = compare(await accountTotals(owner), truth.ledger.accounts);
    if (differences.length === 0 || Date.now() > deadline) return differences;
    say(`  ${differences.length} accounts still differ, waiting for what is under way`);
    await sleep(3_000);
  }
}

async function accountTotals(owner: ReturnType<typeof connectAsOwner>): Promise<Totals> {
  const result: { rows: { account: string; currency: string; total: number }[] } = await owner.raw(
    'select account, lower(currency) as currency, sum(amount_minor)::bigint as total from postings group by 1, 2',
  );
  const totals: Record<string, Record<string, number>> = {};
  for (const { account, currency, total } of result.rows) (totals[account] ??= {})[currency] = total;
  return totals;
}

function compare(ours: Totals, theirs: Totals): string[] {
  const accounts = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].toSorted();
  return accounts.flatMap((account) => {
    const currencies = [...new Set([...Object.keys(ours[account] ?? {}), ...Object.keys(theirs[account] ?? {})])];
    return currencies.flatMap((currency) => {
      const [mine, truth] = [ours[account]?.[currency] ?? 0, theirs[account]?.[currency] ?? 0];
      return mine === truth ? [] : [`${account} ${currency}: ${mine}, the truth is ${truth}`];
    });
  });
}
