import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  churnFeatureVersion,
  trainChurnModel,
  type ChurnTraining,
  type NotEnough,
  type TrainedChurnModel,
} from '@wedsync/domain/success';
import { runInThread } from './run-in-thread.ts';

/** Beside the bundle of the worker; from sources there is no such file. */
const threadFile = fileURLToPath(new URL('./training-thread.js', import.meta.url));

/** Generous for a hundred thousand rows; what runs away ends its own thread and not the worker. */
const memoryMegabytes = 2_048;

/**
 * Trains in a thread of its own, so that nothing else of the worker waits; stopped by the signal. Without a bundle (from sources, in tests) it trains here.
 * @throws TrainingTooLarge when it takes more memory than a training may
 */
export async function runTraining(
  training: ChurnTraining,
  signal: AbortSignal,
  progress: (done: number, note: string) => void,
): Promise<TrainedChurnModel | NotEnough> {
  if (!existsSync(threadFile)) return trainChurnModel(training, progress);
  return runInThread<TrainedChurnModel | NotEnough>({
    file: threadFile,
    data: training,
    memoryMegabytes,
    signal,
    progress,
  });
}

/** What trained: the SHA-256 of the bundle, or the version of the features when run from sources. */
export function codeHash(): string {
  const code = existsSync(threadFile) ? readFileSync(threadFile) : churnFeatureVersion;
  return createHash('sha256').update(code).digest('hex');
}
