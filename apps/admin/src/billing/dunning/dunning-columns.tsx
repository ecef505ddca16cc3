import { classPlans, type DunningCase } from '@wedsync/domain/billing';
import { type Column, RelativeTime, StatusChip, useNow } from '../../platform/index.ts';
import { amountColumn, supplierColumn } from '../money-columns.tsx';
import { daysOpen, nextStepWords, StageChip } from './dunning-words.tsx';

function Days({ row }: { readonly row: DunningCase }) {
  const now = useNow();
  return <span className="tabular">{daysOpen(row, new Date(now))}</span>;
}

/** Columns of cases, on the list and inside other pages. */
export const dunningColumns: readonly Column<DunningCase>[] = [
  supplierColumn(),
  amountColumn('amount', 'At stake', ({ amountMinor }) => amountMinor, {
    sortBy: 'amountMinor',
    always: true,
    phone: true,
  }),
  { id: 'state', label: 'State', render: ({ state }) => <StatusChip status={state} /> },
  { id: 'stage', label: 'Stage', phone: true, render: ({ stage }) => <StageChip stage={stage} /> },
  { id: 'class', label: 'Why', render: ({ declineClass }) => classPlans[declineClass].title },
  { id: 'days', label: 'Days', align: 'right', render: (row) => <Days row={row} /> },
  { id: 'best', label: 'Best next', render: ({ nextBest }) => nextBest.label },
  { id: 'next', label: 'Next step', sortBy: 'nextStepAt', render: nextStepWords },
  { id: 'owner', label: 'Owner', render: ({ ownerName }) => ownerName ?? '–' },
  { id: 'openedAt', label: 'Failed', sortBy: 'openedAt', render: ({ openedAt }) => <RelativeTime at={openedAt} /> },
];
