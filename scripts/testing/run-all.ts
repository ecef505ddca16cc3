import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from './run-step.ts';

/** One thing `npm test` checks: a tool that passes or fails as a whole, or a set of tests that counts for itself. */
type Step = { readonly name: string; readonly args: readonly string[]; readonly counts: boolean };

type Tally = { passed: number; failed: number; skipped: number };

const bin = (path: string) => join('node_modules', path);
const tests = (project: string): Step => ({
  name: `${project} tests`,
  args: [bin('vitest/vitest.mjs'), 'run', '--project', project],
  counts: true,
});

/** Fast refusals first, one a core: each keeps hardly more than one busy. */
const checks: readonly Step[] = [
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'], counts: false },
  { name: 'lint', args: [bin('oxlint/bin/oxlint'), '--type-aware', '--quiet'], counts: false },
  {
    name: 'types',
    args: [bin('turbo/bin/turbo'), 'run', 'check', '--output-logs=errors-only'],
    counts: false,
  },
  { name: 'types of scripts', args: [bin('typescript-native/bin/tsc'), '--noEmit', '-p', 'scripts'], counts: false },
  {
    name: 'dependency rules',
    args: [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      'apps',
      'packages',
      '--config',
      '.dependency-cruiser.mjs',
    ],
    counts: false,
  },
  { name: 'unused code', args: [bin('knip/bin/knip.js')], counts: false },
  { name: 'lock file', args: [join('scripts', 'check-lock.mjs')], counts: false },
];

const build: Step = {
  name: 'build',
  args: [bin('turbo/bin/turbo'), 'run', 'build', '--output-logs=errors-only'],
  counts: false,
};

/** These run what was built: asked for alone, they are built first. */
const onTheBuild: readonly Step[] = [tests('chaos'), tests('stories')];

/** One after the other, for each is given the whole machine; browser stories last, for they take longest to say what is wrong. */
const suites: readonly Step[] = [tests('unit'), tests('integration'), build, ...onTheBuild];

const scratch = mkdtempSync(join(tmpdir(), 'wedsync-results-'));
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
const only = process.argv.slice(2);

const waiting = checks.filter(wanted).values();
await Promise.all(Array.from({ length: availableParallelism() }, () => lane(waiting)));
for (const step of suites.filter(wanted)) add(await take(step, runStep));
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed === 0 ? 0 : 1);

function wanted(step: Step): boolean {
  const asked = ({ name }: Step) => only.length === 0 || only.some((word) => name.startsWith(word));
  return asked(step) || (step === build && onTheBuild.some(asked));
}

/** Takes the next check whenever the one before has ended. */
async function lane(steps: Iterable<Step>): Promise<void> {
  for (const step of steps) add(await take(step, runQuietly));
}

/** What steps side by side say is shown whole when each ends, so that it can be told apart. */
async function runQuietly(args: readonly string[]): Promise<number> {
  const said: Buffer[] = [];
  const code = await runStep(args, (chunk) => void said.push(chunk));
  process.stdout.write(Buffer.concat(said));
  return code;
}

async function take(step: Step, run: (args: readonly string[]) => Promise<number>): Promise<Tally> {
  const report = join(scratch, `${step.name}.json`);
  const startedAt = Date.now();
  const code = await run(
    step.counts ? [...step.args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : step.args,
  );
  const tally = step.counts
    ? readTally(report, code)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  console.log(
    `${code === 0 ? '✓' : '✗'} ${step.name}: ${tally.passed} passed, ${tally.failed} failed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  return tally;
}

/** A run that dies before its report, or fails outside any test, still counts as a failure. */
function readTally(report: string, code: number): Tally {
  try {
    const result: { numPassedTests: number; numFailedTests: number; numPendingTests: number } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const failed = code === 0 ? result.numFailedTests : Math.max(result.numFailedTests, 1);
    return { passed: result.numPassedTests, failed, skipped: result.numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function add(tally: Tally): void {
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}
