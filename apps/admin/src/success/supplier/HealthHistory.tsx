import Typography from '@mui/material/Typography';
import type { HealthExplanation } from '@wedsync/domain/success';
import { EmptyState, formatDate, LineChart, Section } from '../../platform/index.ts';

/** The score over time; where it was overridden, the automatic score beside it. */
export function HealthHistory({ explanation: { history } }: { explanation: HealthExplanation }) {
  const overridden = history.some(({ score, autoScore }) => score !== autoScore);
  const automatic = { label: 'Automatic', values: history.map(({ autoScore }) => autoScore) };
  const shown = { label: 'Health', values: history.map(({ score }) => score) };
  const reconstructed = history.filter((point) => point.reconstructed).length;
  const changedModel = history.filter(
    (point, index) => index > 0 && point.modelVersion !== history[index - 1]?.modelVersion,
  );
  return (
    <Section title="History" hint={history[0] && `since ${formatDate(history[0].day)}`}>
      {history.length < 2 ? (
        <EmptyState title="One point so far">A point is added every day; the line appears tomorrow.</EmptyState>
      ) : (
        <>
          <LineChart
            label={`Health from ${formatDate(history[0]?.day ?? '')} to today`}
            categories={history.map(({ day }) => formatDate(day))}
            series={overridden ? [shown, automatic] : [shown]}
            height={220}
          />
          <Typography variant="caption" color="text.secondary" component="p">
            {reconstructed > 0 &&
              `${reconstructed} weekly points were worked out afterwards from what had happened by then. `}
            {changedModel.map(({ day, modelVersion }) => `Model ${modelVersion} since ${formatDate(day)}. `)}
          </Typography>
        </>
      )}
    </Section>
  );
}
