import { changeWords, placeholderPattern, readBody, type BodyBlock } from './body.ts';
import { destinationOf, linksIn } from './links.ts';
import { findPlaceholder } from './placeholders.ts';

/** What may stand for a placeholder before anything is known: its fallback, nothing, or any word. */
const standIns: readonly ((fallback: string) => string)[] = [(fallback) => fallback, () => '', () => 'word'];

/** Every link that the words of a template make by themselves, whatever stands for their placeholders. */
export function agreedLinks(text: string): string[] {
  return standIns.flatMap((standIn) => {
    const fill = (part: string) =>
      part.replace(placeholderPattern, (_whole, name: string, fallback = '') =>
        // Where a link that is passed along leads is its sender's own.
        findPlaceholder(name)?.type === 'link' ? fallback.trim() : standIn(fallback.trim()),
      );
    return readBody(text).flatMap((block) => linksOf(changeWords(block, { text: fill, url: fill })));
  });
}

/** Links among filled words that lead where no link of the template leads: values made them. */
export function strayLinks(
  template: { readonly subject: string; readonly body: string },
  filled: { readonly subject: string; readonly blocks: readonly BodyBlock[] },
  passedAlong: string | undefined,
): readonly string[] {
  const agreed = [...agreedLinks(template.subject), ...agreedLinks(template.body)];
  const known = new Set([...agreed, ...(passedAlong === undefined ? [] : [passedAlong])].map(destinationOf));
  const links = [...linksIn(filled.subject), ...filled.blocks.flatMap(linksOf)];
  return links.filter((link) => !known.has(destinationOf(link)));
}

/** The address of a button is a link whatever it looks like; an empty one waits for the link that is passed along. */
function linksOf(block: BodyBlock): string[] {
  return block.kind === 'paragraph'
    ? linksIn(block.text)
    : [...linksIn(block.label), ...(block.url === '' ? [] : [block.url])];
}
