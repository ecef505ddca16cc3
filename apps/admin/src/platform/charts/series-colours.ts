import type { Colours } from '../theme/palette.ts';

/** The order in which series are coloured: the accent first, then the tones. */
export function seriesColours({ tone }: Colours): string[] {
  return [tone.accent, tone.positive, tone.caution, tone.critical, tone.info, tone.neutral].map(({ strong }) => strong);
}
