/** A playbook that would take a supplier in, or has. */
export type Claim = {
  readonly playbookId: string;
  /** The larger wins. */
  readonly priority: number;
  /** What is won if it works: breaks ties. */
  readonly expectedValueMinor: number;
  readonly since: Date;
};

/**
 * Who of several playbooks may have a supplier: one at a time, so that nobody is written to from two sides. What runs is not interrupted; among those that
 * wait the higher priority wins, then the larger value, then who waits longest.
 * @returns null when one is running or nobody waits
 */
export function arbitrate(running: readonly Claim[], waiting: readonly Claim[]): Claim | null {
  if (running.length > 0) return null;
  return waiting.reduce<Claim | null>((best, claim) => (best === null || outranks(claim, best) ? claim : best), null);
}

function outranks(one: Claim, other: Claim): boolean {
  const difference =
    one.priority - other.priority ||
    one.expectedValueMinor - other.expectedValueMinor ||
    other.since.getTime() - one.since.getTime();
  return difference === 0 ? one.playbookId < other.playbookId : difference > 0;
}
