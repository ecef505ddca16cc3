import type { Message } from '@wedsync/domain/delivery';
import { choicesIn, type Column, RelativeTime, StatusChip } from '../../platform/index.ts';

/** Columns of lists of messages. */
export const messageColumns: readonly Column<Message>[] = [
  { id: 'subject', label: 'Message', render: ({ subject }) => subject, always: true, phone: true },
  {
    id: 'recipient',
    label: 'To',
    render: ({ recipient, recipientName }) => (recipientName === null ? recipient : `${recipientName} · ${recipient}`),
  },
  { id: 'channel', label: 'By', render: ({ channel }) => channelName(channel) },
  { id: 'supplier', label: 'Supplier', render: ({ supplierName }) => supplierName ?? '–', hidden: true },
  { id: 'state', label: 'State', render: ({ state }) => <StatusChip status={state} />, sortBy: 'state', phone: true },
  {
    id: 'attempt',
    label: 'Attempts',
    align: 'right',
    render: ({ attempt, maxAttempts }) => <span className="tabular">{`${attempt} of ${maxAttempts}`}</span>,
  },
  { id: 'reason', label: 'Reason', render: ({ reason }) => reason ?? '–', hidden: true },
  {
    id: 'createdAt',
    label: 'Written',
    render: ({ createdAt }) => <RelativeTime at={createdAt} />,
    sortBy: 'createdAt',
    phone: true,
  },
];

const channelNames: Readonly<Record<Message['channel'], string>> = {
  email: 'E-mail',
  slack: 'Slack',
  sms: 'Text message',
  in_app: 'In the app',
  marketing_tool: 'Marketing tool',
};

/** A channel as people call it. */
export function channelName(channel: Message['channel']): string {
  return channelNames[channel];
}

export const channelChoices = choicesIn(channelNames);
