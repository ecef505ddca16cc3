import type { JobRun } from '@wedsync/domain/operations';

/** Done so far from 0 to 1, or null when the job cannot say. */
export function fractionOf(progress: JobRun['progress']): number | null {
  if (progress === null || progress.total === null || progress.total <= 0) return null;
  return Math.min(1, Math.max(0, progress.done / progress.total));
}
