import {
  channelTitles,
  consentSources,
  consentStates,
  inWords,
  purposeTitles,
  type Consent,
} from '@wedsync/domain/privacy';
import {
  anyOf,
  choicesIn,
  type Column,
  type FilterDefinition,
  humanize,
  RecordListPage,
  recordPath,
  RelativeTime,
  sentence,
  StatusChip,
} from '../../platform/index.ts';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'They', consentStates),
  anyOf('purpose', 'For', choicesIn(purposeTitles)),
  anyOf('channel', 'By', choicesIn(channelTitles)),
  anyOf('source', 'Heard through', consentSources),
];

const columns: readonly Column<Consent>[] = [
  {
    id: 'contact',
    label: 'Contact',
    render: ({ contactName }) => contactName ?? 'A former contact',
    always: true,
    phone: true,
  },
  { id: 'supplier', label: 'Supplier', render: ({ supplierName }) => supplierName ?? '–' },
  { id: 'about', label: 'About', render: ({ purpose, channel }) => sentence(inWords(purpose, channel)), phone: true },
  { id: 'state', label: 'They', render: ({ state }) => <StatusChip status={state} />, phone: true },
  { id: 'basis', label: 'Resting on', render: ({ basis }) => humanize(basis), hidden: true },
  { id: 'source', label: 'Heard through', render: ({ source }) => humanize(source) },
  { id: 'saidBy', label: 'Said by', render: ({ saidBy }) => saidBy },
  { id: 'wording', label: 'Words', render: ({ wording, reason }) => wording ?? reason ?? '–', hidden: true },
  { id: 'saidAt', label: 'Said', render: ({ saidAt }) => <RelativeTime at={saidAt} />, sortBy: 'saidAt' },
];

/** Everything contacts agreed to and refused, with its evidence; never changed. */
export default function ConsentList() {
  return (
    <RecordListPage<Consent>
      title="Consents"
      sort={{ field: 'saidAt', order: 'DESC' }}
      filters={filters}
      columns={columns}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={{
        title: 'No consents match',
        text: 'What contacts agree to in the host application, on the unsubscribe page or in a talk with you is kept here.',
      }}
    />
  );
}
