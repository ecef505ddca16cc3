import { defineConfig } from 'vite';

/** One bundle, and one for the thread that trains: workspace sources are inlined, npm packages stay outside. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    rollupOptions: { input: { main: 'src/main.ts', 'training-thread': 'src/success/churn/training-thread.ts' } },
  },
  ssr: { noExternal: [/^@wedsync\//] },
});
