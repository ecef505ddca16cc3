import { monitorOf, valueWords, type MonitorTuning } from '@wedsync/domain/operations';
import { type Column, RelativeTime } from '../../platform/index.ts';

/** Columns of the versions of a monitor's thresholds. */
export function tuningColumns(monitor: string): readonly Column<MonitorTuning>[] {
  const { unit } = monitorOf(monitor);
  return [
    { id: 'version', label: 'Version', render: ({ version }) => version, always: true, phone: true },
    {
      id: 'warning',
      label: 'Warning',
      align: 'right',
      render: ({ warning }) => valueWords(unit, warning),
      phone: true,
    },
    {
      id: 'critical',
      label: 'Critical',
      align: 'right',
      render: ({ critical }) => valueWords(unit, critical),
      phone: true,
    },
    { id: 'patience', label: 'Patience', render: ({ needed, of }) => `${needed} of ${of}` },
    { id: 'minSample', label: 'Smallest sample', align: 'right', render: ({ minSample }) => minSample },
    { id: 'channel', label: 'Told in', render: ({ channel }) => channel },
    { id: 'reason', label: 'Because', render: ({ reason }) => reason },
    { id: 'by', label: 'By', render: ({ setByName }) => setByName },
    { id: 'at', label: 'When', render: ({ setAt }) => <RelativeTime at={setAt} />, oneLine: true },
  ];
}
