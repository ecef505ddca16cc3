import Button from '@mui/material/Button';
import { calendarDate } from '@wedsync/domain/platform';
import { monthAfter } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import { ErrorState, Section, SkeletonRows, useNow } from '../../platform/index.ts';
import { ForestPlot } from './ForestPlot.tsx';
import { useRoi } from './roi-data.ts';

/** So far back a playbook is judged on its own page. */
const monthsShown = 24;

/** Whether a playbook works: staying and goal, treated less held out, as on the page of ROI. */
export function PlaybookEffect({ playbookId }: { readonly playbookId: string }) {
  const to = calendarDate(new Date(useNow())).slice(0, 7);
  const { data, error, refetch } = useRoi({ from: monthAfter(to, 1 - monthsShown), to, playbookId });
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  const line = data?.playbooks[0];
  if (data === undefined || line === undefined)
    return (
      <Section title="Does it work?">
        <SkeletonRows rows={3} />
      </Section>
    );
  const days = data.retentionDays;
  return (
    <ForestPlot
      title="Does it work?"
      explain={`Treated less held out, of everybody drawn in ${monthsShown} months whose time has passed: ${days} days for staying, the days of the goal for the goal.`}
      rows={[
        { key: 'staying', name: `Still paying after ${days} days`, effect: line.staying },
        { key: 'goal', name: 'Goal met', effect: line.goal },
      ]}
      actions={
        <Button
          component={Link}
          to={`/roi?playbook=${playbookId}&months=${monthsShown}`}
          variant="outlined"
          size="small"
        >
          What it brought
        </Button>
      }
    />
  );
}
