import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Bundles one TypeScript entry (workspace sources inlined, npm packages left outside) and imports it.
 * The bundle lies inside the checkout so that its imports resolve as they would for the source.
 */
export async function runTypeScript(entry) {
  const name = entry.replaceAll(/[/\\]/g, '-').replace(/\.ts$/, '');
  const outDir = join(root, 'node_modules', '.cache', 'wedsync', name);
  mkdirSync(outDir, { recursive: true });
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: [/^@wedsync\//] },
    build: {
      ssr: join(root, entry),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: 'inline',
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  return import(pathToFileURL(join(outDir, 'main.mjs')).href);
}
