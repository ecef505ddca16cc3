import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { mrrDimensions, type MrrDimension, type MrrRateTable } from '@wedsync/domain/revenue';
import {
  countCell,
  EmptyState,
  ErrorState,
  ExportButton,
  type FigureRow,
  FigureTable,
  moneyCell,
  percentCell,
  ratioCell,
  Section,
  SkeletonRows,
  textCell,
} from '../../platform/index.ts';
import { dimensionWords } from './mrr-words.ts';
import { useRates } from './revenue-data.ts';
import { movementsUrl, type RevenueParts, type RevenueView } from './revenue-view.ts';

const figures = [
  'MRR',
  'Suppliers',
  'Average',
  'NRR',
  'GRR',
  'Gross MRR churn',
  'Logo churn',
  'Quick ratio',
  'Trial conversion',
  'Involuntary',
];

/** The same rates for each part of a dimension, over the months shown. */
export function SegmentTable({ view, change }: RevenueParts) {
  const { data, error, isPending, refetch } = useRates(view, view.by);
  const columns = [dimensionWords[view.by], ...figures];
  const rows = (data?.segments ?? [])
    .toSorted((a, b) => b.sums.endMinor - a.sums.endMinor)
    .map((segment) => segmentRow(segment, view));
  return (
    <Section
      title={`By ${dimensionWords[view.by].toLowerCase()}`}
      padded={false}
      actions={
        <>
          <TextField
            select
            size="small"
            label="Split by"
            value={view.by}
            onChange={({ target }) => change({ by: target.value })}
          >
            {mrrDimensions.map((dimension) => (
              <MenuItem key={dimension} value={dimension}>
                {dimensionWords[dimension]}
              </MenuItem>
            ))}
          </TextField>
          <ExportButton name={`revenue-by-${view.by}`} columns={columns} rows={rows} />
        </>
      }
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} title="The segments could not be read" />
      ) : isPending ? (
        <SkeletonRows rows={5} />
      ) : rows.length === 0 ? (
        <EmptyState title="Nothing to split yet">Segments appear with the first supplier that pays.</EmptyState>
      ) : (
        <FigureTable label={`Revenue by ${dimensionWords[view.by].toLowerCase()}`} columns={columns} rows={rows} />
      )}
    </Section>
  );
}

function segmentRow({ key, label, sums, rates }: MrrRateTable['segments'][number], view: RevenueView): FigureRow {
  const { from: monthFrom, to: monthTo, by, segment } = view;
  const behind = (more: Readonly<Record<string, unknown>>) => movementsUrl(segment, { ...only(by, key), ...more });
  return {
    key,
    cells: [
      textCell(label, behind({ monthFrom, monthTo })),
      moneyCell(sums.endMinor, 'GBP', behind({ monthTo })),
      countCell(sums.activeEnd),
      moneyCell(rates.arpaMinor, 'GBP'),
      percentCell(rates.nrr),
      percentCell(rates.grr),
      percentCell(rates.grossMrrChurn, behind({ monthFrom, monthTo, type: ['contraction', 'churn'] })),
      percentCell(rates.logoChurn, behind({ monthFrom, monthTo, type: ['churn'] })),
      ratioCell(rates.quickRatio),
      percentCell(rates.trialConversion),
      percentCell(
        rates.involuntaryShare,
        behind({ monthFrom, monthTo, type: ['churn'], reason: ['cancel_involuntary', 'dispute'] }),
      ),
    ],
  };
}

function only(by: MrrDimension, key: string): Readonly<Record<string, readonly string[]>> {
  return { [by]: [key] };
}
