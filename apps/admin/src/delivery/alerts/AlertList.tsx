import { type Alert, alertStates, severities } from '@wedsync/domain/delivery';
import { anyOf, BulkActions, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { alertColumns } from './alert-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', alertStates),
  anyOf('severity', 'Severity', severities),
  { source: 'escalated', label: 'Texted', kind: 'yes-no' },
];

/** What the team was alerted to, the latest first. */
export default function AlertList() {
  return (
    <RecordListPage<Alert>
      title="Alerts"
      sort={{ field: 'lastAt', order: 'DESC' }}
      filters={filters}
      filterDefaultValues={{ state: ['open', 'acknowledged', 'snoozed'] }}
      search="Words of an alert"
      columns={alertColumns}
      bulkActions={<BulkActions noun="alert" />}
      empty={{
        title: 'No alerts',
        text: 'Failed refunds, disputes, suppliers falling into risk and work that gave up are told here and in Slack.',
      }}
    />
  );
}
