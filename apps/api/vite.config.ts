import { defineConfig } from 'vite';

/** One bundle: workspace sources are inlined, npm packages stay outside. */
export default defineConfig({
  build: { target: 'node20', outDir: 'dist', emptyOutDir: true, sourcemap: true },
  ssr: { noExternal: [/^@wedsync\//] },
});
