import type { BulkRunStanding } from '../data/action.ts';

/** Somebody or something is busy with it. */
export function isAtWork({ state }: Pick<BulkRunStanding, 'state'>): boolean {
  return state === 'checking' || state === 'running';
}

/** How much of its present step is done, from 0 to 1: of all while they are checked, of those that may be done afterwards. */
export function fractionOf({ state, total, counts }: Pick<BulkRunStanding, 'state' | 'total' | 'counts'>): number {
  if (state === 'checking') return total === 0 ? 0 : 1 - (counts.unchecked ?? 0) / total;
  const done = (counts.succeeded ?? 0) + (counts.awaiting_approval ?? 0) + (counts.failed ?? 0);
  const all = done + (counts.allowed ?? 0);
  return all === 0 ? 0 : done / all;
}
