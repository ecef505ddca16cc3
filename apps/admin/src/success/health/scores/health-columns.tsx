import type { HealthScoreRow } from '@wedsync/domain/success';
import {
  BandChip,
  type Column,
  humanize,
  Money,
  RelativeTime,
  Sparkline,
  ToneChip,
  Trend,
} from '../../../platform/index.ts';
import { automaticWords } from '../health-words.ts';

/** Columns of lists of health scores. */
export const healthColumns: readonly Column<HealthScoreRow>[] = [
  {
    id: 'businessName',
    label: 'Supplier',
    render: ({ businessName }) => businessName,
    sortBy: 'businessName',
    always: true,
    phone: true,
  },
  {
    id: 'band',
    label: 'Health',
    render: ({ band, score, override, autoScore, autoBand }) => (
      <>
        <BandChip band={band} score={score} />{' '}
        {override !== null && <ToneChip tone="info">Override, else {automaticWords({ autoScore, autoBand })}</ToneChip>}
      </>
    ),
    sortBy: 'score',
    phone: true,
  },
  {
    id: 'change7',
    label: 'In 7 days',
    align: 'right',
    sortBy: 'change7',
    render: ({ change7 }) => (change7 ? <Trend change={change7} text={String(Math.abs(change7))} /> : '–'),
  },
  {
    id: 'weeks',
    label: '8 weeks',
    render: ({ weeks, businessName }) =>
      weeks.some((score) => score !== null) && (
        <Sparkline values={weeks} label={`Health of ${businessName} over 8 weeks, now ${weeks.at(-1) ?? 'unknown'}`} />
      ),
  },
  { id: 'why', label: 'Why', render: ({ reasons, exception }) => <Why reasons={reasons} exception={exception} /> },
  {
    id: 'mrrMinor',
    label: 'MRR',
    align: 'right',
    sortBy: 'mrrMinor',
    render: ({ mrrMinor }) => <Money amountMinor={mrrMinor} currency="GBP" />,
    phone: true,
  },
  { id: 'vendorType', label: 'Type', render: ({ vendorType }) => humanize(vendorType), hidden: true },
  {
    id: 'coverage',
    label: 'Known',
    align: 'right',
    render: ({ coverage }) => <span className="tabular">{Math.round(coverage * 100)}%</span>,
    hidden: true,
  },
  {
    id: 'scoredAt',
    label: 'Scored',
    render: ({ scoredAt }) => <RelativeTime at={scoredAt} />,
    sortBy: 'scoredAt',
    hidden: true,
  },
];

function Why({ reasons, exception }: Pick<HealthScoreRow, 'reasons' | 'exception'>) {
  const worst = reasons.find(({ kind }) => kind === 'bad');
  const capped = exception === null ? null : humanize(exception);
  return <>{[capped, worst?.words].filter(Boolean).join(' · ') || '–'}</>;
}
