import { createCostMemory, type CostMemory } from './cost-memory.ts';
import type { Signposts } from './signposts.ts';

/** What lists remember between requests. None of it outlives a minute; what is cheap to find is not remembered at all. */
export type ListMemory = {
  readonly counts: CostMemory<number>;
  readonly signposts: CostMemory<Signposts>;
  /** Row numbers a search found, in order; null when they are too many. */
  readonly found: CostMemory<readonly number[] | null>;
  /** A deep page that took longer to walk to has its list surveyed, so that the next one is entered nearby. */
  readonly slowWalkMs: number;
};

/** 100 surveyed lists are at most 10 MB, 30 searches at most 12 MB. */
export function createListMemory(slowWalkMs = 40): ListMemory {
  return {
    counts: createCostMemory(),
    signposts: createCostMemory({ maxKeys: 100 }),
    found: createCostMemory({ maxKeys: 30 }),
    slowWalkMs,
  };
}
