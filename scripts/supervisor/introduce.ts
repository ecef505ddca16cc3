import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { DemoPerson } from './demo-people.ts';

type Introduction = {
  readonly people: readonly DemoPerson[];
  readonly password: string;
  readonly ingestToken: string;
  readonly env: NodeJS.ProcessEnv;
};

/** Makes the demo sign-ins and the host application's token through the product's own command line; safe to repeat. */
export async function introduce({ people, password, ingestToken, env }: Introduction): Promise<void> {
  const staff = people.map((person) => ({ ...person, password }));
  const tokens = [{ name: 'host-application', scopes: ['ingest', 'entitlements', 'messages'], secret: ingestToken }];
  const child = spawn(process.execPath, ['apps/api/dist/main.js', 'bootstrap'], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdin.end(JSON.stringify({ staff, tokens }));
  const [code]: (number | null)[] = await once(child, 'exit');
  if (code !== 0)
    throw new Error(`The demo sign-ins could not be made: ${Buffer.concat(output).toString().slice(-2_000)}`);
}
