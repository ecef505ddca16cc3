import { runTypeScript } from './run-typescript.mjs';

await runTypeScript('scripts/testing/run-all.ts');
