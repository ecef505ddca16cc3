import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const schemas = ['apps/api/src/platform/env.ts', 'apps/worker/src/platform/env.ts'];
/** Read by docker compose, not by our processes. */
const composeOnly = ['POSTGRES_PASSWORD'];

test('.env.example names exactly the variables the processes read', () => {
  const read = new Set(schemas.flatMap((file) => keysOf(readFileSync(file, 'utf8'), /^ {2}([A-Z][A-Z0-9_]+):/gm)));
  const shown = keysOf(readFileSync('.env.example', 'utf8'), /^([A-Z][A-Z0-9_]+)=/gm);
  expect(shown.toSorted()).toEqual([...read, ...composeOnly].toSorted());
});

function keysOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}
