import { leakageKinds, leakageRules, type LeakageFinding } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import {
  anyOf,
  type Column,
  type FilterDefinition,
  inMajorUnits,
  ListCsv,
  listUrl,
  Money,
  RecordListPage,
  recordPath,
  RelativeTime,
} from '../../platform/index.ts';

const columns: readonly Column<LeakageFinding>[] = [
  {
    id: 'kind',
    label: 'What',
    always: true,
    phone: true,
    render: ({ kind }) => <span title={leakageRules[kind].meaning}>{leakageRules[kind].title}</span>,
  },
  { id: 'supplier', label: 'Supplier', phone: true, render: (row) => <Place row={row} /> },
  { id: 'detail', label: 'In words', render: ({ detail }) => detail },
  {
    id: 'monthly',
    label: 'A month',
    align: 'right',
    sortBy: 'monthlyMinor',
    phone: true,
    render: ({ monthlyMinor }) => <Money amountMinor={monthlyMinor} currency="GBP" />,
  },
  {
    id: 'found',
    label: 'Since',
    sortBy: 'foundAt',
    oneLine: true,
    render: ({ foundAt }) => <RelativeTime at={foundAt} />,
  },
  {
    id: 'gone',
    label: 'Stopped',
    oneLine: true,
    render: ({ goneAt }) => (goneAt === null ? '–' : <RelativeTime at={goneAt} />),
  },
];

function Place({ row: { supplierId, businessName, resource, resourceId } }: { readonly row: LeakageFinding }) {
  if (supplierId !== null) return <Link to={recordPath('suppliers', supplierId)}>{businessName ?? supplierId}</Link>;
  if (resource === 'refund-requests')
    return <Link to={listUrl('refund-requests', { filter: { requestedBy: resourceId } })}>Their refunds</Link>;
  return <Link to={listUrl(resource, { filter: { q: resourceId } })}>{resourceId}</Link>;
}

const filters: readonly FilterDefinition[] = [
  { source: 'gone', label: 'Stopped', kind: 'yes-no' },
  anyOf(
    'kind',
    'What',
    leakageKinds.map((id) => ({ id, name: leakageRules[id].title })),
  ),
];

const csv = {
  What: ({ kind }: LeakageFinding) => leakageRules[kind].title,
  Supplier: ({ businessName }: LeakageFinding) => businessName,
  Words: ({ detail }: LeakageFinding) => detail,
  'GBP a month': ({ monthlyMinor }: LeakageFinding) => inMajorUnits(monthlyMinor),
  Since: ({ foundAt }: LeakageFinding) => foundAt,
  Stopped: ({ goneAt }: LeakageFinding) => goneAt,
};

/** Money that goes missing quietly, dearest first; the same is told in Slack every Monday. */
export default function LeakageList() {
  return (
    <RecordListPage<LeakageFinding>
      title="Leakage"
      sort={{ field: 'monthlyMinor', order: 'DESC' }}
      filters={filters}
      filterDefaultValues={{ gone: false }}
      search="Supplier"
      actions={<ListCsv<LeakageFinding> name="leakage" columns={csv} />}
      columns={columns}
      rowPath={({ supplierId, resource }) =>
        supplierId === null ? listUrl(resource) : recordPath('suppliers', supplierId)
      }
      empty={{
        title: 'Nothing leaks',
        text: 'Every morning access, grants, debts and refunds are compared with what is paid. What nobody pays for appears here.',
      }}
    />
  );
}
