import Box from '@mui/material/Box';
import type { Alert } from '@wedsync/domain/delivery';
import { type Column, humanize, RelativeTime, StatusChip, type Tone, ToneChip } from '../../platform/index.ts';

const severityTones: Readonly<Record<Alert['severity'], Tone>> = {
  info: 'info',
  warning: 'caution',
  critical: 'critical',
};

/** How grave an alert is, as a word in its colour. */
export function SeverityChip({ severity }: Pick<Alert, 'severity'>) {
  return (
    <ToneChip tone={severityTones[severity]} dot>
      {humanize(severity)}
    </ToneChip>
  );
}

/** Columns of lists of alerts. */
export const alertColumns: readonly Column<Alert>[] = [
  {
    id: 'severity',
    label: 'Severity',
    render: ({ severity }) => <SeverityChip severity={severity} />,
    sortBy: 'severity',
    phone: true,
  },
  { id: 'title', label: 'Alert', render: ({ title }) => title, always: true, phone: true },
  { id: 'supplier', label: 'Supplier', render: ({ supplierName }) => supplierName ?? '–' },
  {
    id: 'detail',
    label: 'What happened',
    render: ({ detail }) => (
      <Box sx={{ display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden' }}>
        {detail ?? '–'}
      </Box>
    ),
  },
  {
    id: 'occurrences',
    label: 'Times',
    align: 'right',
    render: ({ occurrences }) => <span className="tabular">{occurrences}</span>,
  },
  { id: 'state', label: 'State', render: ({ state }) => <StatusChip status={state} />, phone: true },
  { id: 'assignee', label: 'Assigned to', render: ({ assigneeName }) => assigneeName ?? '–' },
  {
    id: 'snoozedUntil',
    label: 'Comes back',
    render: ({ snoozedUntil }) => <RelativeTime at={snoozedUntil} missing="–" />,
    hidden: true,
  },
  {
    id: 'escalated',
    label: 'Texted',
    render: ({ escalatedAt, escalatedTo }) => (escalatedAt === null ? '–' : (escalatedTo ?? 'Nobody could be')),
    hidden: true,
  },
  {
    id: 'channel',
    label: 'Told in',
    render: ({ channel, collapsed }) => (collapsed ? `${channel}, with others` : channel),
    hidden: true,
  },
  { id: 'lastAt', label: 'Last', render: ({ lastAt }) => <RelativeTime at={lastAt} />, sortBy: 'lastAt' },
];
