import { providerNames } from '@wedsync/domain/billing';
import { exceptionRules, type ReconciliationException } from '@wedsync/domain/revenue';
import {
  anyOf,
  BulkActions,
  choicesIn,
  type FilterDefinition,
  inMajorUnits,
  ListCsv,
  RecordListPage,
} from '../../platform/index.ts';
import { exceptionColumns } from './exception-columns.tsx';
import { stateChoices, typeChoices } from './reconciliation-words.tsx';
import { ReconciliationTabs } from './ReconciliationTabs.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', stateChoices),
  anyOf('type', 'What', typeChoices),
  anyOf('provider', 'Provider', choicesIn(providerNames)),
  { source: 'dayFrom', label: 'From day', kind: 'date' },
  { source: 'dayTo', label: 'Through day', kind: 'date' },
];

const csv = {
  What: ({ type }: ReconciliationException) => exceptionRules[type].title,
  Words: ({ summary }: ReconciliationException) => summary,
  Amount: ({ amountMinor }: ReconciliationException) => inMajorUnits(amountMinor),
  Currency: ({ currency }: ReconciliationException) => currency,
  Day: ({ day }: ReconciliationException) => day,
  Provider: ({ provider }: ReconciliationException) => provider,
  Object: ({ objectId }: ReconciliationException) => objectId,
  Supplier: ({ businessName }: ReconciliationException) => businessName,
  Owner: ({ ownerName }: ReconciliationException) => ownerName,
  State: ({ state }: ReconciliationException) => state,
  Found: ({ foundAt }: ReconciliationException) => foundAt,
};

/** The queue of everything that differs between providers and books; what is settled is shown on request. */
export default function ExceptionList() {
  return (
    <RecordListPage<ReconciliationException>
      title="Reconciliation exceptions"
      sort={{ field: 'foundAt', order: 'DESC' }}
      filters={filters}
      filterDefaultValues={{ state: ['open', 'fixing'] }}
      search="Supplier, payout or provider's id"
      above={<ReconciliationTabs />}
      actions={<ListCsv<ReconciliationException> name="reconciliation-exceptions" columns={csv} />}
      columns={exceptionColumns}
      bulkActions={<BulkActions noun="exception" />}
      empty={{
        title: 'Nothing differs',
        text: 'Every hour what Stripe and PayPal list is compared with the books. What differs waits here until it is fixed or accepted.',
      }}
    />
  );
}
