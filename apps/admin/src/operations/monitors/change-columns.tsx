import { monitorOf, valueWords, type MonitorChange } from '@wedsync/domain/operations';
import { type Column, RelativeTime } from '../../platform/index.ts';
import { StateChip } from './monitor-columns.tsx';
import { modeWords } from './monitor-words.ts';

/** Columns of the history of one monitor. */
export function changeColumns(monitor: string): readonly Column<MonitorChange>[] {
  const { unit } = monitorOf(monitor);
  return [
    { id: 'at', label: 'When', render: ({ changedAt }) => <RelativeTime at={changedAt} />, oneLine: true, phone: true },
    { id: 'from', label: 'From', render: ({ from }) => <StateChip state={from} /> },
    { id: 'to', label: 'To', render: ({ to }) => <StateChip state={to} />, always: true, phone: true },
    { id: 'value', label: 'Value', align: 'right', render: ({ value }) => valueWords(unit, value) },
    { id: 'why', label: 'Why', render: ({ why }) => why },
    { id: 'because', label: 'Held to', render: ({ because }) => modeWords(because) || 'an ordinary day' },
  ];
}
