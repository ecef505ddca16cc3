import type { LetterBlock } from '../letter.ts';

export type BodyBlock = Extract<LetterBlock, { kind: 'paragraph' | 'button' }>;

/** Paragraphs are parted by empty lines; a line that is `[label](address)` and nothing else is a button. */
export function readBody(body: string): BodyBlock[] {
  return body
    .split(/\n\s*\n|\n(?=\[[^\]\n]+\]\([^)\s]+\)\s*(?:\n|$))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, label, url] = /^\[([^\]\n]+)\]\(([^)\s]+)\)$/.exec(part) ?? [];
      return label === undefined || url === undefined
        ? { kind: 'paragraph', text: part }
        : { kind: 'button', label, url };
    });
}

/** `{{name}}` or `{{name|fallback}}`. */
export const placeholderPattern = /\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}/g;

/** A block with its words changed, an address otherwise than the rest. */
export function changeWords(
  block: BodyBlock,
  change: { readonly text: (text: string) => string; readonly url: (url: string) => string },
): BodyBlock {
  return block.kind === 'paragraph'
    ? { kind: 'paragraph', text: change.text(block.text) }
    : { kind: 'button', label: change.text(block.label), url: change.url(block.url) };
}
