import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import config from '../.dependency-cruiser.mjs';

type BadImport = {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
  readonly also?: Readonly<Record<string, string>>;
};

/** A bad import for every rule; a rule without one here fails the last test. */
const badImports: readonly BadImport[] = [
  { rule: 'ladder-platform', file: 'apps/api/src/platform/bad.ts', imports: '../access/index.ts' },
  { rule: 'ladder-access', file: 'packages/db/src/access/bad.ts', imports: '../suppliers/index.ts' },
  { rule: 'ladder-suppliers', file: 'apps/admin/src/suppliers/bad.ts', imports: '../billing/index.ts' },
  { rule: 'ladder-connectors', file: 'apps/worker/src/connectors/bad.ts', imports: '../delivery/index.ts' },
  { rule: 'ladder-delivery', file: 'apps/worker/src/delivery/bad.ts', imports: '../billing/index.ts' },
  { rule: 'ladder-privacy', file: 'packages/domain/src/privacy/bad.ts', imports: '../revenue/index.ts' },
  { rule: 'ladder-billing', file: 'packages/domain/src/billing/bad.ts', imports: '../revenue/index.ts' },
  { rule: 'ladder-revenue', file: 'apps/api/src/revenue/bad.ts', imports: '../success/index.ts' },
  { rule: 'ladder-success', file: 'apps/api/src/success/bad.ts', imports: '../operations/index.ts' },
  { rule: 'ladder-attribution', file: 'apps/api/src/attribution/bad.ts', imports: '../success/index.ts' },
  { rule: 'ladder-operations', file: 'apps/api/src/operations/bad.ts', imports: '../success/index.ts' },
  {
    rule: 'no-circles',
    file: 'packages/db/src/billing/bad.ts',
    imports: './other.ts',
    also: { 'packages/db/src/billing/other.ts': "import './bad.ts';" },
  },
  { rule: 'domain-is-pure', file: 'packages/domain/src/billing/bad.ts', imports: 'node:fs' },
  {
    rule: 'db-knows-domain-only',
    file: 'packages/db/src/billing/bad.ts',
    imports: '../../../../apps/api/src/billing/index.ts',
  },
  {
    rule: 'admin-talks-http',
    file: 'apps/admin/src/billing/bad.ts',
    imports: '../../../../packages/db/src/billing/index.ts',
  },
  { rule: 'apps-are-strangers', file: 'apps/api/src/billing/bad.ts', imports: '../../../worker/src/billing/index.ts' },
  {
    rule: 'sandbox-is-the-outside-world',
    file: 'apps/sandbox/src/world/bad.ts',
    imports: '../../../../packages/domain/src/billing/index.ts',
  },
  { rule: 'api-never-leaves-the-house', file: 'apps/api/src/delivery/bad.ts', imports: 'nodemailer' },
  { rule: 'agenda-in-one-file', file: 'apps/worker/src/billing/bad.ts', imports: 'agenda' },
  { rule: 'no-development-code-in-products', file: 'apps/api/src/billing/bad.ts', imports: 'vitest' },
  { rule: 'imports-resolve', file: 'apps/api/src/billing/bad.ts', imports: './nowhere.ts' },
];

const capabilities = [
  'platform',
  'access',
  'suppliers',
  'connectors',
  'delivery',
  'privacy',
  'billing',
  'revenue',
  'success',
  'attribution',
  'operations',
];
const workspaces = ['apps/admin', 'apps/api', 'apps/worker', 'packages/domain', 'packages/db'];

let house = '';

beforeEach(() => {
  house = realpathSync(mkdtempSync(join(tmpdir(), 'wedsync-rules-')));
  symlinkSync(resolve('node_modules'), join(house, 'node_modules'));
  write(
    'package.json',
    JSON.stringify({ name: 'house', devDependencies: { vitest: '*' }, dependencies: { agenda: '*', nodemailer: '*' } }),
  );
  for (const workspace of workspaces)
    for (const capability of capabilities)
      write(`${workspace}/src/${capability}/index.ts`, 'export const here = true;');
});

afterEach(() => rmSync(house, { recursive: true, force: true }));

describe('each wall refuses the import it was built against', () => {
  test.each(badImports)('$rule', async ({ rule, file, imports, also }) => {
    write(file, `import '${imports}';`);
    for (const [path, text] of Object.entries(also ?? {})) write(path, text);
    expect(await brokenRules()).toContain(rule);
  });
});

test('a house without bad imports breaks no rule', async () => {
  write('apps/api/src/billing/good.ts', "import '../suppliers/index.ts';");
  expect(await brokenRules()).toEqual([]);
});

test('every rule has a bad import here', () => {
  expect(config.forbidden.map((rule) => rule.name).toSorted()).toEqual(badImports.map(({ rule }) => rule).toSorted());
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
}

async function brokenRules(): Promise<string[]> {
  const forbidden: IForbiddenRuleType[] = config.forbidden;
  const outcome = await cruise(['apps', 'packages'], {
    ...config.options,
    baseDir: house,
    ruleSet: { forbidden },
    validate: true,
  });
  const result: ICruiseResult | string = outcome.output;
  return typeof result === 'string'
    ? []
    : [...new Set(result.summary.violations.map((violation) => violation.rule.name))];
}
