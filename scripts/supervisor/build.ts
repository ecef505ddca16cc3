import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Builds every app; turbo answers from its cache when nothing changed. @throws Error with the build's own output */
export async function buildAll(): Promise<void> {
  if (process.env.WEDSYNC_SKIP_BUILD === '1') return;
  const turbo = spawn(process.execPath, ['node_modules/turbo/bin/turbo', 'run', 'build', '--output-logs=errors-only'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    detached: true,
  });
  const output: Buffer[] = [];
  turbo.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  turbo.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code]: (number | null)[] = await once(turbo, 'exit');
  if (code !== 0) throw new Error(`The build failed:\n${Buffer.concat(output).toString()}`);
}
