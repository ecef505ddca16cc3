import type { HealthModelRow } from '@wedsync/domain/success';
import { type Column, formatDate, RelativeTime, StatusChip } from '../../../platform/index.ts';

/** Columns of lists of health models. */
export const modelColumns: readonly Column<HealthModelRow>[] = [
  {
    id: 'number',
    label: 'Number',
    sortBy: 'number',
    align: 'right',
    always: true,
    phone: true,
    render: ({ number }) => <span className="tabular">{number}</span>,
  },
  { id: 'title', label: 'Model', render: ({ title }) => title, always: true, phone: true },
  { id: 'state', label: 'State', render: ({ state }) => <StatusChip status={state} />, phone: true },
  { id: 'simulation', label: 'Simulation', render: (model) => simulationWords(model) },
  { id: 'author', label: 'Drafted by', render: ({ authorName }) => authorName },
  {
    id: 'published',
    label: 'Published',
    sortBy: 'publishedAt',
    render: ({ publishedAt, publishedBy, approverName }) =>
      publishedAt === null
        ? '–'
        : `${formatDate(publishedAt)} by ${publishedBy ?? 'nobody'}${approverName === null ? '' : ` and ${approverName}`}`,
  },
  { id: 'updated', label: 'Changed', render: ({ updatedAt }) => <RelativeTime at={updatedAt} />, hidden: true },
];

/** Whether a model has been tried as it is now. */
export function simulationWords({ simulation }: Pick<HealthModelRow, 'simulation'>): string {
  if (simulation === null) return 'Not yet';
  if (simulation.state !== 'done')
    return { waiting: 'Waiting', running: 'Running', failed: 'Failed' }[simulation.state];
  return simulation.current ? 'Up to date' : 'Out of date';
}
