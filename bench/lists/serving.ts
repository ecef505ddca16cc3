import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';

export type Served = { readonly port: number; stop(): Promise<void> };

/** Starts this same program in another process, in another role, so that what is measured does not share the measuring process. */
export async function startRole(program: string, role: string, databaseUrl: string): Promise<Served> {
  const child = fork(program, {
    env: { ...process.env, BENCH_ROLE: role, BENCH_DATABASE_URL: databaseUrl },
    stdio: 'inherit',
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`The ${role} ended at once (${code}).`)));
  });
  return { port, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Listens on any port and tells the parent which. */
export async function announce(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
}
