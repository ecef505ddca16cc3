/** What the ledger says of one supplier, minor units of the reporting currency, all without tax and as magnitudes. */
export type RealisedLines = {
  readonly chargesMinor: number;
  readonly refundsMinor: number;
  readonly lostDisputesMinor: number;
  readonly processorFeesMinor: number;
  readonly disputeFeesMinor: number;
};

/** Net revenue a supplier has brought so far: charges less refunds, lost disputes and fees. May be negative. */
export function realisedValue(lines: RealisedLines): number {
  return (
    lines.chargesMinor -
    lines.refundsMinor -
    lines.lostDisputesMinor -
    lines.processorFeesMinor -
    lines.disputeFeesMinor
  );
}
