import { z } from 'zod';
import {
  kaplanMeier,
  logRank,
  medianInterval,
  medianSurvival,
  restrictedMean,
  survivalInterval,
  type Interval,
  type Lifetime,
} from '@wedsync/domain/platform/statistics';
import { operation, type Operation } from './operation.ts';
import { numberIn, readTable, tableSchema } from './table.ts';

const input = z.object({
  file: tableSchema,
  columns: z.object({
    time: z.string(),
    event: z.string(),
    group: z.string().optional(),
    entry: z.string().optional(),
  }),
  eventValue: z.union([z.string(), z.number()]).default(1),
  /** Rows with a time at or below it are left out. */
  dropTimeLe: z.number().optional(),
  rmstTau: z.number().optional(),
});

/** Kaplan-Meier for everybody and each group, and the log-rank test between the groups. */
export const survivalOperations: Readonly<Record<string, Operation>> = {
  'survival.km': operation(input, (given) => {
    const lives = livesOf(given);
    const names = [...new Set(lives.flatMap(({ group }) => (group === null ? [] : [group])))].sort();
    const byName = names.map((name) => lives.filter(({ group }) => group === name));
    const tau = given.rmstTau ?? null;
    const result = logRank(byName);
    return {
      groups: Object.fromEntries([
        ['(all)', described(lives, tau)],
        ...names.map((name, i) => [name, described(byName[i] ?? [], tau)]),
      ]),
      logRank: result === null ? null : { chisq: result.chiSquare, df: result.df, p: result.pValue },
    };
  }),
};

type Life = Lifetime & { readonly group: string | null };

function livesOf({ file, columns, eventValue, dropTimeLe = -Infinity }: z.output<typeof input>): Life[] {
  return readTable(file)
    .map((row) => ({
      time: numberIn(row, columns.time),
      event: row[columns.event] === String(eventValue),
      entry: columns.entry === undefined ? 0 : numberIn(row, columns.entry),
      group: columns.group === undefined ? null : (row[columns.group] ?? null),
    }))
    .filter(({ time }) => time > dropTimeLe);
}

function described(lives: readonly Lifetime[], tau: number | null) {
  const estimate = kaplanMeier(lives);
  return {
    n: estimate.n,
    events: estimate.events,
    median: medianSurvival(estimate),
    medianCiLogLog: ends(medianInterval(estimate, 'log-log')),
    medianCiLog: ends(medianInterval(estimate, 'log')),
    rmst: tau === null ? null : { tau, value: restrictedMean(estimate, tau) },
    table: estimate.steps.map((step) => {
      const log = survivalInterval(step, 'log');
      const logLog = survivalInterval(step, 'log-log');
      return {
        time: step.time,
        n_risk: step.atRisk,
        n_event: step.events,
        surv: step.survival,
        std_err: step.standardError,
        lower_log: log.lower,
        upper_log: log.upper,
        lower_loglog: logLog.lower,
        upper_loglog: logLog.upper,
      };
    }),
  };
}

function ends({ lower, upper }: Interval) {
  return [lower, upper];
}
