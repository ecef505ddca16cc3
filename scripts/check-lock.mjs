import { readFileSync } from 'node:fs';

/**
 * A lock file written while the registry lagged lacks packages of other platforms, and `npm ci` then fails there.
 * Every optional dependency any locked package names must itself be locked.
 */
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !locked.has(name))
    .map((name) => `${path || 'the root'} names ${name}`),
);
if (missing.length > 0) {
  console.error(`The lock file lacks optional packages:\n  ${missing.join('\n  ')}`);
  process.exit(1);
}
