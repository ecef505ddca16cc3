import { known, unknown, type Estimate } from './estimate.ts';

/** Average revenue per account and month, minor units, and the share of customers lost a month (0 to 1, null when unknown). */
export type SimpleInput = { readonly arpaMinor: number | null; readonly logoChurn: number | null };

/** ARPA / logo churn (ChartMogul). Overstates wherever loyalty grows with tenure; shown beside the headline and never instead of it. */
export function simpleLifetimeValue({ arpaMinor, logoChurn }: SimpleInput): Estimate {
  if (arpaMinor === null || logoChurn === null) return unknown('no-customers');
  return logoChurn > 0 ? known(arpaMinor / logoChurn) : unknown('no-churn');
}

/** ARPA x gross margin / churn (Skok). @param grossMargin 0 to 1 */
export function marginLifetimeValue({ arpaMinor, logoChurn }: SimpleInput, grossMargin: number): Estimate {
  return simpleLifetimeValue({ arpaMinor: arpaMinor === null ? null : arpaMinor * grossMargin, logoChurn });
}

/**
 * ARPU / (1 - retention) with the retention of the latest months averaged (ProfitWell).
 * @param retentionByMonth latest months, 0 to 1
 */
export function smoothedLifetimeValue(arpuMinor: number | null, retentionByMonth: readonly number[]): Estimate {
  if (retentionByMonth.length === 0) return unknown('no-customers');
  const retention = retentionByMonth.reduce((sum, each) => sum + each, 0) / retentionByMonth.length;
  return simpleLifetimeValue({ arpaMinor: arpuMinor, logoChurn: 1 - retention });
}
