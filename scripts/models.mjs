import { runTypeScript } from './run-typescript.mjs';

await runTypeScript('scripts/models/main.ts');
