import { findAlert, listAlerts, settleAlert } from '@wedsync/db/delivery';
import { alertFilterSchema, alertSchema, type Alert } from '@wedsync/domain/delivery';
import { defineError, NotFound } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';
import { defineRecordAction } from './record-action.ts';

const Settled = defineError('conflict', 'wrong-state', (p: { state: string }) => `This alert is ${p.state} already.`);

export const alerts = defineResource({
  name: 'alerts',
  description: 'What the team was alerted to, and who took care of it.',
  row: alertSchema,
  filter: alertFilterSchema,
  list: listAlerts,
  show: findAlert,
});

export const acknowledge = settling('acknowledge', 'Acknowledge', 'Say that you are looking after it', 'acknowledged', [
  'open',
]);
export const resolve = settling(
  'resolve',
  'Resolve',
  'Say that it is done; the same thing happening again raises a new alert',
  'resolved',
  ['open', 'acknowledged'],
);

function settling(
  verb: string,
  title: string,
  description: string,
  to: 'acknowledged' | 'resolved',
  from: readonly Alert['state'][],
) {
  return defineRecordAction<Alert>({
    resource: 'alerts',
    verb,
    title,
    description,
    danger: false,
    bulk: true,
    find: findAlert,
    linesOf: (alert) => [
      { label: 'Alert', value: alert.title },
      ...(alert.supplierName === null ? [] : [{ label: 'Supplier', value: alert.supplierName }]),
    ],
    refuse: ({ state }) => (from.includes(state) ? null : Settled({ state })),
    perform: async (writer, alert) => {
      if (!(await settleAlert(writer, alert.id, to))) throw NotFound({ what: 'alert', id: alert.id });
    },
  });
}
