import { providerName } from '@wedsync/domain/billing';
import type { BusinessDay } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  BulkActions,
  type Column,
  type FilterDefinition,
  formatDate,
  ListCsv,
  listUrl,
  Money,
  RecordListPage,
  RelativeTime,
} from '../../platform/index.ts';
import { DayCalendar } from './DayCalendar.tsx';
import { DayChip } from './reconciliation-words.tsx';
import { ReconciliationTabs } from './ReconciliationTabs.tsx';

const columns: readonly Column<BusinessDay>[] = [
  {
    id: 'day',
    label: 'Day',
    sortBy: 'day',
    always: true,
    phone: true,
    oneLine: true,
    render: ({ day }) => formatDate(day),
  },
  { id: 'state', label: 'State', phone: true, render: ({ state }) => <DayChip state={state} /> },
  {
    id: 'lines',
    label: 'Listed / booked',
    render: ({ providers }) =>
      providers
        .filter(({ listedLines, bookedLines }) => listedLines + bookedLines > 0)
        .map(({ provider, listedLines, bookedLines }) => `${providerName(provider)} ${listedLines}/${bookedLines}`)
        .join(', ') || '–',
  },
  {
    id: 'unsettled',
    label: 'Open',
    align: 'right',
    phone: true,
    render: ({ day, unsettled }) =>
      unsettled === 0 ? (
        '0'
      ) : (
        <Link
          to={listUrl('reconciliation-exceptions', { filter: { dayFrom: day, dayTo: day, state: ['open', 'fixing'] } })}
        >
          {unsettled}
        </Link>
      ),
  },
  {
    id: 'stake',
    label: 'At stake',
    align: 'right',
    render: ({ unsettledByCurrency }) =>
      unsettledByCurrency.map(({ currency, amountMinor }) => (
        <div key={currency}>
          <Money amountMinor={amountMinor} currency={currency} />
        </div>
      )),
  },
  { id: 'accepted', label: 'Accepted', align: 'right', render: ({ accepted }) => accepted },
  {
    id: 'closed',
    label: 'Closed',
    render: ({ closedAt, closedByName }) =>
      closedAt === null ? (
        '–'
      ) : (
        <>
          {closedByName}, <RelativeTime at={closedAt} />
        </>
      ),
  },
  {
    id: 'close',
    label: '',
    render: ({ id, closedAt }) =>
      closedAt === null ? <ActionButton resource="business-days" id={id} verb="close" variant="outlined" /> : null,
  },
];

const filters: readonly FilterDefinition[] = [
  { source: 'closed', label: 'Closed', kind: 'yes-no' },
  { source: 'withExceptions', label: 'With open exceptions', kind: 'yes-no' },
  { source: 'dayFrom', label: 'From', kind: 'date' },
  { source: 'dayTo', label: 'Through', kind: 'date' },
];

const csv = {
  Day: ({ day }: BusinessDay) => day,
  State: ({ state }: BusinessDay) => state,
  Open: ({ unsettled }: BusinessDay) => unsettled,
  Accepted: ({ accepted }: BusinessDay) => accepted,
  Closed: ({ closedAt }: BusinessDay) => closedAt,
  By: ({ closedByName }: BusinessDay) => closedByName,
};

/** Reconciliation, day by day: what was compared, what is open, and the close of each day. */
export default function DayList() {
  return (
    <RecordListPage<BusinessDay>
      title="Reconciliation"
      resource="business-days"
      sort={{ field: 'day', order: 'DESC' }}
      filters={filters}
      actions={<ListCsv<BusinessDay> name="business-days" columns={csv} />}
      above={
        <>
          <ReconciliationTabs />
          <DayCalendar />
        </>
      }
      label="Business days"
      columns={columns}
      rowPath={null}
      bulkActions={<BulkActions noun="day" />}
      empty={{
        title: 'No day was compared yet',
        text: 'Days appear with the first comparison, within the hour after a provider is connected.',
      }}
    />
  );
}
