import { faultyFields, type MalformedEvent } from '@wedsync/domain/connectors';
import { anyOf, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { malformedEventColumns } from './malformed-event-columns.tsx';

const filters: readonly FilterDefinition[] = [anyOf('field', 'Field', faultyFields)];

/** What was ever wrong with product events, as long as it is kept. */
export default function MalformedEventList() {
  return (
    <RecordListPage<MalformedEvent>
      title="Malformed events"
      sort={{ field: 'lastReceivedAt', order: 'DESC' }}
      filters={filters}
      columns={malformedEventColumns}
      empty={{
        title: 'Every event could be read',
        text: 'Product events that cannot be read show here what is wrong.',
      }}
    />
  );
}
