/** The lines of one period, all magnitudes in minor units of the reporting currency except `fx`, which has a sign. */
export type MrrLines = {
  readonly opening: number;
  readonly new: number;
  readonly reactivation: number;
  readonly expansion: number;
  readonly contraction: number;
  readonly churn: number;
  readonly fx: number;
};

export type MrrRates = {
  /** (contraction + churn) / opening. */
  readonly grossMrrChurn: number | null;
  /** (contraction + churn - expansion - reactivation) / opening; below 0 the base grows by itself. */
  readonly netMrrChurn: number | null;
  /** (new + expansion + reactivation) / (contraction + churn). */
  readonly quickRatio: number | null;
  /** The common form, which leaves reactivation out. */
  readonly quickRatioWithoutReactivation: number | null;
};

/** Opening and every movement: the identity the books of MRR rest on. */
export function closingOf({ opening, new: fresh, reactivation, expansion, contraction, churn, fx }: MrrLines): number {
  return opening + fresh + reactivation + expansion - contraction - churn + fx;
}

/** Rates of a period; null wherever there is nothing to divide by. Source: ChartMogul, "MRR churn". */
export function mrrRates({
  opening,
  new: fresh,
  reactivation,
  expansion,
  contraction,
  churn,
}: Omit<MrrLines, 'fx'>): MrrRates {
  const lost = contraction + churn;
  return {
    grossMrrChurn: ratio(lost, opening),
    netMrrChurn: ratio(lost - expansion - reactivation, opening),
    quickRatio: ratio(fresh + expansion + reactivation, lost),
    quickRatioWithoutReactivation: ratio(fresh + expansion, lost),
  };
}

/** part / whole, or null when the whole is 0: a rate of nothing is unknown, not 0. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
