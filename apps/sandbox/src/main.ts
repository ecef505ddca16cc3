import { join } from 'node:path';
import pino from 'pino';
import { readConfig } from './env.ts';
import type { SandboxConfig } from './env.ts';
import { startSandbox } from './index.ts';
import type { Truth } from './index.ts';
import { keptAuthority } from './paypal/index.ts';

const log = pino({ name: 'sandbox' });

if (process.argv.includes('--paypal-root')) {
  await makePaypalRoot(readConfig(process.env));
  process.exit(0);
}
const [config, wantsTruth] = [withArguments(readConfig(process.env), process.argv), process.argv.includes('--truth')];
await (wantsTruth ? printTruth(config) : run(config));

/** Runs until it is told to stop. */
async function run(settings: SandboxConfig): Promise<void> {
  const sandbox = await startSandbox(settings);
  log.info({ url: sandbox.url, smtpPort: sandbox.smtpPort, recording: sandbox.recording !== null }, 'sandbox is up');
  sandbox.historyDone.then(
    () =>
      log.info(
        sandbox.progress(),
        sandbox.progress().phase === 'live' ? 'the world goes on in real time' : 'history interrupted',
      ),
    () => {},
  );
  sandbox.ended.catch(fall);
  const stop = () => {
    sandbox.stop().then(() => process.exit(0), fall);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Whoever started it was killed outright.
  process.once('disconnect', stop);
}

/** The root that the product has to trust before the sandbox starts. */
async function makePaypalRoot({ dataDir }: SandboxConfig): Promise<void> {
  if (dataDir === null) throw new Error('Set SANDBOX_DATA_DIR: the root certificate is kept there.');
  await keptAuthority(join(dataDir, 'paypal'));
}

/** Prints the truth of the sandbox that is running, or of the same world simulated on the spot. */
async function printTruth(settings: SandboxConfig): Promise<void> {
  process.stdout.write(
    `${JSON.stringify((await truthOfRunning(settings)) ?? (await truthOfNew(settings)), null, 2)}\n`,
  );
}

async function truthOfRunning({ port }: SandboxConfig): Promise<unknown> {
  try {
    return await (await fetch(`http://127.0.0.1:${port}/truth`)).json();
  } catch {
    return null;
  }
}

async function truthOfNew({ seed, suppliers, months, paypal, recentDeclines }: SandboxConfig): Promise<Truth> {
  const sandbox = await startSandbox({ seed, suppliers, months, paypal, recentDeclines, live: false });
  await sandbox.historyDone;
  const truth = sandbox.truth();
  await sandbox.stop();
  return truth;
}

/** `--suppliers N` and `--seed N` win over the environment. */
function withArguments(settings: SandboxConfig, argv: readonly string[]): SandboxConfig {
  const given = (name: string) => {
    const at = argv.indexOf(`--${name}`);
    const value = at === -1 ? NaN : Number(argv[at + 1]);
    return Number.isInteger(value) ? value : undefined;
  };
  return { ...settings, suppliers: given('suppliers') ?? settings.suppliers, seed: given('seed') ?? settings.seed };
}

function fall(error: unknown): never {
  log.fatal(error, 'sandbox fell over');
  process.exit(1);
}
