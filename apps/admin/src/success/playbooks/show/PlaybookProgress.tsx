import Box from '@mui/material/Box';
import { allSteps, type Playbook, type PlaybookResults } from '@wedsync/domain/success';
import {
  countCell,
  EmptyState,
  ErrorState,
  FigureTable,
  formatCount,
  listUrl,
  percentCell,
  RelativeTime,
  Section,
  SkeletonRows,
  StatRow,
  StatTile,
  textCell,
  useNow,
  usePermission,
} from '../../../platform/index.ts';
import { PlaybookEffect } from '../../roi/PlaybookEffect.tsx';
import { lastDays } from '../../last-days.ts';
import { usePlaybookResults } from '../playbook-data.ts';
import { armWords, describeStep, suppressionWords } from '../playbook-words.ts';

/** How a playbook does so far: where suppliers stand, whether it works, who was kept out, and its versions. */
export function PlaybookProgress({ playbook }: { readonly playbook: Playbook }) {
  const { data, error, refetch } = usePlaybookResults(playbook.id);
  const mayCompare = usePermission('roi:show');
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows rows={6} />;
  if (playbook.liveVersion === null)
    return (
      <EmptyState title="It has not run yet">
        Once two people published it, this shows who stands where, and whether it works.
      </EmptyState>
    );
  return (
    <Box sx={{ display: 'grid', gap: 5 }}>
      <Standing playbook={playbook} />
      <Funnel playbook={playbook} results={data} />
      {mayCompare && <PlaybookEffect playbookId={playbook.id} />}
      <Arms arms={data.arms} />
      <KeptOut playbookId={playbook.id} results={data} />
      <Versions versions={data.versions} current={playbook.liveVersion} />
    </Box>
  );
}

function Standing({
  playbook: { id, running, entered30, suppressed30, awaitingApproval },
}: {
  readonly playbook: Playbook;
}) {
  const { from, to } = lastDays(30, useNow());
  return (
    <StatRow>
      <StatTile
        label="In it now"
        value={formatCount(running)}
        to={listUrl('enrolments', { filter: { playbookId: id, state: ['running'], arm: 'treated' } })}
      />
      <StatTile
        label="Entered, 30 days"
        value={formatCount(entered30)}
        to={listUrl('enrolments', { filter: { playbookId: id, arm: 'treated', enteredFrom: from, enteredTo: to } })}
      />
      <StatTile
        label="Kept out, 30 days"
        value={formatCount(suppressed30)}
        to={listUrl('playbook-candidates', {
          filter: { playbookId: id, state: ['suppressed'], decidedFrom: from, decidedTo: to },
        })}
      />
      <StatTile
        label="Awaiting approval"
        value={formatCount(awaitingApproval)}
        to={listUrl('interventions', { filter: { playbookId: id, state: ['awaiting_approval'] } })}
      />
    </StatRow>
  );
}

const nothing = { standing: 0, done: 0, engaged: 0, keptBack: 0 };

function Funnel({ playbook, results }: { readonly playbook: Playbook; readonly results: PlaybookResults }) {
  const named = allSteps((playbook.live ?? playbook.draft).steps).map((step) => ({
    id: step.id,
    words: describeStep(step),
  }));
  const gone = results.steps
    .filter(({ step }) => !named.some(({ id }) => id === step))
    .map(({ step }) => ({ id: step, words: `${step}, of another version` }));
  const rows = [...named, ...gone].map(({ id, words }) => {
    const { standing, done, engaged, keptBack } = results.steps.find(({ step }) => step === id) ?? nothing;
    const acts = (state: readonly string[]) =>
      listUrl('interventions', { filter: { playbookId: playbook.id, step: id, state } });
    return {
      key: id,
      cells: [
        textCell(words),
        countCell(standing),
        countCell(done, acts(['sent', 'delivered', 'engaged'])),
        countCell(engaged, acts(['engaged'])),
        countCell(keptBack, acts(['suppressed', 'cancelled', 'failed', 'bounced'])),
      ],
    };
  });
  const ending = {
    key: 'goal',
    cells: [
      textCell('Waiting for the goal'),
      countCell(results.awaitingGoal),
      textCell('–'),
      textCell('–'),
      textCell('–'),
    ],
  };
  return (
    <Section title="Where suppliers stand" padded={false}>
      <FigureTable
        label="Suppliers by step"
        columns={['Step', 'Stand here', 'Done', 'Engaged', 'Kept back']}
        rows={[...rows, ending]}
      />
    </Section>
  );
}

/** Who was treated and who was held out so far; whether it works is told from those whose time has passed. */
function Arms({ arms }: Pick<PlaybookResults, 'arms'>) {
  return (
    <Section
      title="Treated and held out"
      hint="Judged once the days to the goal have passed, also who met it early; measured each hour"
      padded={false}
    >
      <FigureTable
        label="Goal met, by arm"
        columns={['Arm', 'Entered', 'Judged', 'Met the goal', 'Share']}
        rows={arms.map(({ arm, entered, judged, metGoal }) => ({
          key: arm,
          cells: [
            textCell(armWords[arm]),
            countCell(entered),
            countCell(judged),
            countCell(metGoal),
            percentCell(judged === 0 ? null : metGoal / judged),
          ],
        }))}
      />
    </Section>
  );
}

function KeptOut({ playbookId, results: { suppressed30 } }: { playbookId: string; results: PlaybookResults }) {
  const { from, to } = lastDays(30, useNow());
  if (suppressed30.length === 0) return null;
  return (
    <Section title="Kept out in 30 days" padded={false}>
      <FigureTable
        label="Kept out, by reason"
        columns={['Because', 'Suppliers']}
        rows={suppressed30.map(({ reason, suppliers }) => ({
          key: reason,
          cells: [
            textCell(suppressionWords[reason]),
            countCell(
              suppliers,
              listUrl('playbook-candidates', {
                filter: { playbookId, state: ['suppressed'], reason: [reason], decidedFrom: from, decidedTo: to },
              }),
            ),
          ],
        }))}
      />
    </Section>
  );
}

function Versions({ versions, current }: Pick<PlaybookResults, 'versions'> & { readonly current: number }) {
  return (
    <Section title="Versions">
      <Box component="ul" sx={{ margin: 0, paddingLeft: 4, display: 'grid', gap: 1 }}>
        {versions.map(({ number, publishedByName, publishedAt }) => (
          <li key={number}>
            {`Version ${number}${number === current ? ', entered now' : ''}, asked for by ${publishedByName} · `}
            <RelativeTime at={publishedAt} />
          </li>
        ))}
      </Box>
    </Section>
  );
}
