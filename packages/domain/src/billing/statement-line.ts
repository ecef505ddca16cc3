/** One line of a provider's own list of what moved. */
export type StatementLine = {
  /** As the movement is mirrored. */
  readonly id: string;
  readonly type: string;
  readonly currency: string;
  /** Signed: above zero money came in. */
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly occurredAt: Date;
  readonly sourceId: string | null;
  readonly chargeId: string | null;
  readonly payoutId: string | null;
};
