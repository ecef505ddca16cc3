import { readdirSync, readFileSync } from 'node:fs';

const folder = 'docs/decisions';
export const decisionsFile = `${folder}/README.md`;

/** The list of decisions, each by the title its own page has. @throws Error when a page does not begin with its number and a title, or a number is taken twice */
export function drawDecisions(): string {
  const pages = readdirSync(folder)
    .filter((file) => /^\d{4}-.*\.md$/.test(file))
    .toSorted();
  const numbers = new Set(pages.map((file) => file.slice(0, 4)));
  if (numbers.size !== pages.length) throw new Error('Two decisions have one number.');
  return `${preface}\n${pages.map(line).join('\n')}\n`;
}

const preface = `# Decisions

One page a decision: context, decision, consequences. A decision is never edited into its opposite; a newer one says what it changes of an older one and links to it.
\`npm run docs\` writes this list.
`;

function line(file: string): string {
  const [heading = ''] = readFileSync(`${folder}/${file}`, 'utf8').split('\n', 1);
  const [, number, title] = /^# (\d{4}) (.+)$/.exec(heading) ?? [];
  if (number !== file.slice(0, 4) || title === undefined)
    throw new Error(`${file} begins with "# ${file.slice(0, 4)} Its title".`);
  return `- [${number}](${file}) ${title}`;
}
