import { providerName } from '@wedsync/domain/billing';
import { exceptionRules, type ReconciliationException } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  ActionMenu,
  Banner,
  CopyId,
  formatDate,
  humanize,
  type KeyValue,
  KeyValueList,
  listUrl,
  Money,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
} from '../../platform/index.ts';
import { ExceptionChip } from './reconciliation-words.tsx';

/** One difference: what each side says, and what can be done about it. */
export default function ExceptionShow() {
  return <RecordPage<ReconciliationException>>{(row) => <Details row={row} />}</RecordPage>;
}

function Details({ row }: { readonly row: ReconciliationException }) {
  const { title, meaning, fix, otherwise } = exceptionRules[row.type];
  const unsettled = row.state === 'open' || row.state === 'fixing';
  return (
    <>
      <PageHeader
        title={title}
        hint={row.summary}
        actions={
          <>
            {fix !== null && (
              <ActionButton resource="reconciliation-exceptions" id={row.id} verb="fix" variant="contained" />
            )}
            <ActionMenu resource="reconciliation-exceptions" id={row.id} except={fix === null ? [] : ['fix']} />
          </>
        }
      >
        <ExceptionChip state={row.state} />
      </PageHeader>
      {row.fixError !== null && <Banner tone="critical">{row.fixError}</Banner>}
      {unsettled && (
        <Banner tone="info">
          {meaning} {otherwise}
        </Banner>
      )}
      <Section title="What it is about">
        <KeyValueList items={aboutOf(row)} />
      </Section>
      <Section title="The provider says">
        <KeyValueList items={evidenceOf(row.remote, row.currency)} />
      </Section>
      <Section title="We have">
        <KeyValueList items={evidenceOf(row.local, row.currency)} />
      </Section>
      {!unsettled && (
        <Section title="How it ended">
          <KeyValueList items={endOf(row)} />
        </Section>
      )}
    </>
  );
}

function aboutOf(row: ReconciliationException): KeyValue[] {
  const { supplierId, businessName, payoutId, object, objectId } = row;
  return [
    { label: 'At stake', value: <Money amountMinor={row.amountMinor} currency={row.currency} /> },
    { label: 'Provider', value: providerName(row.provider) },
    {
      label: 'Day',
      value: (
        <Link to={listUrl('business-days', { filter: { dayFrom: row.day, dayTo: row.day } })}>
          {formatDate(row.day)}
        </Link>
      ),
    },
    {
      label: humanize(object),
      value:
        object === 'balance-transactions' ? (
          <CopyId id={objectId} />
        ) : (
          <Link to={placeOf(object, objectId)}>{objectId}</Link>
        ),
    },
    {
      label: 'Entries',
      value: <Link to={listUrl('journal-entries', { filter: { sourceId: objectId } })}>In the ledger</Link>,
    },
    {
      label: 'Supplier',
      value:
        supplierId === null ? '–' : <Link to={recordPath('suppliers', supplierId)}>{businessName ?? supplierId}</Link>,
    },
    {
      label: 'Payout',
      value: payoutId === null ? '–' : <Link to={recordPath('payouts', payoutId)}>{payoutId}</Link>,
    },
    { label: 'Owner', value: row.ownerName ?? 'Nobody yet' },
    { label: 'Found', value: <RelativeTime at={row.foundAt} /> },
    { label: 'Seen last', value: <RelativeTime at={row.lastSeenAt} /> },
  ];
}

/** Subscriptions have a list; the rest a page of their own. */
function placeOf(object: string, id: string): string {
  return object === 'charges' || object === 'payouts' || object === 'refunds'
    ? recordPath(object, id)
    : listUrl(object, { filter: { q: id } });
}

function evidenceOf(evidence: ReconciliationException['local'], currency: string): KeyValue[] {
  if (evidence === null) return [{ label: 'Nothing', value: 'There is no such thing on this side.' }];
  const own = typeof evidence.currency === 'string' ? evidence.currency : currency;
  return Object.entries(evidence).flatMap(([name, value]) =>
    value === null ? [] : [{ label: humanize(name.replace(/Minor$/, '')), value: shown(name, value, own) }],
  );
}

function shown(name: string, value: unknown, currency: string) {
  if (name.endsWith('Minor') && typeof value === 'number') return <Money amountMinor={value} currency={currency} />;
  if (name.endsWith('At') && typeof value === 'string') return <RelativeTime at={value} />;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function endOf(row: ReconciliationException): KeyValue[] {
  return [
    { label: 'When', value: row.settledAt === null ? '–' : <RelativeTime at={row.settledAt} /> },
    { label: 'By', value: row.settledByName ?? 'The comparison' },
    { label: 'Why', value: row.settledBecause ?? '–' },
    { label: 'Approved by', value: row.approvedBy ?? '–' },
  ];
}
