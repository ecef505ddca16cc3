import type { MrrMonthRow } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  anyOf,
  type Column,
  type FilterDefinition,
  listUrl,
  Money,
  RecordListPage,
  RelativeTime,
  type Tone,
  ToneChip,
} from '../../platform/index.ts';
import { longMonth } from '../mrr/mrr-words.ts';

const states: readonly { readonly id: MrrMonthRow['state']; readonly name: string; readonly tone: Tone }[] = [
  { id: 'running', name: 'Running', tone: 'info' },
  { id: 'open', name: 'Open', tone: 'caution' },
  { id: 'closed', name: 'Closed', tone: 'positive' },
  { id: 'restated', name: 'Restated', tone: 'critical' },
];

const inPounds = (amountMinor: number | null) => <Money amountMinor={amountMinor} currency="GBP" />;
const behind = (month: string, more: Readonly<Record<string, unknown>>) =>
  listUrl('mrr-movements', { filter: { month: [month], ...more } });

const columns: readonly Column<MrrMonthRow>[] = [
  {
    id: 'month',
    label: 'Month',
    sortBy: 'id',
    always: true,
    phone: true,
    render: ({ id }) => <Link to={behind(id, {})}>{longMonth(id)}</Link>,
  },
  { id: 'state', label: 'State', phone: true, render: ({ state }) => <StateChip state={state} /> },
  { id: 'start', label: 'Start', align: 'right', render: ({ startMinor }) => inPounds(startMinor) },
  { id: 'end', label: 'End', align: 'right', phone: true, render: ({ endMinor }) => inPounds(endMinor) },
  { id: 'closedEnd', label: 'End as closed', align: 'right', render: ({ closedEndMinor }) => inPounds(closedEndMinor) },
  {
    id: 'restated',
    label: 'Restated since',
    align: 'right',
    render: ({ id, restatedMinor, restatements }) =>
      restatements === 0 ? (
        inPounds(restatedMinor)
      ) : (
        <Link to={behind(id, { restatement: true })}>{inPounds(restatedMinor)}</Link>
      ),
  },
  { id: 'version', label: 'Version', align: 'right', render: ({ closedVersion }) => closedVersion ?? '–' },
  {
    id: 'closed',
    label: 'Closed',
    render: ({ closedAt, closedByName }) =>
      closedAt === null ? (
        '–'
      ) : (
        <>
          <RelativeTime at={closedAt} /> by {closedByName}
        </>
      ),
  },
  {
    id: 'pastDue',
    label: 'Debts last',
    align: 'right',
    render: ({ pastDueDays }) => `${pastDueDays} days`,
  },
  {
    id: 'close',
    label: '',
    render: ({ id, state }) => (
      <>
        <ActionButton resource="mrr-months" id={id} verb="close" variant="outlined" />
        {(state === 'running' || state === 'open') && (
          <ActionButton resource="mrr-months" id={id} verb="set-past-due-window" />
        )}
      </>
    ),
  },
];

const filters: readonly FilterDefinition[] = [anyOf('state', 'State', states)];

/** Months of MRR: what they say, what they said when they were closed, and closing them. */
export default function MonthList() {
  return (
    <RecordListPage<MrrMonthRow>
      title="Months of MRR"
      sort={{ field: 'id', order: 'DESC' }}
      filters={filters}
      columns={columns}
      rowPath={null}
      empty={{ title: 'No month yet', text: 'Months begin with the first supplier that pays.' }}
    />
  );
}

function StateChip({ state }: { readonly state: MrrMonthRow['state'] }) {
  const look = states.find(({ id }) => id === state);
  return (
    <ToneChip tone={look?.tone ?? 'neutral'} dot>
      {look?.name ?? state}
    </ToneChip>
  );
}
