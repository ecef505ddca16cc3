import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a node tool with its output shown. @returns its exit code, 1 when a signal ended it */
export async function runStep(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
  });
  const [code]: (number | null)[] = await once(child, 'exit');
  return code ?? 1;
}
