import type { SubscriptionRequest } from '@wedsync/domain/billing';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  Banner,
  CopyId,
  KeyValueList,
  Money,
  PageHeader,
  recordPath,
  RecordPage,
  RelativeTime,
  Section,
} from '../../platform/index.ts';
import { SupplierLink } from '../money-columns.tsx';
import { RequestState } from './request-columns.tsx';

export default function RequestShow() {
  return <RecordPage<SubscriptionRequest>>{(request) => <RequestDetails request={request} />}</RecordPage>;
}

function RequestDetails({ request }: { readonly request: SubscriptionRequest }) {
  const { id, title, state, error } = request;
  return (
    <>
      <PageHeader
        title={title}
        hint={<RequestState state={state} />}
        actions={<ActionButton resource="subscription-requests" id={id} verb="withdraw" variant="outlined" />}
      />
      {error !== null && <Banner tone={state === 'failed' ? 'critical' : 'caution'}>{error}</Banner>}
      <Section title="Request" padded>
        <KeyValueList items={factsOf(request)} />
      </Section>
    </>
  );
}

function factsOf(request: SubscriptionRequest) {
  const { subscriptionId, amountMinor, currency, nextAttemptAt, settledAt, providerReference } = request;
  return [
    { label: 'Supplier', value: <SupplierLink {...request} customerId={null} /> },
    {
      label: 'Subscription',
      value:
        subscriptionId === null ? '–' : <Link to={recordPath('subscriptions', subscriptionId)}>{subscriptionId}</Link>,
    },
    {
      label: 'Given away',
      value:
        amountMinor === null || currency === null ? 'Nothing' : <Money amountMinor={amountMinor} currency={currency} />,
    },
    { label: 'Asked by', value: request.requestedByName },
    { label: 'Approved by', value: request.approvedByName ?? 'Nobody had to' },
    { label: 'Asked', value: <RelativeTime at={request.createdAt} /> },
    { label: 'Next look', value: nextAttemptAt === null ? '–' : <RelativeTime at={nextAttemptAt} /> },
    { label: 'Settled', value: settledAt === null ? 'Not yet' : <RelativeTime at={settledAt} /> },
    { label: 'Calls to the provider', value: String(request.attempts) },
    { label: 'At the provider', value: providerReference === null ? '–' : <CopyId id={providerReference} /> },
    { label: 'Request', value: <CopyId id={request.id} /> },
  ];
}
