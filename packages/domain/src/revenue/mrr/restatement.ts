import type { MrrMovement } from './movements.ts';

/** A published movement that still stands, as far as it matters to what replaces it. */
export type StandingMovement = Pick<MrrMovement, 'key' | 'amountMinor' | 'reason' | 'effectiveAt'> & {
  readonly id: number;
};

export type Restatement<Movement extends MrrMovement> = {
  /** Published movements that no longer hold: write each again with the amount negated, reason `correction`, naming the row it takes back. */
  readonly reversed: readonly StandingMovement[];
  /** Movements to write; `restatesMovementId` names the published one they replace, null where nothing stood before. */
  readonly added: readonly { readonly movement: Movement; readonly restatesMovementId: number | null }[];
};

/**
 * Compares what was published with what the whole history now says. Nothing is overwritten: the sum of all rows is the new truth and the rows
 * recorded up to any instant are what was known then.
 * @param published rows that still stand (neither reversals nor reversed) of one supplier and basis
 * @param derived `movementsOf` of the same supplier and basis
 */
export function restate<Movement extends MrrMovement>(
  published: readonly StandingMovement[],
  derived: readonly Movement[],
): Restatement<Movement> {
  const standing = new Map(published.map((movement) => [movement.key, movement]));
  const wanted = new Map(derived.map((movement) => [movement.key, movement]));
  const holds = (movement: StandingMovement) => {
    const now = wanted.get(movement.key);
    return now !== undefined && sameFact(movement, now);
  };
  const reversed = published.filter((movement) => !holds(movement));
  const gone = new Set(reversed);
  const added = derived.flatMap((movement) => {
    const before = standing.get(movement.key);
    if (before !== undefined && !gone.has(before)) return [];
    return [{ movement, restatesMovementId: before?.id ?? null }];
  });
  return { reversed, added };
}

/** What stood before and after a movement follows from the rows before it, so a late fact restates itself and not everything after it. */
function sameFact(a: StandingMovement, b: MrrMovement): boolean {
  return (
    a.amountMinor === b.amountMinor && a.reason === b.reason && a.effectiveAt.getTime() === b.effectiveAt.getTime()
  );
}
