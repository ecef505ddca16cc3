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
  const staff = people.map(
    ({ email, name, roles, regions }) =>
      [
        [
          'staff',
          'create',
          '--email',
          email,
          '--name',
          name,
          '--roles',
          roles.join(','),
          ...(regions.length > 0 ? ['--regions', regions.join(',')] : []),
          '--password-stdin',
        ],
        password,
      ] as const,
  );
  const token = [
    ['token', 'create', '--name', 'host-application', '--scopes', 'ingest', '--token-stdin'],
    ingestToken,
  ] as const;
  for (const [args, secret] of [token, ...staff]) await runCommand(args, secret, env);
}

async function runCommand(args: readonly string[], secret: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, ['apps/api/dist/main.js', ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdin.end(secret);
  const [code]: (number | null)[] = await once(child, 'exit');
  if (code !== 0)
    throw new Error(`"${args.slice(0, 4).join(' ')}" failed: ${Buffer.concat(output).toString().slice(-2_000)}`);
}
