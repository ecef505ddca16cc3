import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { HealthExplanation } from '@wedsync/domain/success';
import { EmptyState, ExplainPopover, formatDate, KeyValueList, Section } from '../../platform/index.ts';
import { signed } from '../health/health-words.ts';

const shownMeasures = 6;

/** What moved the score over a fortnight: the supplier's doing and ours apart, then measure by measure. */
export function WhatChanged({ explanation: { change, measures } }: { explanation: HealthExplanation }) {
  const explain = (
    <ExplainPopover
      name="What changed"
      definition="The change of the automatic score since about two weeks ago. Behaviour: today’s facts under the old model, less the old score. Model: what we changed in how the score is made. The two sum to the whole."
    />
  );
  if (change === null)
    return (
      <Section title="What changed" actions={explain}>
        <EmptyState title="Nothing to compare yet">
          The score of two weeks ago appears here when there is one.
        </EmptyState>
      </Section>
    );
  const words = new Map(measures.map((measure) => [measure.key, measure.unit]));
  return (
    <Section title="What changed" hint={`since ${formatDate(change.since)}`} actions={explain}>
      <KeyValueList
        items={[
          { label: 'Score', value: <Points points={change.total} /> },
          { label: 'Behaviour', value: <Points points={change.behaviour} /> },
          { label: 'Model', value: <Points points={change.configuration} /> },
        ]}
      />
      <Box
        component="ul"
        aria-label="Measures that moved the score"
        sx={{ listStyle: 'none', margin: 0, marginTop: 3, padding: 0, display: 'grid', gap: 2 }}
      >
        {change.measures.slice(0, shownMeasures).map(({ key, title, before, after, points }) => (
          <Box component="li" key={key} sx={{ display: 'flex', justifyContent: 'space-between', gap: 3 }}>
            <Box sx={{ minWidth: 0 }}>
              <Typography variant="body2" component="div">
                {title}
              </Typography>
              <Typography variant="caption" color="text.secondary" className="tabular">
                {before ?? 'no data'} to {after ?? 'no data'} {words.get(key)}
              </Typography>
            </Box>
            <Points points={points} />
          </Box>
        ))}
      </Box>
    </Section>
  );
}

function Points({ points }: { points: number }) {
  const tone = points < 0 ? 'critical' : points > 0 ? 'positive' : 'neutral';
  return (
    <Box
      component="span"
      className="tabular"
      sx={({ colours }) => ({ color: colours.tone[tone].text, whiteSpace: 'nowrap' })}
    >
      {signed(points)}
    </Box>
  );
}
