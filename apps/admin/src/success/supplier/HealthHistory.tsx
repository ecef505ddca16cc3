import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import type { HealthExplanation } from '@wedsync/domain/success';
import { useSearchParams } from 'react-router-dom';
import { EmptyState, formatDate, LineChart, Section } from '../../platform/index.ts';
import { historyRanges, modelChanges, pointsWithin } from './history-range.ts';

/** The score over time; where it was overridden, the automatic score beside it; a dashed line where the model changed. */
export function HealthHistory({ explanation: { history: all } }: { explanation: HealthExplanation }) {
  const [search, setSearch] = useSearchParams();
  const range = historyRanges.find(({ id }) => id === search.get('range')) ?? historyRanges[1];
  const history = pointsWithin(all, range.days);
  const choose = (id: string) =>
    setSearch((previous) => ({ ...Object.fromEntries(previous), range: id }), { replace: true });
  return (
    <Section
      title="History"
      hint={history[0] && `since ${formatDate(history[0].day)}`}
      actions={<Ranges chosen={range.id} onChoose={choose} />}
    >
      {history.length < 2 ? (
        <EmptyState title="One point so far">A point is added every day; the line appears tomorrow.</EmptyState>
      ) : (
        <HistoryLine history={history} />
      )}
    </Section>
  );
}

function Ranges({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={chosen}
      aria-label="How far back"
      onChange={(_event, id: string | null) => id !== null && onChoose(id)}
    >
      {historyRanges.map(({ id, label }) => (
        <ToggleButton key={id} value={id}>
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
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
