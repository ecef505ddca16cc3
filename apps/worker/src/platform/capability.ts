import type { Consumer } from './consumer.ts';
import type { AnyJob } from './job.ts';
import type { WorkerServices } from './services.ts';

/** A loop that drains rows as fast as they come (inbox, deliveries, recompute marks): woken by NOTIFY, swept besides. */
export type Drain<Services extends WorkerServices = WorkerServices> = {
  readonly name: string;
  readonly description: string;
  /** NOTIFY channel that wakes it; null where rows are due only after a rest, so that being woken at once would serve nobody. */
  readonly channel: string | null;
  /** Looks by itself this often: for what is due by now, and for what a lost notification missed. */
  readonly sweepMs: number;
  /** How many batches may be under way at once in this process. */
  readonly concurrency: number;
  /** Handles one batch and says how many rows it took; 0 means there is nothing left for now. */
  readonly drain: (services: Services, signal: AbortSignal) => Promise<number>;
};

/** What one capability adds to the worker, readable at a glance. */
export type WorkerCapability<Services extends WorkerServices = WorkerServices> = {
  readonly name: string;
  readonly jobs: readonly AnyJob<Services>[];
  readonly consumers: readonly Consumer<Services>[];
  readonly drains: readonly Drain<Services>[];
};
