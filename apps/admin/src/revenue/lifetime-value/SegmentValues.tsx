import Button from '@mui/material/Button';
import type { RetentionCurveRow } from '@wedsync/domain/revenue';
import { ExportButton, FigureTable, formatMoney, moneyCell, Section, textCell } from '../../platform/index.ts';
import { indicativeWords, reasonWords, segmentName, suppliersOf } from './value-data.ts';

const columns = ['Segment', 'Customers', 'Left', 'Average MRR', 'Lifetime value', 'Interval', 'Seen', 'Method'];

type SegmentValuesProps = {
  readonly curves: readonly RetentionCurveRow[];
  readonly chosen: number | null;
  readonly choose: (id: number) => void;
};

/** Lifetime value by segment. The name shows its curves, the number of customers opens them. */
export function SegmentValues({ curves, chosen, choose }: SegmentValuesProps) {
  const ordered = curves.toSorted((a, b) => segmentName(a).localeCompare(segmentName(b)));
  const rows = ordered.map((curve) => {
    const { id, n, lost, arpaMinor, headline, observed, interval, tailOf } = curve;
    const name = segmentName(curve);
    const value = headline.valueMinor === null ? null : headline;
    return {
      key: String(id),
      cells: [
        {
          shown: (
            <Button size="small" variant={id === chosen ? 'contained' : 'text'} onClick={() => choose(id)}>
              {name}
            </Button>
          ),
          value: name,
        },
        { shown: n, value: n, to: suppliersOf(curve) },
        { shown: lost, value: lost },
        moneyCell(arpaMinor === null ? null : Math.round(arpaMinor), 'GBP'),
        value === null ? textCell(reasonWords(headline.reason)) : moneyCell(value.valueMinor, 'GBP'),
        textCell(value === null ? '–' : intervalWords(value)),
        textCell(`${observed} ${interval === 'month' ? 'months' : 'years'}`),
        textCell([methodWords(tailOf), indicativeWords(curve)].filter((words) => words !== null).join('; ')),
      ],
    };
  });
  return (
    <Section
      title="By segment"
      hint="Plan a customer began on, and kind of vendor"
      actions={<ExportButton name="lifetime-value" columns={columns} rows={rows} />}
    >
      <FigureTable label="Lifetime value by segment" columns={columns} rows={rows} />
    </Section>
  );
}

function methodWords(tailOf: RetentionCurveRow['tailOf']): string {
  if (tailOf === null) return 'seen only';
  return `seen, then the curve of ${tailOf === 'all' ? 'everybody' : `its ${tailOf}`}`;
}

function intervalWords({ lowerMinor, upperMinor }: RetentionCurveRow['headline']): string {
  return lowerMinor === null || upperMinor === null
    ? '–'
    : `${formatMoney(lowerMinor, 'GBP')} to ${formatMoney(upperMinor, 'GBP')}`;
}
