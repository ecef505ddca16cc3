import { constantResidual } from './expected-renewals.ts';

/** A hidden segment with one retention rate, and its share among new customers. */
export type RetentionSegment = { readonly retention: number; readonly share: number };

export type MixtureValue = {
  readonly bySegment: readonly (number | null)[];
  /** Chance of each segment given that somebody renewed so often. */
  readonly posterior: readonly number[];
  /** Null when a segment's lifetime has no end. */
  readonly value: number | null;
};

/**
 * Residual value of a customer who renewed `renewals` times and belongs to one of several segments we cannot see: the longer somebody stayed, the
 * likelier the loyal segment. Posterior_k is proportional to share_k r_k^m.
 */
export function mixtureResidualValue(
  segments: readonly RetentionSegment[],
  renewals: number,
  margin: number,
  discountRate: number,
): MixtureValue {
  const weights = segments.map(({ retention, share }) => share * retention ** renewals);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const posterior = weights.map((weight) => (total === 0 ? 0 : weight / total));
  const bySegment = segments.map(({ retention }) => {
    const residual = constantResidual(retention, discountRate);
    return residual === null ? null : margin * residual;
  });
  const known = bySegment.filter((value) => value !== null);
  const value =
    known.length === segments.length && total > 0
      ? known.reduce((sum, each, k) => sum + each * (posterior[k] ?? 0), 0)
      : null;
  return { bySegment, posterior, value };
}
