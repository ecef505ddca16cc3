import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { isActive, nothingLeft, type MrrBasis, type MrrChange } from './change.ts';

export type TimelineOptions = {
  readonly asOf: Date;
  readonly knownAt: Date;
  readonly basis: MrrBasis;
  /** How many days a debt that began then may last. */
  readonly pastDueDays: (since: Date) => number;
};

/**
 * Puts a supplier's changes in the order in which they held: what was not known or not yet effective is left out, a fact told twice counts
 * once, and a subscription that owed money for too long is lost on the day, whether or not anybody said so.
 */
export function timelineOf(history: readonly MrrChange[], options: TimelineOptions): MrrChange[] {
  const { knownAt, asOf } = options;
  const effective = history.filter((change) => change.recordedAt <= knownAt && change.effectiveAt <= asOf).sort(byTime);
  const told = effective.filter((change, index) => !isToldAgain(effective, change, index));
  if (told.every((change) => change.pastDueSince === null)) return told;
  return bySubscription(told)
    .flatMap((changes) => withLapses(changes, options))
    .sort(byTime);
}

/** Tellings of one fact hold from the same instant, the latest recorded last; so only neighbours need a look, and there are hardly ever any. */
function isToldAgain(ordered: readonly MrrChange[], change: MrrChange, index: number): boolean {
  for (let next = index + 1; ; next += 1) {
    const other = ordered[next];
    if (other === undefined || other.effectiveAt.getTime() !== change.effectiveAt.getTime()) return false;
    if (other.subscriptionId === change.subscriptionId && other.sourceEventId === change.sourceEventId) return true;
  }
}

function byTime(a: MrrChange, b: MrrChange): number {
  return (
    a.effectiveAt.getTime() - b.effectiveAt.getTime() ||
    a.recordedAt.getTime() - b.recordedAt.getTime() ||
    compare(a.sourceEventId, b.sourceEventId) ||
    compare(a.subscriptionId, b.subscriptionId)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function bySubscription(changes: readonly MrrChange[]): MrrChange[][] {
  const groups = new Map<string, MrrChange[]>();
  for (const change of changes) {
    const group = groups.get(change.subscriptionId);
    if (group === undefined) groups.set(change.subscriptionId, [change]);
    else group.push(change);
  }
  return [...groups.values()];
}

function withLapses(changes: readonly MrrChange[], { asOf, basis, pastDueDays }: TimelineOptions): MrrChange[] {
  return changes.flatMap((change, index) => {
    if (change.pastDueSince === null || !isActive(basis, change)) return [change];
    const lapsesAt = plusMs(change.pastDueSince, pastDueDays(change.pastDueSince) * DAY_MS);
    const until = changes[index + 1]?.effectiveAt ?? null;
    if (change.effectiveAt >= lapsesAt) return [nothingLeft(change, { reason: 'cancel_involuntary' })];
    return lapsesAt > asOf || (until !== null && until <= lapsesAt) ? [change] : [change, lapse(change, lapsesAt)];
  });
}

/** Nobody tells of it, so it is known the moment it happens, or when the debt became known if that was later. */
function lapse(change: MrrChange, lapsesAt: Date): MrrChange {
  return nothingLeft(change, {
    effectiveAt: lapsesAt,
    recordedAt: change.recordedAt > lapsesAt ? change.recordedAt : lapsesAt,
    reason: 'cancel_involuntary',
    actor: 'system',
    sourceEventId: `${change.sourceEventId}:past-due`,
  });
}
