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
  type FilterValues,
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
          definition="Suppliers that wanted in are kept out by a rule, held out by the draw, or enter; whoever one rule keeps out again and again counts once, and is listed each time. Acts are counted one by one, for those who entered within the period. Engaged means answered, used the link, closed the message in the app, came back after a quiet week, or a task done; nobody is followed by a pixel."
          source="Candidates, enrolments and interventions"
        />
      }
    >
      <FigureTable label="From wanting in to the goal" columns={columns} rows={rows.map((row) => rowOf(row, period))} />
    </Section>
  );
}

function rowOf(row: Row, period: InterventionPeriod) {
  const { playbookId, playbookName, keptOut, keptBack } = row;
  const { candidates, enrolments, interventions } = rowsBehind(playbookId, period);
  const acts = (states: readonly string[]) => interventions({ state: states });
  return {
    key: playbookId,
    cells: [
      textCell(playbookName, `/playbooks/${playbookId}/show`),
      countCell(row.wantedIn, candidates({})),
      countCell(sumOf(keptOut), candidates({ state: ['suppressed'] })),
      countCell(row.heldOut, enrolments({ arm: 'held_out' })),
      countCell(row.entered, enrolments({ arm: 'treated' })),
      countCell(row.acts, interventions({})),
      countCell(sumOf(keptBack), acts(['suppressed'])),
      countCell(row.awaiting, acts(['awaiting_approval'])),
      countCell(row.sent, acts(['sent', 'delivered', 'bounced', 'engaged'])),
      countCell(row.arrived, acts(['sent', 'delivered', 'engaged'])),
      countCell(row.engaged, acts(['engaged'])),
      countCell(row.goalMet),
    ],
  };
}

/** The lists that a playbook's figures count, narrowed to the same suppliers and days: acts are those of who entered then, whenever they came up. */
function rowsBehind(playbookId: string, { from, to, supplierId }: InterventionPeriod) {
  const whose = { playbookId, ...(supplierId === undefined ? {} : { supplierId }) };
  const entered = { ...whose, enteredFrom: from, enteredTo: to };
  const decided = { ...whose, decidedFrom: from, decidedTo: to };
  return {
    candidates: (more: FilterValues) => listUrl('playbook-candidates', { filter: { ...decided, ...more } }),
    enrolments: (more: FilterValues) => listUrl('enrolments', { filter: { ...entered, ...more } }),
    interventions: (more: FilterValues) => listUrl('interventions', { filter: { ...entered, ...more } }),
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
  const lines = rows.flatMap(({ playbookId, playbookName, keptOut, keptBack }) => {
    const { candidates, interventions } = rowsBehind(playbookId, period);
    const line = (what: string, { reason, n }: Row['keptOut'][number], to: string) => ({
      key: `${playbookId}-${what}-${reason}`,
      cells: [textCell(playbookName), textCell(what), textCell(suppressionWords[reason]), countCell(n, to)],
    });
    const refused = (reason: string) => ({ state: ['suppressed'], reason: [reason] });
    return [
      ...keptOut.map((one) => line('Kept out', one, candidates(refused(one.reason)))),
      ...keptBack.map((one) => line('Act kept back', one, interventions(refused(one.reason)))),
    ];
  });
  if (lines.length === 0) return null;
  return (
    <Section title="Kept out and kept back" padded={false}>
      <FigureTable label="By reason" columns={['Playbook', 'What', 'Because', 'How many']} rows={lines} />
    </Section>
  );
}
