import { z } from 'zod';
import { cohortGrid, mrrMonths, mrrRates, revenueRetention } from '@wedsync/domain/revenue';
import { readAccountMonths } from './account-months.ts';
import { movementsFromEvents } from './movements-from-events.ts';
import { operation, type Operation } from './operation.ts';
import { tableSchema } from './table.ts';

const month = z.string().regex(/^\d{4}-\d{2}$/, 'Use a month such as 2026-03.');
const tables = z.object({
  accounts: tableSchema.optional(),
  subscriptions: tableSchema,
  from: month,
  to: month,
  filter: z.record(z.string(), z.string()).default({}),
});

/** Figures in the tables may have two decimals: everything is counted in hundredths. */
const major = (minor: number) => minor / 100;
const majorOrNull = (minor: number | null) => (minor === null ? null : major(minor));

/** MRR and what is said of it. */
export const saasOperations: Readonly<Record<string, Operation>> = {
  'saas.mrrMovements': operation(tables, (input) => {
    const { accounts, months, index } = readAccountMonths(input);
    const rows = mrrMonths([...accounts.values()], index(input.from), index(input.to));
    return { months: rows.map((row, i) => ({ month: months[index(input.from) + i], ...inMajor(row) })) };
  }),
  'saas.retention': operation(tables, (input) => {
    const { accounts, index } = readAccountMonths(input);
    const ends = [...accounts.values()].map((mrr) => ({
      startMinor: mrr[index(input.from)] ?? 0,
      endMinor: mrr[index(input.to)] ?? 0,
    }));
    const { startMinor, endMinor, ...rates } = revenueRetention(ends);
    return { from: input.from, to: input.to, startMrr: major(startMinor), endMrr: major(endMinor), ...rates };
  }),
  'saas.cohorts': operation(tables, (input) => {
    const { accounts, months, index } = readAccountMonths(input);
    const rows = cohortGrid([...accounts.values()], index(input.to) + 1).filter(
      ({ start }) => start >= index(input.from),
    );
    return {
      cohorts: rows.map(({ start, accounts, startMinor, logos, revenue }) => ({
        cohort: months[start],
        customers: accounts,
        mrr: major(startMinor),
        logoRetention: logos,
        mrrRetention: revenue,
      })),
    };
  }),
  'saas.rates': operation(
    z.object({
      opening: z.number(),
      new: z.number().default(0),
      reactivation: z.number().default(0),
      expansion: z.number().default(0),
      contraction: z.number().default(0),
      churn: z.number().default(0),
    }),
    mrrRates,
  ),
  'saas.movementsFromEvents': movementsFromEvents,
};

const money: ReadonlySet<string> = new Set([
  'opening',
  'new',
  'reactivation',
  'expansion',
  'contraction',
  'churn',
  'fx',
  'closing',
  'pausedChurn',
  'arpa',
]);

function inMajor(row: Readonly<Record<string, number | null>>) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, money.has(name) ? majorOrNull(value) : value]),
  );
}
