import { type EntitlementOverride, overrideKinds, overrideStates } from '@wedsync/domain/billing';
import {
  ActionMenu,
  choicesOf,
  type Column,
  type FilterDefinition,
  humanize,
  Money,
  RecordListPage,
  recordPath,
  RelativeTime,
  StatusChip,
} from '../../platform/index.ts';

const filters: readonly FilterDefinition[] = [
  { source: 'state', label: 'State', kind: 'choice', choices: choicesOf(overrideStates) },
  { source: 'kind', label: 'What', kind: 'choice', choices: choicesOf(overrideKinds) },
];

const columns: readonly Column<EntitlementOverride>[] = [
  { id: 'supplier', label: 'Supplier', render: ({ businessName }) => businessName, always: true, phone: true },
  { id: 'what', label: 'Given', render: whatIsGiven, always: true, phone: true },
  { id: 'state', label: 'State', render: ({ state }) => <StatusChip status={state} />, phone: true },
  {
    id: 'worth',
    label: 'Worth',
    align: 'right',
    render: ({ worthMinor, currency }) =>
      worthMinor === 0 ? '' : <Money amountMinor={worthMinor} currency={currency} />,
  },
  { id: 'expiresAt', label: 'Until', sortBy: 'expiresAt', render: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
  { id: 'reason', label: 'Why', render: ({ reason }) => reason },
  { id: 'by', label: 'Given by', render: ({ requestedByName }) => requestedByName },
  { id: 'approved', label: 'Approved by', render: ({ approvedByName }) => approvedByName ?? '', hidden: true },
  {
    id: 'actions',
    label: '',
    render: ({ id, businessName }) => <ActionMenu resource="entitlement-overrides" id={id} name={businessName} />,
  },
];

function whatIsGiven({ kind, key, limitValue }: EntitlementOverride): string {
  const name = humanize(key);
  if (kind === 'limit') return `${name}: ${limitValue ?? 'unlimited'}`;
  return kind === 'plan' ? `Plan ${name}` : name;
}

/** What suppliers were given beyond their plan. */
export default function OverrideList() {
  return (
    <RecordListPage<EntitlementOverride>
      title="Overrides"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      columns={columns}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={{
        title: 'No overrides',
        text: 'What a supplier is given beyond its plan appears here until it is taken back. Open a supplier and choose Give beyond the plan.',
      }}
    />
  );
}
