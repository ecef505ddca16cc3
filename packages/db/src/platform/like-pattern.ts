/** Finds the text anywhere, taking what people type literally: % and _ are no wildcards. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
