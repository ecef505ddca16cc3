import { runTypeScript } from './run-typescript.mjs';

await runTypeScript('scripts/supervisor/start.ts');
