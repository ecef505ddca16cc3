import { alertMoves, findAlert, listAlerts, moveAlert, type AlertMove } from '@wedsync/db/delivery';
import {
  alertFilterSchema,
  alertSchema,
  snoozedUntil,
  snoozeInputSchema,
  snoozeSpanTitles,
  type Alert,
  type SnoozeSpan,
} from '@wedsync/domain/delivery';
import { defineError, NotFound, type Clock } from '@wedsync/domain/platform';
import type { Reader } from '@wedsync/db/platform';
import { z } from 'zod';
import { defineAction, defineResource, type AnyAction } from '../platform/index.ts';

const Settled = defineError('conflict', 'wrong-state', (p: { state: string }) => `This alert is ${p.state} already.`);

export const alerts = defineResource({
  name: 'alerts',
  description: 'What the team was alerted to, and who took care of it.',
  row: alertSchema,
  filter: alertFilterSchema,
  list: listAlerts,
  show: findAlert,
});

type AlertAction<Input> = {
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  readonly lines?: (input: Input) => readonly { readonly label: string; readonly value: string }[];
  readonly move: (input: Input, clock: Clock) => AlertMove;
};

const noInput = z.strictObject({});

/** What can be done about an alert, here and by the buttons under it in Slack. */
export const alertActions: readonly AnyAction[] = [
  alertAction('acknowledge', {
    title: 'Acknowledge',
    description: 'Say that you are looking after it',
    input: noInput,
    move: () => ({ kind: 'acknowledge' }),
  }),
  alertAction('take', {
    title: 'Assign to me',
    description: 'Make it yours and say that you are looking after it',
    input: noInput,
    move: () => ({ kind: 'take' }),
  }),
  alertAction<{ span: SnoozeSpan }>('snooze', {
    title: 'Snooze',
    description: 'Put it away for a while; it comes back by itself and is told again',
    input: snoozeInputSchema,
    lines: ({ span }) => [{ label: 'Snoozed', value: snoozeSpanTitles[span] }],
    move: ({ span }, clock) => ({ kind: 'snooze', until: snoozedUntil(span, clock.now()) }),
  }),
  alertAction('resolve', {
    title: 'Resolve',
    description: 'Say that it is done; the same thing happening again raises a new alert',
    input: noInput,
    move: () => ({ kind: 'resolve' }),
  }),
];

function alertAction<Input>(verb: AlertMove['kind'], { lines, move, ...words }: AlertAction<Input>): AnyAction {
  return defineAction<Input>({
    resource: 'alerts',
    verb,
    ...words,
    danger: false,
    reasonRequired: false,
    bulk: true,
    available: async (reader, id) => {
      const { state } = await found(reader, id);
      return alertMoves[verb].includes(state) ? { allowed: true } : { allowed: false, why: Settled({ state }).message };
    },
    assess: async (reader, id, input) => {
      const alert = await found(reader, id);
      if (!alertMoves[verb].includes(alert.state)) throw Settled({ state: alert.state });
      return {
        supplierId: alert.supplierId,
        amount: null,
        approval: null,
        fingerprint: alert.state,
        preview: { lines: [...linesOf(alert), ...(lines?.(input) ?? [])], warnings: [] },
      };
    },
    perform: async (writer, id, input, { clock }) => {
      if (!(await moveAlert(writer, id, move(input, clock), clock.now()))) throw NotFound({ what: 'alert', id });
      return { state: 'succeeded' };
    },
  });
}

async function found(reader: Reader, id: string): Promise<Alert> {
  const alert = await findAlert(reader, id);
  if (alert === undefined) throw NotFound({ what: 'alert', id });
  return alert;
}

function linesOf({ title, supplierName }: Alert) {
  return [
    { label: 'Alert', value: title },
    ...(supplierName === null ? [] : [{ label: 'Supplier', value: supplierName }]),
  ];
}
