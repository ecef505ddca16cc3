import type { Message } from '@wedsync/domain/delivery';
import {
  BulkActions,
  DataTable,
  EmptyState,
  type FilterDefinition,
  ListPage,
  recordPath,
} from '../../platform/index.ts';
import { channelChoices, messageColumns, stateChoices } from './message-columns.tsx';

const filters: readonly FilterDefinition[] = [
  {
    source: 'state',
    label: 'State',
    kind: 'choice',
    multiple: true,
    choices: stateChoices([
      'scheduled',
      'sending',
      'sent',
      'failed',
      'dead',
      'bounced',
      'suppressed',
      'cancelled',
      'proposed',
    ]),
  },
  { source: 'channel', label: 'By', kind: 'choice', multiple: true, choices: channelChoices },
];

/** Everything that left the house, will leave it, or could not. */
export default function MessageList() {
  return (
    <ListPage
      title="Messages"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Recipient or subject"
    >
      <DataTable<Message>
        label="Messages"
        columns={messageColumns}
        rowPath={({ id }) => recordPath('messages', id)}
        bulkActions={<BulkActions noun="message" />}
        empty={
          <EmptyState title="No messages match">
            Letters to suppliers, Slack alerts and text messages appear here the moment they are written.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
