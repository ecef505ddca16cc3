import type { Invoice, Subscription, SubscriptionRequest } from '@wedsync/domain/billing';
import {
  ActionButton,
  ActionMenu,
  Banner,
  CopyId,
  formatDate,
  humanize,
  KeyValueList,
  Money,
  PageHeader,
  RecordPage,
  RecordSection,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';
import { invoiceColumns } from '../invoices/invoice-columns.tsx';
import { SupplierLink, withoutSupplier } from '../money-columns.tsx';
import { ProviderLink } from '../ProviderLink.tsx';
import { requestColumns } from '../subscription-desk/request-columns.tsx';
import { SubscriptionItems } from './SubscriptionItems.tsx';

export default function SubscriptionShow() {
  return <RecordPage<Subscription>>{(subscription) => <SubscriptionDetails subscription={subscription} />}</RecordPage>;
}

/** What stands on buttons of its own; everything else is behind "…". */
const firstVerbs = ['change-plan', 'cancel'] as const;

function SubscriptionDetails({ subscription }: { readonly subscription: Subscription }) {
  const { id, currency, planCode, pauseBehavior, status } = subscription;
  const filter = { subscriptionId: id };
  return (
    <>
      <PageHeader
        title={humanize(planCode ?? 'Subscription')}
        hint={<StatusChip status={pauseBehavior === null ? status : 'paused'} />}
        actions={
          <>
            {firstVerbs.map((verb) => (
              <ActionButton
                key={verb}
                resource="subscriptions"
                id={id}
                verb={verb}
                currency={currency}
                layout="panel"
                variant="outlined"
              />
            ))}
            <ActionMenu resource="subscriptions" id={id} currency={currency} layout="panel" except={firstVerbs} />
          </>
        }
      />
      <Scheduled subscription={subscription} />
      <Section title="What is sold" padded>
        <SubscriptionItems items={subscription.items} currency={currency} />
      </Section>
      <Section title="Facts" padded>
        <KeyValueList items={factsOf(subscription)} />
      </Section>
      <RecordSection<SubscriptionRequest>
        title="Asked for by staff"
        resource="subscription-requests"
        columns={withoutSupplier(requestColumns)}
        filter={filter}
        empty={{ title: 'Nothing yet', text: 'Changes that staff ask for appear here, with how far they are.' }}
      />
      <RecordSection<Invoice>
        title="Invoices"
        resource="invoices"
        columns={withoutSupplier(invoiceColumns)}
        filter={filter}
        empty={{ title: 'No invoices', text: 'The first one comes when the trial ends.' }}
      />
    </>
  );
}

/** What is going to happen by itself. */
function Scheduled({ subscription }: { readonly subscription: Subscription }) {
  const { cancelAt, cancelAtPeriodEnd, periodEnd, endedAt, pauseBehavior, pauseResumesAt } = subscription;
  if (endedAt !== null) return null;
  const ends = cancelAt ?? (cancelAtPeriodEnd ? periodEnd : null);
  return (
    <>
      {ends !== null && <Banner tone="caution">It ends on {formatDate(ends)}. Keep takes that back.</Banner>}
      {pauseBehavior !== null && (
        <Banner tone="info">
          It is paused{pauseResumesAt === null ? '' : ` until ${formatDate(pauseResumesAt)}`}; nothing is billed.
        </Banner>
      )}
    </>
  );
}

function factsOf(subscription: Subscription) {
  const money = (minor: number) => <Money amountMinor={minor} currency={subscription.currency} />;
  const when = (at: string | null) => (at === null ? '–' : <RelativeTime at={at} />);
  return [
    { label: 'Supplier', value: <SupplierLink {...subscription} /> },
    { label: 'MRR', value: money(subscription.netMrrMinor) },
    { label: 'Discount', value: money(subscription.discountMrrMinor) },
    { label: 'Started', value: when(subscription.startedAt) },
    { label: 'Trial ends', value: when(subscription.trialEnd) },
    { label: 'Period ends', value: when(subscription.periodEnd) },
    { label: 'Ended', value: when(subscription.endedAt) },
    {
      label: 'Why it ended',
      value: humanize(subscription.cancellationFeedback ?? subscription.cancellationReason ?? '–'),
    },
    { label: 'Subscription', value: <CopyId id={subscription.id} /> },
    {
      label: 'At the provider',
      value: <ProviderLink provider={subscription.provider} kind="subscriptions" id={subscription.id} />,
    },
  ];
}
