const exact = new Intl.NumberFormat('en-GB');

/** "1,234", or "about 1,000,000" when the count is an estimate (two significant figures, so it does not pretend). */
export function formatCount(total: number, estimated = false): string {
  if (!estimated) return exact.format(total);
  return `about ${new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 }).format(total)}`;
}

/** "1 supplier", "2 suppliers". */
export function countOf(total: number, one: string, many = `${one}s`): string {
  return `${exact.format(total)} ${total === 1 ? one : many}`;
}
