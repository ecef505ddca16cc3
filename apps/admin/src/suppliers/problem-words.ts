/** What went wrong in a sentence; the api's answers carry one. */
export function problemWords(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'Something went wrong. Try again.';
}
