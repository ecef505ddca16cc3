import type { Tone } from '../theme/palette.ts';

export type ChartSeries = {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Series of the same stack are piled up (bars only). */
  readonly stack?: string;
  /** A meaning for the colour; without it the order decides. */
  readonly tone?: Tone;
};

export type ChartProps = {
  /** Accessible name, and what the chart shows. */
  readonly label: string;
  /** Words under the axis, one for each value. */
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly height?: number;
  /** Dashed lines at categories where something other than the figures changed (lines only). */
  readonly markers?: readonly { readonly category: string; readonly label: string }[];
  /** Writes a value on axis and tooltip, for example as money. */
  readonly format?: (value: number) => string;
};
