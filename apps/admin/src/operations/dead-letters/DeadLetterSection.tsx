import type { DeadLetter } from '@wedsync/domain/operations';
import { BulkActions, EmptyState, RecordList, recordPath, Section } from '../../platform/index.ts';
import { deadLetterColumns } from './dead-letter-columns.tsx';

/** What waits for a decision. */
export function DeadLetterSection() {
  return (
    <Section title="Waiting for a decision" padded={false}>
      <RecordList<DeadLetter>
        resource="dead-letters"
        label="Dead letters"
        columns={deadLetterColumns}
        filter={{ state: ['open', 'rerun'] }}
        sort={{ field: 'id', order: 'DESC' }}
        perPage={25}
        rowPath={({ id }) => recordPath('dead-letters', id)}
        bulkActions={<BulkActions noun="letter" />}
        empty={
          <EmptyState title="Nothing was given up">
            Work, events and messages that failed for good wait here, with the reason, until someone runs them again or
            skips them.
          </EmptyState>
        }
      />
    </Section>
  );
}
