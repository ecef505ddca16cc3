import Box from '@mui/material/Box';
import type { RoiReport } from '@wedsync/domain/success';
import {
  AsOf,
  ChoiceToggle,
  EmptyState,
  ErrorState,
  FilterTokens,
  Page,
  PageHeader,
  Section,
  SkeletonRows,
  TabBar,
  usePermission,
} from '../../platform/index.ts';
import { usePlaybookChoices } from '../playbooks/use-playbook-choices.ts';
import { ActTable } from './ActTable.tsx';
import { CausalBars } from './CausalBars.tsx';
import { ForestPlot } from './ForestPlot.tsx';
import { GroupTable } from './GroupTable.tsx';
import { MilestoneTable } from './MilestoneTable.tsx';
import { MonthTable } from './MonthTable.tsx';
import { PlaybookTable } from './PlaybookTable.tsx';
import { RecommendationList } from './RecommendationList.tsx';
import { spans, useRoi, useRoiView, type RoiView } from './roi-data.ts';
import { RoiTiles } from './RoiTiles.tsx';

/** What playbooks brought against who was held out, what they cost, and what is worth doing next. */
export default function RoiPage() {
  const { view, change } = useRoiView();
  const { data, error, refetch } = useRoi(view.query);
  const choices = usePlaybookChoices();
  const { playbookId } = view.query;
  return (
    <Page>
      <PageHeader
        title="ROI"
        hint={data && <AsOf at={data.measuredAt} staleAfterMinutes={150} />}
        actions={
          <ChoiceToggle
            label="Months of entering"
            value={view.span}
            choices={spans.map((id) => ({ id, name: `${id} months` }))}
            onChange={(months) => change({ months: String(months) })}
          />
        }
      >
        <FilterTokens
          definitions={[{ source: 'playbookId', label: 'Playbook', kind: 'choice', choices }]}
          values={playbookId === undefined ? {} : { playbookId }}
          onChange={(values) => change({ playbook: typeof values.playbookId === 'string' ? values.playbookId : null })}
        />
      </PageHeader>
      {error !== null && (
        <ErrorState error={error} retry={() => void refetch()} title="The report could not be loaded" />
      )}
      {error === null && data === undefined && (
        <Section>
          <SkeletonRows rows={10} />
        </Section>
      )}
      {data !== undefined && <Report report={data} view={view} />}
    </Page>
  );
}

type Parts = { readonly report: RoiReport; readonly view: RoiView };

function Report({ report, view }: Parts) {
  const mayCount = usePermission('intervention-outcomes:list');
  const nobody = report.playbooks.length === 0;
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <RoiTiles report={report} query={view.query} />
      <RecommendationList report={report} />
      {nobody ? (
        <Section title="Effect">
          <EmptyState title="Nobody entered a playbook in these months">
            Publish a playbook that holds some suppliers out; what it brings is told here once their time to stay has
            passed.
          </EmptyState>
        </Section>
      ) : (
        <TabBar
          label="ROI"
          tabs={[
            { id: 'effect', label: 'Effect', element: <EffectTab report={report} view={view} /> },
            { id: 'playbooks', label: 'Playbooks', element: <PlaybookTable report={report} query={view.query} /> },
            {
              id: 'months',
              label: 'Months',
              element: <MonthTable report={report} query={view.query} linked={mayCount} />,
            },
            { id: 'groups', label: 'Groups', element: <GroupTable report={report} /> },
            { id: 'steps', label: 'Steps and channels', element: <ActTable report={report} query={view.query} /> },
            { id: 'milestones', label: 'Milestones', element: <MilestoneTable report={report} /> },
          ]}
        />
      )}
    </Box>
  );
}

function EffectTab({ report, view }: Parts) {
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <ForestPlot
        title="More of them stay"
        explain={`Share still paying ${report.retentionDays} days after entering, treated less held out, with Newcombe's 95 % interval. Everybody drawn counts in the arm it was drawn for, whatever reached it, once its days have passed.`}
        rows={report.playbooks.map(({ playbookId, playbookName, staying }) => ({
          key: playbookId,
          name: playbookName,
          effect: staying,
        }))}
      />
      <ForestPlot
        title="More of them meet the goal"
        explain="Share whose goal was met in time, treated less held out, with Newcombe's 95 % interval."
        rows={report.playbooks.map(({ playbookId, playbookName, goal }) => ({
          key: playbookId,
          name: playbookName,
          effect: goal,
        }))}
      />
      <CausalBars report={report} query={view.query} />
    </Box>
  );
}
