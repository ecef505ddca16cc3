/** What a typed text says: a number, null for nothing at all, undefined for what is no number yet ("-", "1e"). */
export function numberIn(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** What a number field shows: while somebody types, their text, however unfinished; then the number that is kept. */
export function numberText(typed: string | null, value: number | null): string {
  return typed ?? (value === null ? '' : String(value));
}
