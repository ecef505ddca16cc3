import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  churnFeatureVersion,
  trainChurnModel,
  type ChurnTraining,
  type NotEnough,
  type TrainedChurnModel,
} from '@wedsync/domain/success';

type Said =
  | { readonly kind: 'progress'; readonly done: number; readonly note: string }
  | { readonly kind: 'model'; readonly model: TrainedChurnModel | NotEnough };

/** Beside the bundle of the worker; from sources there is no such file. */
const threadFile = fileURLToPath(new URL('./training-thread.js', import.meta.url));

/**
 * Trains in a thread of its own, so that nothing else of the worker waits; stopped by the signal. Without a bundle (from sources, in tests) it trains here.
 */
export function runTraining(
  training: ChurnTraining,
  signal: AbortSignal,
  progress: (done: number, note: string) => void,
): Promise<TrainedChurnModel | NotEnough> {
  if (!existsSync(threadFile)) return Promise.resolve(trainChurnModel(training, progress));
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile, { workerData: training });
    const stop = () => void thread.terminate();
    signal.addEventListener('abort', stop, { once: true });
    thread.on('message', (said: Said) => {
      if (said.kind === 'progress') progress(said.done, said.note);
      else resolve(said.model);
    });
    thread.once('error', reject);
    thread.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('Training was stopped before it had a model.'));
    });
  });
}

/** What trained: the SHA-256 of the bundle, or the version of the features when run from sources. */
export function codeHash(): string {
  const code = existsSync(threadFile) ? readFileSync(threadFile) : churnFeatureVersion;
  return createHash('sha256').update(code).digest('hex');
}
