import { runTypeScript } from './run-typescript.mjs';

await runTypeScript('scripts/churn-truth/main.ts');
