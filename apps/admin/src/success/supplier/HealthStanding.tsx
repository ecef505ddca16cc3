import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { HealthExplanation } from '@wedsync/domain/success';
import { BandChip, ToneChip, Trend } from '../../platform/index.ts';
import { automaticWords, pointsOf } from '../health/health-words.ts';

type Reason = HealthExplanation['reasons'][number];

/** Score, band, trend, what caps it, how much is known, and the reasons with the points each costs or gives. */
export function HealthStanding({ explanation, reasons }: { explanation: HealthExplanation; reasons: number }) {
  const { score, band, exception, uncapped, weighting, coverage, minimumCoverage, change, override } = explanation;
  const known = Math.round(coverage * 100);
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 3 }}>
        <Typography
          variant="h1"
          component="p"
          className="tabular"
          aria-label={score === null ? 'No score' : `Score ${score} of 100`}
        >
          {score ?? '–'}
        </Typography>
        <BandChip band={band} />
        {change !== null && <Trend change={change.total} text={pointsOf(change.total)} since="in 2 weeks" />}
        {override !== null && <ToneChip tone="info">Override, else {automaticWords(explanation)}</ToneChip>}
        {exception !== null && (
          <ToneChip tone="critical" dot>
            {exception.title}: capped at {exception.cap}
            {uncapped !== null && `, otherwise ${Math.round(uncapped)}`}
          </ToneChip>
        )}
      </Box>
      <ReasonList reasons={balanced(explanation.reasons, reasons)} />
      {weighting !== null && (
        <Typography variant="caption" color="text.secondary">
          Weighed as “{weighting.title}”: it is in that segment
        </Typography>
      )}
      <Typography variant="caption" color={coverage < minimumCoverage ? 'error' : 'text.secondary'}>
        {known}% of what the model weighs is known{coverage < minimumCoverage && ': too little for a score'}
      </Typography>
    </Box>
  );
}

/** What costs points first; what gives points fills the rest. */
function balanced(reasons: readonly Reason[], limit: number): Reason[] {
  const bad = reasons.filter(({ kind }) => kind === 'bad');
  const good = reasons.filter(({ kind }) => kind === 'good');
  return [...bad, ...good].slice(0, limit);
}

function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  const largest = Math.max(1, ...reasons.map(({ points }) => points));
  return (
    <Box component="ul" aria-label="Reasons" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 2 }}>
      {reasons.map(({ key, kind, words, points }) => (
        <Box component="li" key={key} sx={{ display: 'grid', gap: '3px' }}>
          <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 3 }}>
            <Typography variant="body2" component="span">
              {words}
            </Typography>
            <Typography variant="body2" component="span" className="tabular" noWrap color="text.secondary">
              {kind === 'bad' ? 'costs' : 'gives'} {pointsOf(points)}
            </Typography>
          </Box>
          <Bar share={points / largest} tone={kind === 'bad' ? 'critical' : 'positive'} />
        </Box>
      ))}
    </Box>
  );
}

/** A thin bar beside words that say the same. */
export function Bar({ share, tone }: { share: number; tone: 'critical' | 'positive' | 'accent' }) {
  return (
    <Box aria-hidden sx={({ colours }) => ({ height: 4, borderRadius: 2, backgroundColor: colours.subtle })}>
      <Box
        sx={({ colours }) => ({
          width: `${Math.min(100, Math.max(1, share * 100))}%`,
          height: 4,
          borderRadius: 2,
          backgroundColor: colours.tone[tone].strong,
        })}
      />
    </Box>
  );
}
