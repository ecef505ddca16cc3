import Box from '@mui/material/Box';
import type { InterventionFunnel, InterventionPeriod } from '@wedsync/domain/success';
import {
  BarChart,
  ChartTable,
  countCell,
  EmptyState,
  ErrorState,
  ExplainPopover,
  FigureTable,
  formatDate,
  listUrl,
  Section,
  SkeletonRows,
  textCell,
} from '../../platform/index.ts';
import { suppressionWords } from '../playbooks/playbook-words.ts';
import { useInterventionFunnel } from './intervention-data.ts';

type Row = InterventionFunnel['playbooks'][number];

/** The funnel of each playbook within a period, why some were kept out, and what was done week by week; of everybody, or of one supplier. */
export function FunnelSections({ period }: { readonly period: InterventionPeriod }) {
  const { data, error, refetch } = useInterventionFunnel(period);
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Section>
        <SkeletonRows rows={8} />
      </Section>
    );
  if (data.playbooks.length === 0)
    return (
      <Section title="Funnel">
        <EmptyState title="Nobody wanted in">
          Once the trigger of a live playbook fires, this shows who entered, who was held out or kept out, and how far
          they came.
        </EmptyState>
      </Section>
    );
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Funnel rows={data.playbooks} period={period} />
      <Weeks weeks={data.weeks} />
      <Reasons rows={data.playbooks} period={period} />
    </Box>
  );
}

const columns = [
  'Playbook',
  'Wanted in',
  'Kept out',
  'Held out',
  'Entered',
  'Acts',
  'Kept back',
  'Waiting',
  'Sent',
  'Arrived',
  'Engaged',
  'Goal met',
];

function Funnel({ rows, period }: { readonly rows: readonly Row[]; readonly period: InterventionPeriod }) {
  return (
    <Section
      title="Funnel"
      padded={false}
      actions={
        <ExplainPopover
          name="Funnel"
          definition="Suppliers that wanted in are kept out by a rule, held out by the draw, or enter. Acts are counted one by one, for those who entered within the period. Engaged means answered, used the link, closed the message in the app, came back after a quiet week, or a task done; nobody is followed by a pixel."
          source="Candidates, enrolments and interventions"
        />
      }
    >
      <FigureTable label="From wanting in to the goal" columns={columns} rows={rows.map((row) => rowOf(row, period))} />
    </Section>
  );
}

function rowOf(row: Row, { from, to, supplierId }: InterventionPeriod) {
  const { playbookId, playbookName, keptOut, keptBack } = row;
  const whose = { playbookId, ...(supplierId === undefined ? {} : { supplierId }) };
  const acts = (states: readonly string[]) =>
    listUrl('interventions', { filter: { ...whose, proposedFrom: from, proposedTo: to, state: states } });
  const enrolments = (arm: string) => listUrl('enrolments', { filter: { ...whose, arm } });
  return {
    key: playbookId,
    cells: [
      textCell(playbookName, `/playbooks/${playbookId}/show`),
      countCell(row.wantedIn, listUrl('playbook-candidates', { filter: whose })),
      countCell(sumOf(keptOut), listUrl('playbook-candidates', { filter: { ...whose, state: ['suppressed'] } })),
      countCell(row.heldOut, enrolments('held_out')),
      countCell(row.entered, enrolments('treated')),
      countCell(row.acts, listUrl('interventions', { filter: { ...whose, proposedFrom: from, proposedTo: to } })),
      countCell(sumOf(keptBack), acts(['suppressed'])),
      countCell(row.awaiting, acts(['awaiting_approval'])),
      countCell(row.sent, acts(['sent', 'delivered', 'bounced', 'engaged'])),
      countCell(row.arrived, acts(['sent', 'delivered', 'engaged'])),
      countCell(row.engaged, acts(['engaged'])),
      countCell(row.goalMet),
    ],
  };
}

const sumOf = (reasons: Row['keptOut']) => reasons.reduce((sum, { n }) => sum + n, 0);

function Weeks({ weeks }: Pick<InterventionFunnel, 'weeks'>) {
  const rows = weeks.map(({ week, sent, engaged, keptBack, failed }) => ({
    key: week,
    cells: [textCell(formatDate(week)), countCell(sent), countCell(engaged), countCell(keptBack), countCell(failed)],
  }));
  return (
    <Section title="Week by week" hint="Acts by the week they came up in">
      <BarChart
        label="Acts sent, kept back and failed, by week"
        categories={weeks.map(({ week }) => formatDate(week))}
        series={[
          { label: 'Sent, engaged', values: weeks.map(({ engaged }) => engaged), stack: 'acts', tone: 'positive' },
          {
            label: 'Sent, no sign yet',
            values: weeks.map(({ sent, engaged }) => sent - engaged),
            stack: 'acts',
            tone: 'info',
          },
          { label: 'Kept back', values: weeks.map(({ keptBack }) => keptBack), stack: 'acts', tone: 'caution' },
          { label: 'Failed', values: weeks.map(({ failed }) => failed), stack: 'acts', tone: 'critical' },
        ]}
      />
      <ChartTable
        label="Acts by week"
        columns={['Week from', 'Sent', 'Engaged', 'Kept back', 'Bounced or failed']}
        rows={rows}
      />
    </Section>
  );
}

/** Why suppliers did not enter, and why acts did not leave. */
function Reasons({ rows, period }: { readonly rows: readonly Row[]; readonly period: InterventionPeriod }) {
  const lines = rows.flatMap(({ playbookId, playbookName, keptOut, keptBack }) => [
    ...keptOut.map(({ reason, n }) => ({
      key: `${playbookId}-out-${reason}`,
      cells: [
        textCell(playbookName),
        textCell('Kept out'),
        textCell(suppressionWords[reason]),
        countCell(n, listUrl('playbook-candidates', { filter: { playbookId, reason: [reason] } })),
      ],
    })),
    ...keptBack.map(({ reason, n }) => ({
      key: `${playbookId}-back-${reason}`,
      cells: [
        textCell(playbookName),
        textCell('Act kept back'),
        textCell(suppressionWords[reason]),
        countCell(
          n,
          listUrl('interventions', {
            filter: { playbookId, reason: [reason], proposedFrom: period.from, proposedTo: period.to },
          }),
        ),
      ],
    })),
  ]);
  if (lines.length === 0) return null;
  return (
    <Section title="Kept out and kept back" padded={false}>
      <FigureTable label="By reason" columns={['Playbook', 'What', 'Because', 'How many']} rows={lines} />
    </Section>
  );
}
