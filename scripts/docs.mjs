import { runTypeScript } from './run-typescript.mjs';

await runTypeScript('scripts/docs/draw.ts');
