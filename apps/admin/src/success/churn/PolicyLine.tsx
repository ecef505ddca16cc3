import type { ChurnPolicyRow } from '@wedsync/domain/success';
import { useGetList } from 'react-admin';
import { ActionButton, formatMoney, formatPercent, RelativeTime, Section } from '../../platform/index.ts';

/** What the worklist reckons with, by whom and since when, and the way to change it. */
export function PolicyLine() {
  const { data } = useGetList<ChurnPolicyRow>('churn-policies', {
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'setAt', order: 'DESC' },
  });
  const policy = data?.[0];
  if (policy === undefined) return null;
  return (
    <Section
      title="What a call costs and saves"
      actions={
        <ActionButton
          resource="churn-policies"
          id={policy.id}
          verb="revise"
          variant="outlined"
          currency="GBP"
          initial={policy}
        />
      }
    >
      A call costs {formatMoney(policy.contactCostMinor, 'GBP')} and saves {formatPercent(policy.saveRate)} of those who
      would leave; {policy.weeklyCapacity} suppliers can be called in a week: the first {policy.weeklyCapacity} of the
      worklist. Set by {policy.setByName} <RelativeTime at={policy.setAt} />.
    </Section>
  );
}
