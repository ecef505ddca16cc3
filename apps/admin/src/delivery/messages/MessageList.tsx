import type { Message } from '@wedsync/domain/delivery';
import { BulkActions, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
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
    <RecordListPage<Message>
      title="Messages"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Recipient or subject"
      columns={messageColumns}
      bulkActions={<BulkActions noun="message" />}
      empty={{
        title: 'No messages match',
        text: 'Letters to suppliers, Slack alerts and text messages appear here the moment they are written.',
      }}
    />
  );
}
