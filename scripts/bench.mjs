import { readdirSync } from 'node:fs';
import { runTypeScript } from './run-typescript.mjs';

/** Every bench/<name>.ts is one benchmark; name some to run only those: npm run bench -- intake lists */
const all = readdirSync('bench')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  process.exit(1);
}
// Several benchmarks start the product as it ships: what is measured is what the sources say now.
const { buildAll } = await runTypeScript('scripts/supervisor/build.ts');
await buildAll();
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n# ${name}`);
  const benchmark = await runTypeScript(`bench/${name}.ts`);
  await benchmark.run();
}
