import { z } from 'zod';
import { defineJob } from '../../src/platform/index.ts';

const anyInput = z.object({}).loose();

/** Leaves a mark in a transaction of its own, then works until it is stopped; in another process it ends at once. */
export const longWork = defineJob({
  name: 'long-work',
  description: 'Works for ever in a process that will be killed.',
  input: anyInput,
  maxAttempts: 3,
  lockMs: 1_500,
  run: async ({ store, actor, runId, attempt, log }) => {
    await store.transact(actor, ({ sql }) =>
      sql('recompute_marks').insert({ kind: 'long-work', supplier_id: `run ${runId} attempt ${attempt}` }),
    );
    log.info({ attempt }, 'at work');
    if (process.env.WORK_FOR_EVER === 'yes') await new Promise(() => undefined);
    return { finishedIn: attempt };
  },
});

/** Takes its whole process down, as a native crash or running out of memory does. */
export const killsItsProcess = defineJob({
  name: 'kills-its-process',
  description: 'Takes its whole process down.',
  input: anyInput,
  maxAttempts: 2,
  lockMs: 600,
  run: async () => {
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  },
});
