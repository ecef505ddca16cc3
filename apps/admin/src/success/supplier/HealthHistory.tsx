import Typography from '@mui/material/Typography';
import type { HealthExplanation } from '@wedsync/domain/success';
import { ChoiceToggle, EmptyState, formatDate, LineChart, Section, useAddress } from '../../platform/index.ts';
import { historyRanges, modelChanges, pointsWithin } from './history-range.ts';

/** The score over time; where it was overridden, the automatic score beside it; a dashed line where the model changed. */
export function HealthHistory({ explanation: { history: all } }: { explanation: HealthExplanation }) {
  const [search, change] = useAddress();
  const range = historyRanges.find(({ id }) => id === search.get('range')) ?? historyRanges[1];
  const history = pointsWithin(all, range.days);
  return (
    <Section
      title="History"
      hint={history[0] && `since ${formatDate(history[0].day)}`}
      actions={
        <ChoiceToggle
          label="How far back"
          value={range.id}
          choices={historyRanges}
          onChange={(id) => change({ range: id })}
        />
      }
    >
      {history.length < 2 ? (
        <EmptyState title="One point so far">A point is added every day; the line appears tomorrow.</EmptyState>
      ) : (
        <HistoryLine history={history} />
      )}
    </Section>
  );
}

function HistoryLine({ history }: { history: HealthExplanation['history'] }) {
  const overridden = history.some(({ score, autoScore }) => score !== autoScore);
  const automatic = { label: 'Automatic', values: history.map(({ autoScore }) => autoScore) };
  const shown = { label: 'Health', values: history.map(({ score }) => score) };
  const reconstructed = history.filter((point) => point.reconstructed).length;
  const changes = modelChanges(history);
  return (
    <>
      <LineChart
        label={`Health from ${formatDate(history[0]?.day ?? '')} to today`}
        categories={history.map(({ day }) => formatDate(day))}
        series={overridden ? [shown, automatic] : [shown]}
        markers={changes.map(({ day, modelVersion }) => ({
          category: formatDate(day),
          label: `Model ${modelVersion}`,
        }))}
        height={220}
      />
      <Typography variant="caption" color="text.secondary" component="p">
        {reconstructed > 0 &&
          `${reconstructed} weekly points were worked out afterwards from what had happened by then. `}
        {changes.map(({ day, modelVersion }) => `Model ${modelVersion} since ${formatDate(day)}. `)}
      </Typography>
    </>
  );
}
