export type Box = { readonly width: number; readonly height: number };

/**
 * SVG path through values spread over the box; a missing value (null) breaks the line instead of pretending zero.
 * A flat series runs through the middle.
 */
export function sparklinePath(values: readonly (number | null)[], { width, height }: Box): string {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return '';
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  const x = (index: number) => (values.length === 1 ? width / 2 : (index / (values.length - 1)) * width);
  const y = (value: number) => (range === 0 ? height / 2 : height - ((value - low) / range) * height);
  return values
    .map((value, index) =>
      value === null ? '' : `${startsLine(values, index) ? 'M' : 'L'}${round(x(index))} ${round(y(value))}`,
    )
    .join('');
}

function startsLine(values: readonly (number | null)[], index: number): boolean {
  return index === 0 || values[index - 1] === null;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
