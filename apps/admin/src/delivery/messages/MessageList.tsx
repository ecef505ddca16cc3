import { messageStates, type Message } from '@wedsync/domain/delivery';
import { anyOf, BulkActions, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { channelChoices, messageColumns } from './message-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', messageStates),
  anyOf('channel', 'By', channelChoices),
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
