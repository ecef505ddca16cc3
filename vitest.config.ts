import { defineConfig } from 'vitest/config';

/**
 * Unit tests sit beside their source and need nothing; integration tests (test/ folders) share one PostgreSQL cluster. Files of a project share the modules
 * they import: loading them anew for each costs half of the processor's time. What a test changes in a module it therefore puts back.
 */
export default defineConfig({
  test: {
    // The stories stop a whole product when they end.
    teardownTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          testTimeout: 20_000,
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          isolate: false,
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'],
          globalSetup: ['./packages/db/test/support/cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      { test: { name: 'chaos', include: ['test/chaos/*.test.ts'], testTimeout: 480_000 } },
      {
        test: {
          name: 'stories',
          include: ['test/stories/*.test.ts'],
          globalSetup: ['./test/stories/support/product.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // A busy machine can outlast a wait; a story that fails twice is broken.
          retry: 1,
        },
      },
    ],
  },
});
