import { humanize, toneOf } from '../format/status-tone.ts';
import { ToneChip } from './StatusChip.tsx';

/** A health band with its score when there is one. @example <BandChip band="at_risk" score={31} /> */
export function BandChip({ band, score }: { band: string | null | undefined; score?: number | null }) {
  if (!band) return <ToneChip tone="neutral">Not scored yet</ToneChip>;
  return (
    <ToneChip tone={toneOf(band)} dot>
      {typeof score === 'number' && <span className="tabular">{Math.round(score)}</span>}
      {humanize(band)}
    </ToneChip>
  );
}
