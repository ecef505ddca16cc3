import type { InterventionPolicyRow } from '@wedsync/domain/success';
import { useGetList } from 'react-admin';
import {
  ActionButton,
  type Column,
  formatMoney,
  formatPercent,
  RecordListPage,
  RelativeTime,
} from '../../platform/index.ts';
import { InterventionTabs } from './InterventionTabs.tsx';

/** What acts cost and how long their effect is looked at, as it was set over time; what was done keeps the price of its day. */
export default function PolicyList() {
  return (
    <RecordListPage<InterventionPolicyRow>
      title="Costs and windows"
      sort={{ field: 'setAt', order: 'DESC' }}
      above={<InterventionTabs />}
      actions={<PolicyActions />}
      columns={columns}
      rowPath={null}
      empty={{ title: 'Nothing set', text: 'The first prices come with the house.' }}
    />
  );
}

function PolicyActions() {
  const { data } = useGetList<InterventionPolicyRow>('intervention-policies', {
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'setAt', order: 'DESC' },
  });
  const newest = data?.[0];
  if (newest === undefined) return null;
  return (
    <>
      <ActionButton resource="intervention-policies" id={newest.id} verb="measure" variant="outlined" />
      <ActionButton
        resource="intervention-policies"
        id={newest.id}
        verb="revise"
        variant="contained"
        currency="GBP"
        initial={newest}
      />
    </>
  );
}

const pounds = (minor: number) => formatMoney(minor, 'GBP');
const minutes = (count: number) => `${count} min`;

type Figure = readonly [id: keyof InterventionPolicyRow, label: string, words: (row: InterventionPolicyRow) => string];

const figures: readonly Figure[] = [
  ['emailPerThousandMinor', '1,000 letters', (row) => pounds(row.emailPerThousandMinor)],
  ['smsPerThousandMinor', '1,000 text parts', (row) => pounds(row.smsPerThousandMinor)],
  ['inAppPerThousandMinor', '1,000 in the app', (row) => pounds(row.inAppPerThousandMinor)],
  ['taskMinutes', 'Task done', (row) => minutes(row.taskMinutes)],
  ['alertMinutes', 'Alert', (row) => minutes(row.alertMinutes)],
  ['replyMinutes', 'Answer', (row) => minutes(row.replyMinutes)],
  ['approvalMinutes', 'Approval', (row) => minutes(row.approvalMinutes)],
  ['hourlyCostMinor', 'An hour', (row) => pounds(row.hourlyCostMinor)],
  ['retentionDays', 'Stayed after', (row) => `${row.retentionDays} days`],
  ['smallestEffect', 'Smallest effect', (row) => `${formatPercent(row.smallestEffect).replace('%', '')} points`],
];

const columns: readonly Column<InterventionPolicyRow>[] = [
  {
    id: 'set',
    label: 'Set',
    always: true,
    phone: true,
    oneLine: true,
    render: ({ setAt }) => <RelativeTime at={setAt} />,
  },
  { id: 'by', label: 'By', phone: true, render: ({ setByName }) => setByName },
  ...figures.map(([id, label, words]): Column<InterventionPolicyRow> => ({
    id,
    label,
    align: 'right',
    oneLine: true,
    render: words,
  })),
];
