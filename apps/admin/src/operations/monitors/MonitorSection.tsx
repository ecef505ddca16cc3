import type { MonitorLine } from '@wedsync/domain/operations';
import { EmptyState, RecordList, recordPath, Section } from '../../platform/index.ts';
import { monitorColumns } from './monitor-columns.tsx';
import { useFreshMonitors } from './monitor-data.ts';

/** Every monitor on a line, what needs somebody first. */
export function MonitorSection() {
  useFreshMonitors();
  return (
    <Section title="Monitors" hint="Measured every minute, or told by who knows" padded={false}>
      <RecordList<MonitorLine>
        resource="monitors"
        label="Monitors"
        columns={monitorColumns}
        sort={{ field: 'state', order: 'ASC' }}
        perPage={100}
        rowPath={({ id }) => recordPath('monitors', id)}
        empty={<EmptyState title="Not judged yet">The worker judges every monitor once a minute.</EmptyState>}
      />
    </Section>
  );
}
