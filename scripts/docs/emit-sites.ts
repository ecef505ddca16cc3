import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const places = ['packages/db/src', 'packages/domain/src', 'apps/api/src', 'apps/worker/src'];
/** Files that tell events, or name the types that others tell with; those that only follow events have none of these words. */
const tells = /\b(emitEvents|tellStory|tellOfCase|SuccessEvent|MessageEventType|Teller|Fact|sheet\.tell|tells)\b/;
const passedOver = /event-kinds?\.ts$|\.test\.ts$/;

/** Declared types that no file names which tells events: as a text, or as one that is put together such as `segment.${change}`. */
export function neverTold(types: readonly string[]): string[] {
  const texts = new Set<string>();
  const patterns = new Set<string>();
  for (const file of places.flatMap(sourcesIn)) {
    const source = readFileSync(file, 'utf8');
    if (!tells.test(source)) continue;
    for (const [, text = ''] of source.matchAll(/'([a-z][a-z_.-]+\.[a-z_]+)'/g)) texts.add(text);
    for (const [, text = ''] of source.matchAll(/`([a-z][a-z_-]+\.\$\{[^`]*\})`/g)) patterns.add(text);
  }
  const shapes = [...patterns].map(
    (text) => new RegExp(`^${text.replace(/\$\{[^`]*\}/, '[a-z_]+').replace('.', '\\.')}$`),
  );
  return types.filter((type) => !texts.has(type) && !shapes.some((shape) => shape.test(type)));
}

function sourcesIn(place: string): string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !passedOver.test(name))
    .map((name) => join(place, name));
}
