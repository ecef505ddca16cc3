import type { JournalEntryView } from '@wedsync/domain/revenue';
import {
  Banner,
  CopyId,
  formatDate,
  humanize,
  KeyValueList,
  Money,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
} from '../../platform/index.ts';

export default function JournalEntryShow() {
  return <RecordPage<JournalEntryView>>{(entry) => <EntryDetails entry={entry} />}</RecordPage>;
}

function EntryDetails({ entry }: { readonly entry: JournalEntryView }) {
  return (
    <>
      <PageHeader title={entry.description} hint={formatDate(entry.bookedOn)} />
      {entry.note && <Banner tone="info">{entry.note}</Banner>}
      <Section title="Postings" padded>
        <KeyValueList
          items={entry.postings.map(({ account, currency, amountMinor }) => ({
            label: `${amountMinor > 0 ? 'Debit' : 'Credit'} ${account}`,
            value: <Money amountMinor={Math.abs(amountMinor)} currency={currency} />,
          }))}
        />
      </Section>
      <Section title="Source" padded>
        <KeyValueList
          items={[
            { label: 'Kind', value: humanize(entry.sourceKind) },
            { label: 'Source', value: <CopyId id={entry.sourceId} /> },
            { label: 'Customer', value: <CopyId id={entry.customerId} /> },
            { label: 'Supplier', value: entry.businessName ?? '–' },
            {
              label: 'Takes back',
              value: entry.reversesSourceKind === null ? '–' : humanize(entry.reversesSourceKind),
            },
            { label: 'Happened', value: <RelativeTime at={entry.occurredAt} /> },
            { label: 'Recorded', value: <RelativeTime at={entry.recordedAt} /> },
          ]}
        />
      </Section>
    </>
  );
}
