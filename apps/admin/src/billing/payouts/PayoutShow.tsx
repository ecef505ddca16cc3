import type { BalanceTransaction, Payout } from '@wedsync/domain/billing';
import {
  type Column,
  CopyId,
  formatDate,
  humanize,
  KeyValueList,
  Money,
  PageHeader,
  RecordPage,
  RecordSection,
  Section,
  StatusChip,
} from '../../platform/index.ts';
import { amountColumn, createdColumn, supplierColumn } from '../money-columns.tsx';
import { ProviderLink } from '../ProviderLink.tsx';

const columns: readonly Column<BalanceTransaction>[] = [
  { id: 'type', label: 'What', always: true, render: ({ type }) => humanize(type) },
  supplierColumn(),
  amountColumn('amount', 'Gross', ({ amountMinor }) => amountMinor, { sortBy: 'amountMinor' }),
  amountColumn('fee', 'Fee', ({ feeMinor }) => feeMinor),
  amountColumn('net', 'Net', ({ netMinor }) => netMinor),
  createdColumn(),
];

export default function PayoutShow() {
  return <RecordPage<Payout>>{(payout) => <PayoutDetails payout={payout} />}</RecordPage>;
}

function PayoutDetails({ payout }: { readonly payout: Payout }) {
  return (
    <>
      <PageHeader title={`Payout of ${formatDate(payout.arrivalDate)}`} hint={<StatusChip status={payout.status} />} />
      <Section title="Payout" padded>
        <KeyValueList
          items={[
            { label: 'Amount', value: <Money amountMinor={payout.amountMinor} currency={payout.currency} /> },
            { label: 'Payout', value: <CopyId id={payout.id} /> },
            {
              label: 'At the provider',
              value: <ProviderLink provider={payout.provider} kind="payouts" id={payout.id} />,
            },
          ]}
        />
      </Section>
      <RecordSection<BalanceTransaction>
        title="What it is made of"
        label="Movements in this payout"
        resource="balance-transactions"
        columns={columns}
        filter={{ payoutId: payout.id }}
        perPage={25}
        rowPath={null}
        empty={{
          title: 'Not itemised yet',
          text: 'The provider lists the movements of a payout once it is reconciled.',
        }}
      />
    </>
  );
}
