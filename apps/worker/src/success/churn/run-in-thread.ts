import { Worker } from 'node:worker_threads';
import { TrainingTooLarge } from '@wedsync/domain/success';

/** What a thread tells: how far it is, and in the end its answer. */
export type Said<Answer> =
  | { readonly kind: 'progress'; readonly done: number; readonly note: string }
  | { readonly kind: 'answer'; readonly answer: Answer };

type ThreadWork = {
  readonly file: string;
  readonly data: unknown;
  readonly memoryMegabytes: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, note: string) => void;
};

/**
 * Runs a script in a thread that takes no more memory than it may, and ends with it whatever happens.
 * @throws TrainingTooLarge when the memory was not enough; what the thread threw; or why it was told to stop
 */
export async function runInThread<Answer>({
  file,
  data,
  memoryMegabytes,
  signal,
  progress,
}: ThreadWork): Promise<Answer> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const thread = new Worker(file, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    const stop = () => {
      reject(signal.reason);
      void thread.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    thread.on('message', (said: Said<Answer>) => {
      if (said.kind === 'progress') progress(said.done, said.note);
      else resolve(said.answer);
    });
    thread.once('error', (error) =>
      reject(isOutOfMemory(error) ? TrainingTooLarge({ megabytes: memoryMegabytes }) : error),
    );
    thread.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('The thread ended without an answer.'));
    });
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
