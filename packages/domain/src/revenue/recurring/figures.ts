import { mrrRates, ratio, type MrrMovementType } from '../mrr/index.ts';

/** What moved in one month, signed minor units of the reporting currency, and how many movements there were of each kind. */
export type MonthMovements = {
  readonly month: string;
  readonly amounts: Readonly<Record<MrrMovementType, number>>;
  readonly counts: Readonly<Record<MrrMovementType, number>>;
  /** Suppliers that began or ended paying, as a difference. */
  readonly logos: number;
};

export type MonthFigures = MonthMovements & {
  readonly startMinor: number;
  readonly endMinor: number;
  readonly activeEnd: number;
};

export const noAmounts: Readonly<Record<MrrMovementType, number>> = {
  new: 0,
  expansion: 0,
  contraction: 0,
  churn: 0,
  reactivation: 0,
  fx_impact: 0,
};

/**
 * Lines months up so that each begins where the one before ended. Months without movements are filled in.
 * @param months every month from the first to the last, in order
 * @param before what stood before the first of them
 */
export function monthFigures(
  moved: readonly MonthMovements[],
  months: readonly string[],
  before: { readonly mrrMinor: number; readonly active: number },
): MonthFigures[] {
  const byMonth = new Map(moved.map((one) => [one.month, one]));
  let { mrrMinor, active } = before;
  return months.map((month) => {
    const own = byMonth.get(month) ?? { month, amounts: noAmounts, counts: noAmounts, logos: 0 };
    const startMinor = mrrMinor;
    mrrMinor += Object.values(own.amounts).reduce((sum, amount) => sum + amount, 0);
    active += own.logos;
    return { ...own, startMinor, endMinor: mrrMinor, activeEnd: active };
  });
}

/** What was won less what was lost; what other days' exchange rates did to the rest is neither. */
export function netNewMinor({ fx_impact: _rates, ...moved }: MonthMovements['amounts']): number {
  return Object.values(moved).reduce((sum, amount) => sum + amount, 0);
}

/** What the rates of a period are made of; every part is summed over suppliers. Minor units of the reporting currency. */
export type PeriodSums = {
  readonly startMinor: number;
  readonly endMinor: number;
  readonly amounts: Readonly<Record<MrrMovementType, number>>;
  readonly newSuppliers: number;
  readonly activeStart: number;
  readonly activeEnd: number;
  /** Of those active at the start: what they bring at the end, what of it they brought before, and how many are gone. */
  readonly retainedMinor: number;
  readonly retainedCappedMinor: number;
  readonly inactiveSuppliers: number;
  /** Customers at the start, those resting over a season included, and how many of them are lost at the end. */
  readonly suppliersStart: number;
  readonly lostSuppliers: number;
  readonly involuntaryChurnMinor: number;
  readonly pauseChurnMinor: number;
  readonly trialsEnded: number;
  readonly trialsConverted: number;
};

/** Rates as fractions; null where there is nothing to divide by. */
export type PeriodRates = {
  readonly nrr: number | null;
  readonly grr: number | null;
  readonly grossMrrChurn: number | null;
  readonly netMrrChurn: number | null;
  readonly churnExPause: number | null;
  readonly logoChurn: number | null;
  readonly logoChurnWithPauses: number | null;
  readonly quickRatio: number | null;
  readonly quickRatioWithoutReactivation: number | null;
  readonly arpaMinor: number | null;
  readonly aspMinor: number | null;
  readonly trialConversion: number | null;
  readonly involuntaryShare: number | null;
};

/**
 * The usual rates of a subscription business over one period. Revenue rates weigh by money, logo rates count suppliers; neither is called just "churn".
 * NRR and GRR follow the suppliers that were active at the start and nobody else.
 */
export function periodRates(sums: PeriodSums): PeriodRates {
  const { amounts, startMinor: opening } = sums;
  const contraction = -amounts.contraction;
  const churn = -amounts.churn;
  const { new: fresh, expansion, reactivation } = amounts;
  return {
    ...mrrRates({ opening, new: fresh, expansion, reactivation, contraction, churn }),
    nrr: ratio(sums.retainedMinor, opening),
    grr: ratio(sums.retainedCappedMinor, opening),
    churnExPause: ratio(contraction + churn + sums.pauseChurnMinor, opening),
    logoChurn: ratio(sums.lostSuppliers, sums.suppliersStart),
    logoChurnWithPauses: ratio(sums.inactiveSuppliers, sums.activeStart),
    arpaMinor: ratio(sums.endMinor, sums.activeEnd),
    aspMinor: ratio(fresh, sums.newSuppliers),
    trialConversion: ratio(sums.trialsConverted, sums.trialsEnded),
    involuntaryShare: ratio(-sums.involuntaryChurnMinor, churn),
  };
}

/** Months from one to another, both included, as YYYY-MM. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to && months.length < maxMonths; month = monthAfter(month)) months.push(month);
  return months;
}

/** Ten years; pages ask for fewer. */
const maxMonths = 120;

/** @param by how many months later, or earlier when below zero */
export function monthAfter(month: string, by = 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + by;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** A season begins in April, when weddings do, and lasts until October; the months between two seasons are a winter. */
export function seasonOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  if (number >= 4 && number <= 10) return `Season ${year}`;
  return number >= 11 ? `Winter ${year}/${year + 1}` : `Winter ${year - 1}/${year}`;
}
