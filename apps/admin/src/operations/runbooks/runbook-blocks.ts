/** What the runbooks of this house are written with; it is not all of Markdown. */
export type RunbookBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'numbers' | 'bullets'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly text: string };

/** Cuts a runbook into its blocks. */
export function runbookBlocks(text: string): RunbookBlock[] {
  const pieces = text.split(/^```[a-z]*\n([\s\S]*?)^```$/m);
  return pieces.flatMap((piece, index) =>
    index % 2 === 1
      ? [{ kind: 'code' as const, text: piece.trimEnd() }]
      : piece
          .split(/\n{2,}/)
          .map((block) => block.trim())
          .filter((block) => block !== '')
          .map(blockOf),
  );
}

function blockOf(block: string): RunbookBlock {
  const lines = block.split('\n');
  const [first = ''] = lines;
  if (first.startsWith('#')) return { kind: 'heading', text: first.replace(/^#+\s*/, '') };
  if (first.startsWith('|')) return tableOf(lines);
  if (/^\d+\. /.test(first)) return { kind: 'numbers', items: itemsOf(block, /^\d+\. /m) };
  if (/^[-*] /.test(first)) return { kind: 'bullets', items: itemsOf(block, /^[-*] /m) };
  return { kind: 'paragraph', text: joined(block) };
}

function tableOf([head = '', , ...rows]: readonly string[]): RunbookBlock {
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  return { kind: 'table', head: cells(head), rows: rows.map(cells) };
}

function itemsOf(block: string, mark: RegExp): string[] {
  return block
    .split(mark)
    .slice(1)
    .map((item) => joined(item));
}

function joined(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}
