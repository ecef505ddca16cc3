import { restate, type StandingMovement } from '../mrr/index.ts';
import type { ViewedMovement } from './views.ts';

/** What to write so that the published movements say what the history says. */
export type Publication = {
  /** Of months still open: they simply go. */
  readonly withdrawn: readonly StandingMovement[];
  /** Of closed months: each is written again with the amount negated, naming the row it takes back. */
  readonly reversed: readonly StandingMovement[];
  readonly added: readonly {
    readonly movement: ViewedMovement;
    readonly restatesMovementId: number | null;
    /** It belongs to a month that was closed without it. */
    readonly restatement: boolean;
  }[];
};

/**
 * Compares what is published with what the history says now. Open months are put right; closed months are restated and nothing of them is lost.
 * @param isClosed whether the month of an instant has been closed
 */
export function publicationOf(
  published: readonly StandingMovement[],
  derived: readonly ViewedMovement[],
  isClosed: (at: Date) => boolean,
): Publication {
  const { reversed: gone, added } = restate(published, derived);
  const closed = new Set(gone.filter(({ effectiveAt }) => isClosed(effectiveAt)).map(({ id }) => id));
  return {
    withdrawn: gone.filter(({ id }) => !closed.has(id)),
    reversed: gone.filter(({ id }) => closed.has(id)),
    added: added.map(({ movement, restatesMovementId }) => ({
      movement,
      restatesMovementId: restatesMovementId !== null && closed.has(restatesMovementId) ? restatesMovementId : null,
      restatement: isClosed(movement.effectiveAt),
    })),
  };
}
