import type { MalformedEvent } from '@wedsync/domain/connectors';
import { EmptyState, RecordList, recordPath, Section } from '../../platform/index.ts';
import { malformedEventColumns } from './malformed-event-columns.tsx';

/** What is wrong with product events of the host application, the last first. */
export function MalformedEventSection() {
  return (
    <Section title="Product events that could not be read" padded={false}>
      <RecordList<MalformedEvent>
        resource="malformed-events"
        label="Malformed events"
        columns={malformedEventColumns}
        sort={{ field: 'lastReceivedAt', order: 'DESC' }}
        perPage={25}
        rowPath={({ id }) => recordPath('malformed-events', id)}
        empty={
          <EmptyState title="Every event could be read">
            What the host application reports and nobody here understands waits here with the reason, for 90 days.
          </EmptyState>
        }
      />
    </Section>
  );
}
