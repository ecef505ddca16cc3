import { cancelMessage, findMessage, listMessages, retryMessage, tellEnd } from '@wedsync/db/delivery';
import {
  maskedRecipient,
  messageFilterSchema,
  messageSchema,
  withoutRecipient,
  type Message,
} from '@wedsync/domain/delivery';
import { defineError, limits, mayDo, NotFound, type Principal } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';
import { defineRecordAction } from './record-action.ts';

const NotWaiting = defineError(
  'conflict',
  'wrong-state',
  (p: { state: string; verb: string }) => `A message that is ${p.state} cannot be ${p.verb}.`,
);

const DecidedElsewhere = defineError(
  'conflict',
  'wrong-state',
  (p: { state: string }) => `It is ${p.state}: whether it leaves is decided where it was proposed.`,
);

export const messages = defineResource({
  name: 'messages',
  description:
    'E-mails, Slack messages, texts and messages in the app: what left the house, what will, and what could not.',
  row: messageSchema,
  filter: messageFilterSchema,
  list: (reader, query, { principal }) =>
    listMessages(reader, query, { searchRecipients: mayDo(principal, 'contacts:reveal') }),
  show: findMessage,
  present: masked,
});

const retriable: readonly Message['state'][] = ['failed', 'dead', 'bounced', 'suppressed', 'cancelled'];
const stoppable: readonly Message['state'][] = ['proposed', 'scheduled', 'failed'];

export const retry = defineRecordAction<Message>({
  resource: 'messages',
  verb: 'retry',
  title: 'Send now',
  description: 'Give the message a fresh start',
  danger: false,
  bulk: true,
  sendsMail: true,
  aloneUpTo: limits.maxSentAlone,
  find: findMessage,
  linesOf: describe,
  refuse: refuseToRetry,
  perform: async (writer, message) => {
    if (!(await retryMessage(writer, message.id))) throw NotFound({ what: 'message', id: message.id });
  },
});

/** What waits for a colleague, or was turned down or held back by its playbook, leaves by its own approval and not around it. */
function refuseToRetry({ state, source }: Message) {
  if (state === 'proposed' || (state === 'cancelled' && source === 'playbook')) return DecidedElsewhere({ state });
  return retriable.includes(state) ? null : NotWaiting({ state, verb: 'sent again' });
}

export const cancel = defineRecordAction<Message>({
  resource: 'messages',
  verb: 'cancel',
  title: 'Do not send',
  description: 'Stop the message before it leaves',
  danger: true,
  bulk: true,
  find: findMessage,
  linesOf: describe,
  refuse: ({ state }) => (stoppable.includes(state) ? null : NotWaiting({ state, verb: 'cancelled' })),
  perform: async (writer, message, { clock }) => {
    const why = writer.actor.reason ?? `Cancelled by ${writer.actor.name}.`;
    if (!(await cancelMessage(writer, message.id, why))) throw NotFound({ what: 'message', id: message.id });
    await tellEnd(writer, message, { state: 'cancelled', how: 'cancelled', reason: why, at: clock.now() });
  },
});

function describe({ recipient, subject, channel }: Message) {
  return [
    { label: 'To', value: recipient },
    { label: 'By', value: channel.replace('_', ' ') },
    { label: 'Subject', value: subject },
  ];
}

/** Addresses of people are for those who may write to them, also where a mail server repeats them. */
function masked(message: Message, principal: Principal): Message {
  if (message.recipient === '' || mayDo(principal, 'contacts:reveal')) return message;
  const without = (text: string | null) => withoutRecipient(text, message);
  return {
    ...message,
    recipient: maskedRecipient(message),
    reason: without(message.reason),
    attempts: message.attempts.map((attempt) => ({ ...attempt, error: without(attempt.error) })),
    reports: message.reports.map((report) => ({ ...report, detail: without(report.detail) })),
  };
}
