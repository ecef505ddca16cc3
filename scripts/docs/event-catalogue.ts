import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { eventCatalogue, type CatalogueEntry, type CatalogueVersion } from '@wedsync/domain/events';

export const catalogueFile = 'docs/events/README.md';
export const schemaFolder = 'docs/events/schemas';

export type PublishedSchema = { readonly file: string; readonly content: string };

/** The JSON Schema of every version of every type, as it is published. */
export function schemasToPublish(): PublishedSchema[] {
  return eventCatalogue().flatMap(({ type, description, versions }) =>
    versions.map(({ version, schema }) => ({
      file: `${type}.v${version}.json`,
      content: `${JSON.stringify({ title: `${type}, version ${version}`, description, ...schema }, null, 2)}\n`,
    })),
  );
}

/** Schemas that nobody has published yet. */
export function unpublished(): PublishedSchema[] {
  return schemasToPublish().filter(({ file }) => !existsSync(`${schemaFolder}/${file}`));
}

/**
 * Every published schema that is not what is declared now. What was published is read by others and was stored: it is not changed, it gets a successor.
 * @returns what to do about each, in words
 */
export function brokenPromises(): string[] {
  const declared = new Map(schemasToPublish().map(({ file, content }) => [file, content]));
  return readdirSync(schemaFolder).flatMap((file) => {
    const now = declared.get(file);
    if (now === undefined)
      return [`${file} is published, and nothing declares it: stored events still tell it. Keep it declared.`];
    return meaningOf(now) === meaningOf(readFileSync(`${schemaFolder}/${file}`, 'utf8'))
      ? []
      : [
          `${file} is published with another schema: make a new version, and move this one to "former" with an upcaster.`,
        ];
  });
}

/** Words may change without anybody's harm. */
function meaningOf(content: string): string {
  const { description: _words, ...schema }: Record<string, unknown> = JSON.parse(content);
  return JSON.stringify(schema);
}

/** The catalogue as a page. */
export function drawCatalogue(): string {
  const entries = eventCatalogue();
  const capabilities = [...new Set(entries.map(({ capability }) => capability))];
  return `# Events

What the house tells, type by type, and what each tells; \`npm run docs\` draws this page from the declarations in
\`packages/domain/src/<capability>/event-kinds.ts\`. The JSON Schema of every version is in [schemas](schemas/). In the admin: Operations, Events.

${capabilities.map((capability) => chapter(capability, entries)).join('\n\n')}
`;
}

function chapter(capability: string, entries: readonly CatalogueEntry[]): string {
  const own = entries.filter((entry) => entry.capability === capability);
  return `## ${capability}\n\n${own.map(section).join('\n\n')}`;
}

function section({ type, description, versions }: CatalogueEntry): string {
  return `### ${type}\n\n${description}\n\n${versions.map((version) => told(version, versions.length)).join('\n')}`;
}

function told({ version, fields, example }: CatalogueVersion, of: number): string {
  const words = fields.map(({ name, type, optional }) => `\`${name}\` ${type}${optional ? ', may be left out' : ''}`);
  const name = `Version ${version}${version < of ? ', told before' : ''}`;
  if (words.length === 0) return `- ${name}: nothing beyond what it is about.`;
  return `- ${name}: ${words.join('; ')}. For example \`${JSON.stringify(example)}\`.`;
}
