import type { JournalEntryView } from '@wedsync/domain/revenue';
import {
  anyOf,
  type Column,
  type FilterDefinition,
  formatDate,
  humanize,
  RecordListPage,
} from '../../platform/index.ts';
import { AccountBalances } from './AccountBalances.tsx';
import { PostingLines } from './PostingLines.tsx';

const columns: readonly Column<JournalEntryView>[] = [
  {
    id: 'bookedOn',
    label: 'Booked',
    sortBy: 'bookedOn',
    always: true,
    phone: true,
    render: ({ bookedOn }) => formatDate(bookedOn),
  },
  { id: 'description', label: 'What', phone: true, render: ({ description }) => description },
  { id: 'supplier', label: 'Supplier', render: ({ businessName }) => businessName ?? '–' },
  { id: 'postings', label: 'Debit and credit', render: ({ postings }) => <PostingLines postings={postings} /> },
  {
    id: 'source',
    label: 'Source',
    render: ({ sourceKind, sourceId }) => `${humanize(sourceKind)} ${sourceId}`,
    hidden: true,
  },
];

const filters: readonly FilterDefinition[] = [
  { source: 'account', label: 'Account', kind: 'text' },
  anyOf('currency', 'Currency', ['GBP', 'EUR', 'USD', 'AUD']),
  { source: 'sourceId', label: 'Source id', kind: 'text' },
  { source: 'bookedFrom', label: 'From', kind: 'date' },
  { source: 'bookedTo', label: 'Before', kind: 'date' },
];

/** The ledger: what each account holds, and the entries behind it. */
export default function JournalEntryList() {
  return (
    <RecordListPage<JournalEntryView>
      title="Ledger"
      sort={{ field: 'bookedOn', order: 'DESC' }}
      filters={filters}
      search="Source, customer or supplier id"
      above={<AccountBalances />}
      label="Journal entries"
      columns={columns}
      empty={{
        title: 'Nothing is booked yet',
        text: "An entry appears for every invoice, credit note, payout and movement of the provider's balance.",
      }}
    />
  );
}
