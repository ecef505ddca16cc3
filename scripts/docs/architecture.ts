import { readFileSync } from 'node:fs';

export const architectureFile = 'docs/architecture.md';

/** The page with the drawing between its two marks replaced. */
export function withDiagram(page: string, diagram: string): string {
  return page.replace(
    /<!-- diagram:start -->[\s\S]*<!-- diagram:end -->/,
    () => `<!-- diagram:start -->\n\n${diagram}\n\n<!-- diagram:end -->`,
  );
}

export function readArchitecture(): string {
  return readFileSync(architectureFile, 'utf8');
}
