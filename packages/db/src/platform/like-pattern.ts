/** Finds the text anywhere, taking what people type literally: % and _ are no wildcards. */
export function likePattern(text: string): string {
  return `%${literally(text)}%`;
}

/** Finds what begins with the text, just as literally. */
export function likePrefix(text: string): string {
  return `${literally(text)}%`;
}

function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
