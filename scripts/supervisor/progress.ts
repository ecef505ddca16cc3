import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child-process.ts';

const healthyTimeoutMs = 60_000;

/** @throws Error when the address does not answer 200 in time, or a process it needs has ended */
export async function untilHealthy(url: string, children: readonly Child[]): Promise<void> {
  const deadline = Date.now() + healthyTimeoutMs;
  const ended = Promise.race(
    children.map((child) =>
      child.exited.then((code) => `${child.name} ended at start with code ${code}; see .data/logs/${child.name}.log`),
    ),
  );
  while (!(await isOk(url))) {
    const why = await Promise.race([ended, sleep(100, null)]);
    if (why !== null) throw new Error(why);
    if (Date.now() > deadline)
      throw new Error(`${url} did not answer within ${healthyTimeoutMs / 1000} s; see .data/logs.`);
  }
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

type Progress = {
  readonly phase: string;
  readonly percent: number;
  readonly suppliers: number;
  readonly pending: number;
};

/** Says how far the sandbox world has come until it runs in real time. */
export async function worldProgress(url: string, say: (line: string) => void): Promise<void> {
  let said = -1;
  for (;;) {
    await sleep(2_000);
    const progress = await readProgress(url);
    if (progress === null) continue;
    const step = Math.floor(progress.percent / 10);
    if (step > said)
      say(
        `  The world fills in: ${Math.round(progress.percent)} %, ${progress.suppliers} suppliers, ${progress.pending} webhooks under way`,
      );
    said = Math.max(said, step);
    if (progress.phase === 'live') return say('  The world is complete and now runs in real time.');
  }
}

async function readProgress(url: string): Promise<Progress | null> {
  try {
    return JSON.parse(await (await fetch(url)).text());
  } catch {
    return null;
  }
}
