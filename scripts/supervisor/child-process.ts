import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export type Child = {
  readonly name: string;
  readonly pid: number;
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
};

type Command = {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly stopTimeoutMs: number;
};

/**
 * Starts one process of the product in a group of its own, so Ctrl-C reaches only the supervisor; its words go to a log file. The channel between them says
 * nothing: its end tells the child that the supervisor is gone, even by kill -9.
 */
export function startChild(command: Command): Child {
  mkdirSync(dirname(command.logFile), { recursive: true });
  const log = createWriteStream(command.logFile, { flags: 'a' });
  const child = spawn(process.execPath, [...command.args], {
    env: command.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  return {
    name: command.name,
    pid: child.pid ?? 0,
    exited,
    stop: () => stopChild(child, exited, command.stopTimeoutMs),
  };
}

async function stopChild(child: ChildProcess, exited: Promise<unknown>, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  await exited;
  clearTimeout(timer);
}
