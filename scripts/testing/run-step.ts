import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a node tool. With `saying` its output goes there instead of to the screen. @returns its exit code, 1 when a signal ended it */
export async function runStep(args: readonly string[], saying?: (chunk: Buffer) => void): Promise<number> {
  const output = saying === undefined ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', output, output],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
  });
  for (const stream of [child.stdout, child.stderr]) if (saying !== undefined) stream?.on('data', saying);
  const [code]: (number | null)[] = await once(child, 'close');
  return code ?? 1;
}
