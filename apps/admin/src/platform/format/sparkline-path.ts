export type Box = { readonly width: number; readonly height: number };

/**
 * SVG path through values spread over the box; a missing value (null) breaks the line instead of pretending zero.
 * A flat series runs through the middle.
 * @param beside what else must fit into the height, such as limits drawn with them
 */
export function sparklinePath(
  values: readonly (number | null)[],
  { width, height }: Box,
  beside: readonly number[] = [],
): string {
  if (!values.some((value) => value !== null)) return '';
  const x = (index: number) => (values.length === 1 ? width / 2 : (index / (values.length - 1)) * width);
  const y = sparklineHeight([...values, ...beside], height);
  return values
    .map((value, index) =>
      value === null ? '' : `${startsLine(values, index) ? 'M' : 'L'}${round(x(index))} ${round(y(value))}`,
    )
    .join('');
}

/** How far from the top a value lies when all of them fit into the height. */
export function sparklineHeight(values: readonly (number | null)[], height: number): (value: number) => number {
  const known = values.filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  return (value) => (range === 0 ? height / 2 : height - ((value - low) / range) * height);
}

function startsLine(values: readonly (number | null)[], index: number): boolean {
  return index === 0 || values[index - 1] === null;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
