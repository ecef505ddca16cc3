import Box from '@mui/material/Box';
import { allSteps, fewestPerArm, upliftOf, type Playbook, type PlaybookResults } from '@wedsync/domain/success';
import {
  countCell,
  EmptyState,
  ErrorState,
  FigureTable,
  formatCount,
  formatPercent,
  listUrl,
  percentCell,
  RelativeTime,
  Section,
  SkeletonRows,
  StatRow,
  StatTile,
  textCell,
} from '../../../platform/index.ts';
import { usePlaybookResults } from '../playbook-data.ts';
import { armWords, describeStep, suppressionWords } from '../playbook-words.ts';

/** How a playbook does so far: where suppliers stand, whether it works, who was kept out, and its versions. */
export function PlaybookProgress({ playbook }: { readonly playbook: Playbook }) {
  const { data, error, refetch } = usePlaybookResults(playbook.id);
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
      <Effect arms={data.arms} />
      <KeptOut results={data} />
      <Versions versions={data.versions} current={playbook.liveVersion} />
    </Box>
  );
}

function Standing({
  playbook: { id, running, entered30, suppressed30, awaitingApproval },
}: {
  readonly playbook: Playbook;
}) {
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
        to={listUrl('enrolments', { filter: { playbookId: id, arm: 'treated' } })}
      />
      <StatTile
        label="Kept out, 30 days"
        value={formatCount(suppressed30)}
        to={listUrl('playbook-candidates', { filter: { playbookId: id, state: ['suppressed'] } })}
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
  const named = allSteps(playbook.draft.steps).map((step) => ({ id: step.id, words: describeStep(step) }));
  const gone = results.steps
    .filter(({ step }) => !named.some(({ id }) => id === step))
    .map(({ step }) => ({ id: step, words: `${step}, of an earlier version` }));
  const rows = [...named, ...gone].map(({ id, words }) => {
    const { standing, done, engaged, keptBack } = results.steps.find(({ step }) => step === id) ?? nothing;
    return {
      key: id,
      cells: [textCell(words), countCell(standing), countCell(done), countCell(engaged), countCell(keptBack)],
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

/** Whether it works: who was treated against who was held out. */
function Effect({ arms }: Pick<PlaybookResults, 'arms'>) {
  const countOfArm = (arm: 'treated' | 'held_out') => {
    const { judged = 0, metGoal = 0 } = arms.find((each) => each.arm === arm) ?? {};
    return { n: judged, successes: metGoal };
  };
  const uplift = upliftOf(countOfArm('treated'), countOfArm('held_out'));
  return (
    <Section title="Does it work?" hint="Goal met, treated against held out">
      <Box sx={{ display: 'grid', gap: 3 }}>
        <strong>
          {uplift === null
            ? `Not enough data: an effect is told from ${fewestPerArm} judged suppliers in each arm.`
            : `${points(uplift.difference)} (95 %: ${points(uplift.interval.low)} to ${points(uplift.interval.high)})${uplift.significant ? '' : ', which may be chance'}`}
        </strong>
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
      </Box>
    </Section>
  );
}

function points(difference: number): string {
  return `${difference > 0 ? '+' : ''}${formatPercent(difference)}`;
}

function KeptOut({ results: { suppressed30 } }: { readonly results: PlaybookResults }) {
  if (suppressed30.length === 0) return null;
  return (
    <Section title="Kept out in 30 days" padded={false}>
      <FigureTable
        label="Kept out, by reason"
        columns={['Because', 'Suppliers']}
        rows={suppressed30.map(({ reason, suppliers }) => ({
          key: reason,
          cells: [textCell(suppressionWords[reason]), countCell(suppliers)],
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
