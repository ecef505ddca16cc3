import { lastDayOf, type AccountingPeriod } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  type Column,
  ListCsv,
  listUrl,
  RecordListPage,
  RelativeTime,
  ToneChip,
} from '../../platform/index.ts';
import { ReconciliationTabs } from '../reconciliation/ReconciliationTabs.tsx';

const daysOf = (id: string, more: Readonly<Record<string, unknown>>) =>
  listUrl('business-days', { filter: { dayFrom: `${id}-01`, dayTo: lastDayOf(id), ...more } });

const columns: readonly Column<AccountingPeriod>[] = [
  {
    id: 'month',
    label: 'Month',
    sortBy: 'id',
    always: true,
    phone: true,
    render: ({ id }) => <Link to={daysOf(id, {})}>{id}</Link>,
  },
  {
    id: 'state',
    label: 'State',
    phone: true,
    render: ({ closedAt }) =>
      closedAt === null ? <ToneChip tone="info">Open</ToneChip> : <ToneChip tone="positive">Closed</ToneChip>,
  },
  {
    id: 'open',
    label: 'Days still open',
    align: 'right',
    render: ({ id, openDays, days }) =>
      openDays === 0 ? `0 of ${days}` : <Link to={daysOf(id, { closed: false })}>{`${openDays} of ${days}`}</Link>,
  },
  {
    id: 'unsettled',
    label: 'Open exceptions',
    align: 'right',
    render: ({ id, unsettled }) =>
      unsettled === 0 ? (
        '0'
      ) : (
        <Link
          to={listUrl('reconciliation-exceptions', {
            filter: { dayFrom: `${id}-01`, dayTo: lastDayOf(id), state: ['open', 'fixing'] },
          })}
        >
          {unsettled}
        </Link>
      ),
  },
  {
    id: 'late',
    label: 'Came late',
    align: 'right',
    render: ({ lateEntries }) => <span title="Entries of this month booked after it was closed">{lateEntries}</span>,
  },
  {
    id: 'closed',
    label: 'Closed',
    render: ({ closedAt, closedByName, approvedByName }) =>
      closedAt === null ? (
        '–'
      ) : (
        <>
          {closedByName} and {approvedByName}, <RelativeTime at={closedAt} />
        </>
      ),
  },
  { id: 'note', label: 'Why', render: ({ note }) => note ?? '–', hidden: true },
  {
    id: 'close',
    label: '',
    render: ({ id, closedAt }) =>
      closedAt === null ? <ActionButton resource="accounting-periods" id={id} verb="close" variant="outlined" /> : null,
  },
];

const csv = {
  Month: ({ id }: AccountingPeriod) => id,
  'Days open': ({ openDays }: AccountingPeriod) => openDays,
  'Open exceptions': ({ unsettled }: AccountingPeriod) => unsettled,
  'Came late': ({ lateEntries }: AccountingPeriod) => lateEntries,
  Closed: ({ closedAt }: AccountingPeriod) => closedAt,
  By: ({ closedByName }: AccountingPeriod) => closedByName,
  'Approved by': ({ approvedByName }: AccountingPeriod) => approvedByName,
};

/** The months of the books: closed by two people once every day is, and locked from then on. */
export default function PeriodList() {
  return (
    <RecordListPage<AccountingPeriod>
      title="Period close"
      sort={{ field: 'id', order: 'DESC' }}
      above={<ReconciliationTabs />}
      actions={<ListCsv<AccountingPeriod> name="accounting-periods" columns={csv} />}
      label="Months"
      columns={columns}
      rowPath={null}
      empty={{ title: 'No month yet', text: 'Months appear with the first comparison of a day in them.' }}
    />
  );
}
