import Box from '@mui/material/Box';
import type { MilestoneCohort } from '@wedsync/domain/success';
import {
  countCell,
  EmptyState,
  ExplainPopover,
  type FigureCell,
  type FigureRow,
  FigureTable,
  formatPercent,
  listUrl,
  Section,
  textCell,
} from '../../platform/index.ts';

const columns = [
  'Milestone',
  'Suppliers',
  'There',
  'Share',
  'Half by day',
  'Three quarters by day',
  'Target day',
  'Late',
];

/** The way of a cohort, a milestone a row: how many are there, and by which day. */
export function CohortFunnel({ cohorts }: { readonly cohorts: readonly MilestoneCohort[] }) {
  return (
    <Section
      title="How far they come"
      padded={false}
      actions={
        <ExplainPopover
          name="How far they come"
          definition="Of the suppliers that signed up, how many have reached each milestone, and by which day since sign-up half and three quarters had (the day of sign-up is day 1). Who is not there yet counts as watched until today, who left until the end of the subscription. A dash: fewer are known to be there."
          formula="Kaplan-Meier over days from sign-up to the milestone"
          source="Product events"
        />
      }
    >
      {cohorts.length === 0 ? (
        <EmptyState title="Nothing measured">
          Suppliers of this type appear here within minutes of their first sign-up.
        </EmptyState>
      ) : (
        <FigureTable label="Milestones reached" columns={columns} rows={cohorts.map(rowOf)} />
      )}
    </Section>
  );
}

function rowOf({ id, milestoneId, vendorType, ...cohort }: MilestoneCohort): FigureRow {
  const { title, suppliers, reached, medianDays, p75Days, targetDays } = cohort;
  const late = listUrl('late-milestones', { filter: { vendorType: [vendorType], milestoneId: [milestoneId] } });
  return {
    key: id,
    cells: [
      textCell(title),
      countCell(suppliers),
      countCell(reached),
      shareCell(suppliers === 0 ? 0 : reached / suppliers),
      dayCell(medianDays),
      dayCell(p75Days),
      dayCell(targetDays),
      textCell('Show', late),
    ],
  };
}

const dayCell = (day: number | null) => textCell(day === null ? '–' : String(day));

function shareCell(share: number): FigureCell {
  return {
    value: share,
    shown: (
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: 2 }}>
        <Box aria-hidden sx={{ width: 72, height: 6, borderRadius: 3, backgroundColor: 'action.hover' }}>
          <Box
            sx={({ colours }) => ({
              width: `${100 * share}%`,
              height: 1,
              borderRadius: 3,
              backgroundColor: colours.tone.accent.strong,
            })}
          />
        </Box>
        {formatPercent(share, 0)}
      </Box>
    ),
  };
}
