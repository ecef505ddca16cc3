import type { Mirrored } from './mirror.ts';

/** One sighting of a provider's object: delivered with an event, or fetched (then `fetchedAt` is set). */
export type Sighting = { readonly asOf: Date; readonly fetchedAt: Date | null };
type Known = Pick<Mirrored, 'asOf' | 'fetchedAt' | 'deletedAt'>;

export type Verdict = 'apply' | 'keep' | 'refetch';

/**
 * What to do with a sighting of an object we may know already. Event times are whole seconds and one payment makes several events in one of
 * them, so a delivered object wins only when it is strictly newer; otherwise only the provider can say which state is current.
 */
export function newestWins(known: Known | undefined, seen: Sighting): Verdict {
  if (known === undefined) return 'apply';
  if (known.deletedAt !== null) return 'keep';
  if (seen.fetchedAt !== null) return known.fetchedAt === null || seen.fetchedAt >= known.fetchedAt ? 'apply' : 'keep';
  if (seen.asOf <= known.asOf) return 'refetch';
  return known.fetchedAt !== null && seen.asOf <= known.fetchedAt ? 'refetch' : 'apply';
}

/** An answer asked for this long after an event came in surely contains it, however the clocks of our own processes differ. */
const clockSpreadMs = 1_000;

/** Whether what we asked for already contains whatever a message received then is about: both moments are ours, so the provider's clock does not matter. */
export function alreadyIncludes(known: Known | undefined, receivedAt: Date): boolean {
  if (known?.fetchedAt == null) return false;
  return known.fetchedAt.getTime() - receivedAt.getTime() > clockSpreadMs;
}
