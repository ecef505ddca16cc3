import { restate, type PublishedMovement } from '../mrr/index.ts';
import type { ViewedMovement } from './views.ts';

/** A published movement as far as it matters to what replaces it. */
export type StandingMovement = PublishedMovement & { readonly views: ViewedMovement['views'] };

/** What to write so that the published movements say what the history says. */
export type Publication = {
  /** Of months still open: they simply go. */
  readonly withdrawn: readonly StandingMovement[];
  /** Of closed months: each is written again with the amount negated, naming the row it takes back. */
  readonly reversed: readonly StandingMovement[];
  readonly added: readonly {
    readonly movement: ViewedMovement;
    readonly restatesMovementId: string | null;
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
  const known = new Map(published.map((movement) => [movement.id, movement]));
  const wanted = new Map(derived.map((movement) => [movement.key, movement]));
  const { reversed, added } = restate(published, derived);
  const gone = reversed.flatMap(({ id }) => known.get(id) ?? []);
  const closed = new Set(gone.filter(({ effectiveAt }) => isClosed(effectiveAt)).map(({ id }) => id));
  return {
    withdrawn: gone.filter(({ id }) => !closed.has(id)),
    reversed: gone.filter(({ id }) => closed.has(id)),
    added: added.flatMap(({ movement, restatesMovementId }) => {
      const viewed = wanted.get(movement.key);
      if (viewed === undefined) return [];
      const restates = restatesMovementId !== null && closed.has(restatesMovementId) ? restatesMovementId : null;
      return [{ movement: viewed, restatesMovementId: restates, restatement: isClosed(viewed.effectiveAt) }];
    }),
  };
}
