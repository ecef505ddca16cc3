import type { MalformedEvent } from '@wedsync/domain/connectors';
import { type Column, RelativeTime } from '../../platform/index.ts';
import { faultWords } from './fault-words.ts';

/** Columns of lists of malformed events. */
export const malformedEventColumns: readonly Column<MalformedEvent>[] = [
  { id: 'errors', label: 'What is wrong', render: ({ errors }) => faultWords(errors), always: true, phone: true },
  {
    id: 'times',
    label: 'Times',
    align: 'right',
    sortBy: 'times',
    phone: true,
    render: ({ times }) => <span className="tabular">{times}</span>,
  },
  {
    id: 'kept',
    label: 'Different events',
    align: 'right',
    render: ({ kept }) => <span className="tabular">{kept}</span>,
  },
  { id: 'firstReceivedAt', label: 'Since', render: ({ firstReceivedAt }) => <RelativeTime at={firstReceivedAt} /> },
  {
    id: 'lastReceivedAt',
    label: 'Last',
    sortBy: 'lastReceivedAt',
    phone: true,
    render: ({ lastReceivedAt }) => <RelativeTime at={lastReceivedAt} />,
  },
];
