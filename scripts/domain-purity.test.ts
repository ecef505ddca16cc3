import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** What would make a rule depend on when, where or how often it runs. */
const impureCalls = [
  'Date.now',
  'Math.random',
  'crypto.randomUUID',
  'performance.now',
  'DateTime.now',
  'DateTime.local',
  'DateTime.utc',
];
const impureNames = [
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'globalThis',
  'localStorage',
  'window',
  'console',
  'require',
];

const domainFiles = readdirSync('packages/domain/src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => join('packages/domain/src', file));

describe('the domain is pure', () => {
  test.each(domainFiles)('%s', (file) => {
    expect(impurities(readFileSync(file, 'utf8'))).toEqual([]);
  });
});

describe('the purity test itself', () => {
  test.each([
    ['const now = Date.now();', 'Date.now'],
    ['const now = new Date();', 'new Date()'],
    ['const roll = Math.random();', 'Math.random'],
    ['const home = process.env.HOME;', 'process'],
    ['export const ask = () => fetch("http://x");', 'fetch'],
    ['const today = DateTime.now();', 'DateTime.now'],
  ])('refuses %s', (source, found) => {
    expect(impurities(source)).toEqual([found]);
  });

  test('lets a given instant, and a property that happens to be called process, pass', () => {
    expect(
      impurities(
        'export const later = (now: Date, step: { process: number }) => new Date(now.getTime() + step.process);',
      ),
    ).toEqual([]);
  });
});

function impurities(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const impure = impurityOf(node);
    if (impure !== null) found.push(impure);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('rule.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

function impurityOf(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0)
    return 'new Date()';
  if (ts.isPropertyAccessExpression(node) && impureCalls.includes(node.getText()) && isCalledBare(node))
    return node.getText();
  if (ts.isIdentifier(node) && impureNames.includes(node.text) && isFreeName(node)) return node.text;
  return null;
}

/** DateTime.local(2026, 1, 1) names an instant; DateTime.local() asks the clock. */
function isCalledBare(node: ts.PropertyAccessExpression): boolean {
  return !ts.isCallExpression(node.parent) || node.parent.expression !== node || node.parent.arguments.length === 0;
}

function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return (
    !(ts.isPropertyAssignment(parent) && parent.name === node) &&
    !ts.isPropertySignature(parent) &&
    !ts.isMethodDeclaration(parent) &&
    !ts.isParameter(parent) &&
    !ts.isBindingElement(parent) &&
    !ts.isImportSpecifier(parent) &&
    !ts.isLiteralTypeNode(parent)
  );
}
