/** Where the admin shows a page of docs/runbooks. */
export function runbookPath(name: string): string {
  return `/runbooks/${encodeURIComponent(name)}`;
}
