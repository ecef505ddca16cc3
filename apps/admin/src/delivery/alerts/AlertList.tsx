import type { Alert } from '@wedsync/domain/delivery';
import { BulkActions, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { stateChoices } from '../messages/message-columns.tsx';
import { alertColumns } from './alert-columns.tsx';

const filters: readonly FilterDefinition[] = [
  {
    source: 'state',
    label: 'State',
    kind: 'choice',
    multiple: true,
    choices: stateChoices(['open', 'acknowledged', 'resolved']),
  },
  {
    source: 'severity',
    label: 'Severity',
    kind: 'choice',
    multiple: true,
    choices: stateChoices(['critical', 'warning', 'info']),
  },
];

/** What the team was alerted to, the latest first. */
export default function AlertList() {
  return (
    <RecordListPage<Alert>
      title="Alerts"
      sort={{ field: 'lastAt', order: 'DESC' }}
      filters={filters}
      filterDefaultValues={{ state: ['open', 'acknowledged'] }}
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
