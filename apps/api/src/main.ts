import { commands } from './access/index.ts';
import { serve } from './serve.ts';

// Without arguments the api serves; with them it does one thing and ends: migrate, staff create, token create, bootstrap.
const [name, ...args] = process.argv.slice(2);
const command = name === undefined ? serve : commands[name];

if (command === undefined) {
  process.stderr.write(`There is no command ${name}. Commands: ${Object.keys(commands).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  command(args).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
