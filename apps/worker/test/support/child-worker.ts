import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');

/** Bundles a worker script once and starts it in processes of their own; whatever still runs at the end is killed. */
export function useChildWorkers(script: string): { start(env: Record<string, string>): Promise<ChildProcess> } {
  const outDir = join(root, 'node_modules', '.cache', `child-worker-${process.pid}`);
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    await build({
      configFile: false,
      root: join(root, 'apps/worker'),
      logLevel: 'error',
      build: {
        ssr: script,
        outDir,
        emptyOutDir: true,
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
      },
      ssr: { noExternal: [/^@wedsync\//] },
    });
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(outDir, { recursive: true, force: true });
  });
  return {
    async start(env) {
      const child = spawn(process.execPath, [join(outDir, 'worker.mjs')], {
        env: { PATH: process.env.PATH, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      if (child.stdout !== null) await once(child.stdout, 'data');
      return child;
    },
  };
}
