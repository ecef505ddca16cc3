import { DAY_MS } from '@wedsync/domain/platform';

/** Facts older than this are history when they become known: kept, but not celebrated and told to nobody. */
export const celebratedWithinMs = 7 * DAY_MS;

/** Who was late for longer than this when first looked at is on the list, but gives nobody a task. */
export const chasedWithinMs = 30 * DAY_MS;

/** Whoever pays or tries; the others have other worries. */
export const watchedLifecycles = ['trial', 'active', 'past_due'] as const;

/** A congratulation in the app that nobody opened disappears after this. */
export const celebrationShownMs = 30 * DAY_MS;

/** Measured anew at least this often… */
export const measuredEveryMs = DAY_MS;
/** …or when so many more have reached something, as when history arrives. */
export const growthWorthMeasuring = 0.1;
