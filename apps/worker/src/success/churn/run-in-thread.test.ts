import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrainingTooLarge } from '@wedsync/domain/success';
import { afterAll, expect, test } from 'vitest';
import { runInThread } from './run-in-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'wedsync-thread-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(
  script: string,
  signal = new AbortController().signal,
  progress: (done: number) => void = () => undefined,
) {
  const file = join(folder, `${Math.random()}.mjs`);
  writeFileSync(file, `import { parentPort, workerData } from 'node:worker_threads';\n${script}`);
  return runInThread<number>({ file, data: 7, memoryMegabytes: 32, signal, progress });
}

test('a thread gives its answer, and says how far it is', async () => {
  const heard: number[] = [];
  const say = `for (const done of [0.2, 0.9]) parentPort.postMessage({ kind: 'progress', done, note: '' });
    parentPort.postMessage({ kind: 'answer', answer: workerData * 6 });`;
  expect(await run(say, undefined, (done) => heard.push(done))).toBe(42);
  expect(heard).toEqual([0.2, 0.9]);
});
test('a thread that takes too much memory ends alone, in words that say so', async () => {
  const greedy = run('const kept = []; for (;;) kept.push(new Array(10_000).fill({}));');
  const error: unknown = await greedy.catch((reason: unknown) => reason);
  expect(TrainingTooLarge.matches(error)).toBe(true);
  expect(error).toMatchObject({ message: expect.stringContaining('32 MB') });
});
test('a thread that is told to stop stops, for the reason it was told', async () => {
  const abort = new AbortController();
  const endless = run('setInterval(() => {}, 1_000);', abort.signal);
  abort.abort(new Error('The worker is stopping.'));
  await expect(endless).rejects.toThrow('The worker is stopping.');
  await expect(run('', abort.signal)).rejects.toThrow('The worker is stopping.');
});
test('a thread that fails or ends without a word is no answer', async () => {
  await expect(run(`throw new Error('Too few rows.');`)).rejects.toThrow('Too few rows.');
  await expect(run('')).rejects.toThrow('without an answer');
});
