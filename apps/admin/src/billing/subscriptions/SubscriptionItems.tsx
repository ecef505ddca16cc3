import type { Subscription } from '@wedsync/domain/billing';
import { humanize, KeyValueList, Money } from '../../platform/index.ts';

/** The plan and what is added to it, the dearest first. */
export function SubscriptionItems({ items, currency }: Pick<Subscription, 'items' | 'currency'>) {
  if (items.length === 0) return <span>The provider has told of nothing.</span>;
  return (
    <KeyValueList
      items={items.map(({ productName, planCode, quantity, unitAmountMinor, interval }) => ({
        label: productName ?? humanize(planCode ?? 'Add-on'),
        value: (
          <>
            {quantity > 1 && `${quantity} × `}
            <Money amountMinor={unitAmountMinor} currency={currency} />
            {interval !== null && ` a ${interval}`}
          </>
        ),
      }))}
    />
  );
}
