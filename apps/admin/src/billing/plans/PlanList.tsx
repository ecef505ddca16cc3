import type { Plan } from '@wedsync/domain/billing';
import { type Column, Money, RecordListPage } from '../../platform/index.ts';

const columns: readonly Column<Plan>[] = [
  { id: 'name', label: 'Plan', render: ({ name }) => name, always: true, phone: true },
  {
    id: 'month',
    label: 'By the month',
    align: 'right',
    render: (plan) => <Price plan={plan} interval="month" />,
    phone: true,
  },
  { id: 'year', label: 'By the year', align: 'right', render: (plan) => <Price plan={plan} interval="year" /> },
  { id: 'features', label: 'Features', align: 'right', render: ({ features }) => features.length },
  {
    id: 'subscriptions',
    label: 'Subscriptions',
    align: 'right',
    render: ({ subscriptionCount }) => subscriptionCount,
    phone: true,
  },
  { id: 'version', label: 'Version', align: 'right', render: ({ number }) => number },
];

function Price({ plan, interval }: { readonly plan: Plan; readonly interval: string }) {
  const price = plan.prices.find((one) => one.currency === 'GBP' && one.interval === interval);
  return price === undefined ? '–' : <Money amountMinor={price.unitAmountMinor} currency="GBP" />;
}

/** What is sold. */
export default function PlanList() {
  return (
    <RecordListPage<Plan>
      title="Plans"
      sort={{ field: 'rank', order: 'ASC' }}
      columns={columns}
      empty={{ title: 'No plans', text: 'Plans come with the product.' }}
    />
  );
}
