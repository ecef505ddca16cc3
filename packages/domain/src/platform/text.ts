/** Whether PostgreSQL can keep it: text holds no NUL, jsonb no half of a surrogate pair either. */
export function isStorable(text: string): boolean {
  return text.search(unstorable) === -1;
}

/** The first `maxChars` of a text without what cannot be stored, for a cut may halve an emoji. */
export function cutText(text: string, maxChars: number): string {
  return text.slice(0, maxChars).replaceAll(unstorable, '');
}

// With the u flag a proper pair is one character, so only lone halves match.
const unstorable = /\0|\p{Surrogate}/gu;
