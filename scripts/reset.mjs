import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const data = join(dirname(fileURLToPath(import.meta.url)), '..', '.data');
if (existsSync(join(data, 'running.json'))) {
  console.error(
    'The product is running from this folder. Stop it with Ctrl-C first (or delete .data/running.json if it was killed).',
  );
  process.exit(1);
}
rmSync(data, { recursive: true, force: true });
console.log('All local data is gone. The next npm start begins a new world.');
