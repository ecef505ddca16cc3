import Box from '@mui/material/Box';
import type { MrrCohorts } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import {
  ChoiceToggle,
  EmptyState,
  ErrorState,
  ExplainPopover,
  ExportButton,
  formatCount,
  formatMoney,
  formatPercent,
  Section,
  SkeletonRows,
} from '../../platform/index.ts';
import { longMonth, shortMonth } from './mrr-words.ts';
import { useCohorts } from './revenue-data.ts';
import { movementsUrl, type RevenueParts, type RevenueView } from './revenue-view.ts';

const cellChoices = [
  { id: 'revenue', name: 'Revenue' },
  { id: 'suppliers', name: 'Suppliers' },
] as const;

type Cohort = MrrCohorts['cohorts'][number];

/** Suppliers by the month they began to pay, and the share of them or of their money that is still there in each month since. */
export function CohortGrid({ view, change }: RevenueParts) {
  const { data, error, isPending, refetch } = useCohorts(view);
  const cohorts = data?.cohorts ?? [];
  const ages = Array.from({ length: Math.max(0, ...cohorts.map(({ months }) => months.length)) }, (_, age) => age);
  const columns = ['Began', 'Suppliers', ...ages.map((age) => `Month ${age}`)];
  const rows = cohorts.map((cohort) => ({
    key: cohort.cohort,
    cells: [cohort.cohort, cohort.suppliers, ...ages.map((age) => shareOf(cohort, age, view.cells))].map((value) => ({
      shown: value,
      value,
    })),
  }));
  return (
    <Section
      title="Cohorts"
      padded={false}
      actions={
        <>
          <ExplainPopover
            name="Cohorts"
            definition="Suppliers are grouped by the month of their first paid invoice. Suppliers: how many of them are active at the end of each month since. Revenue: what they bring then, against what they began with; above 100% they have grown."
            formula="active at the end of the month / suppliers that began; MRR at the end of the month / MRR they began with"
            source="Movements of MRR"
          />
          <ChoiceToggle
            label="What the cells show"
            value={view.cells}
            choices={cellChoices}
            onChange={(cells) => change({ cells })}
          />
          <ExportButton name={`cohorts-${view.cells}`} columns={columns} rows={rows} />
        </>
      }
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} title="The cohorts could not be read" />
      ) : isPending ? (
        <SkeletonRows rows={8} />
      ) : cohorts.length === 0 ? (
        <EmptyState title="No cohort yet">
          A cohort begins in every month in which a supplier pays for the first time.
        </EmptyState>
      ) : (
        <Box sx={{ overflowX: 'auto', padding: 4, paddingTop: 0 }}>
          <Box component="table" aria-label="Cohorts" className="tabular" sx={gridStyle}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column.replace('Month ', '')}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {cohorts.map((cohort) => (
                <CohortRow key={cohort.cohort} cohort={cohort} ages={ages} view={view} />
              ))}
            </tbody>
          </Box>
        </Box>
      )}
    </Section>
  );
}

function CohortRow({ cohort, ages, view }: { cohort: Cohort; ages: readonly number[]; view: RevenueView }) {
  const behind = (more: Readonly<Record<string, unknown>>) =>
    movementsUrl(view.segment, { cohort: [cohort.cohort], ...more });
  return (
    <tr>
      <th scope="row">
        <Link to={behind({})}>{shortMonth(cohort.cohort)}</Link>
      </th>
      <td>
        <Link to={behind({ type: ['new'] })}>{formatCount(cohort.suppliers)}</Link>
      </td>
      {ages.map((age) => (
        <Cell
          key={age}
          cohort={cohort}
          age={age}
          cells={view.cells}
          to={behind({ monthTo: cohort.months[age]?.month })}
        />
      ))}
    </tr>
  );
}

function Cell({ cohort, age, cells, to }: { cohort: Cohort; age: number; cells: RevenueView['cells']; to: string }) {
  const month = cohort.months[age];
  const share = shareOf(cohort, age, cells);
  if (month === undefined || share === null) return <td />;
  const words = `${longMonth(month.month)}: ${formatCount(month.active)} of ${formatCount(cohort.suppliers)} active, ${formatMoney(month.mrrMinor, 'GBP')}`;
  return (
    <Box
      component="td"
      title={words}
      sx={({ colours }) => ({
        // A fifth of the colour at least, so that an empty month still reads as a cell.
        backgroundColor: `color-mix(in srgb, ${colours.tone[share > grown ? 'positive' : 'accent'].strong} ${Math.round(8 + 47 * Math.min(share, 1))}%, transparent)`,
      })}
    >
      <Link to={to} aria-label={words}>
        {formatPercent(share, 0)}
      </Link>
    </Box>
  );
}

function shareOf({ suppliers, startMinor, months }: Cohort, age: number, cells: RevenueView['cells']): number | null {
  const month = months[age];
  const [part, whole] = cells === 'suppliers' ? [month?.active, suppliers] : [month?.mrrMinor, startMinor];
  return part === undefined || whole === 0 ? null : part / whole;
}

/** Exchange rates alone make no growth worth a colour. */
const grown = 1.005;

const gridStyle = {
  borderCollapse: 'separate',
  borderSpacing: '2px',
  fontSize: 12,
  '& th': { fontWeight: 500, textAlign: 'right', color: 'text.secondary', paddingInline: 2, whiteSpace: 'nowrap' },
  '& th[scope=row]': { textAlign: 'left' },
  '& td': { textAlign: 'right', paddingInline: 2, height: 28, minWidth: 48, borderRadius: '3px' },
  '& a': { color: 'text.primary', textDecoration: 'none' },
  '& a:hover': { textDecoration: 'underline' },
} as const;
