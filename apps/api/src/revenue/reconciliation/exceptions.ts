import { amountsRequestedRecently } from '@wedsync/db/access';
import { enqueueJob, type Reader } from '@wedsync/db/platform';
import { changeException, findReconciliationException, listReconciliationExceptions } from '@wedsync/db/revenue';
import { DAY_MS, defineError, formatMoney, NotFound, plusMs, type Money } from '@wedsync/domain/platform';
import {
  exceptionRules,
  reconciliationExceptionFilterSchema,
  reconciliationExceptionSchema,
  whySettlingNeedsApproval,
  type ReconciliationException,
} from '@wedsync/domain/revenue';
import { z } from 'zod';
import { defineRecordAction } from '../../delivery/index.ts';
import { defineAction, defineResource, type ActionContext, type Assessment } from '../../platform/index.ts';

const resource = 'reconciliation-exceptions';
const noInput = z.strictObject({});

const Settled = defineError(
  'conflict',
  'exception-settled',
  (p: { state: string }) => `It is ${p.state} already; there is nothing left to do.`,
);
const NoFix = defineError('conflict', 'no-fix', (p: { otherwise: string }) => p.otherwise);

/** What is wrong between providers and books. */
export const reconciliationExceptions = defineResource({
  name: resource,
  description: 'Differences between what providers list and what is booked',
  row: reconciliationExceptionSchema,
  filter: reconciliationExceptionFilterSchema,
  list: listReconciliationExceptions,
  show: findReconciliationException,
});

async function unsettled(reader: Reader, id: string): Promise<ReconciliationException> {
  const exception = await findReconciliationException(reader, id);
  if (exception === undefined) throw NotFound({ what: 'exception', id });
  if (exception.state === 'fixed' || exception.state === 'accepted') throw Settled({ state: exception.state });
  return exception;
}

function linesOf(exception: ReconciliationException): Assessment['preview']['lines'] {
  return [
    { label: 'What', value: exception.summary },
    { label: 'At stake', value: formatMoney(exception) },
    { label: 'Day', value: exception.day },
    { label: 'Supplier', value: exception.businessName ?? '–' },
  ];
}

function moneyOf({ amountMinor, currency }: ReconciliationException): Money {
  return { amountMinor, currency };
}

function assessed(exception: ReconciliationException, approval: string | null, more: Assessment['preview']['lines']) {
  const { supplierId, state, version } = exception;
  return {
    supplierId,
    amount: null,
    approval: approval === null ? null : ({ permission: `${resource}:approve`, why: approval } as const),
    fingerprint: `${state} ${version}`,
    preview: { lines: [...linesOf(exception), ...more], warnings: [] },
  };
}

/** Letting a difference stand and taking a booking back: small ones need nobody else, a day's worth of small ones does. */
async function whyTwoSettleIt(
  reader: Reader,
  { amountMinor, currency }: ReconciliationException,
  { clock, principal, runId }: ActionContext,
): Promise<string | null> {
  const settled = await amountsRequestedRecently(reader, {
    actions: [`${resource}.accept`, `${resource}.fix`],
    actorId: principal.id,
    since: plusMs(clock.now(), -DAY_MS),
    exceptRunId: runId,
    alone: true,
  });
  const inSame = settled.find((amount) => amount.currency === currency)?.amountMinor ?? 0;
  return whySettlingNeedsApproval({ amountMinor }, inSame);
}

/** Puts it right as its type says: asks the provider again and books what it says, or takes back what no provider knows. The worker does it. */
export const fixReconciliationException = defineAction({
  resource,
  verb: 'fix',
  title: 'Fix',
  description: 'Fetch it again and book what is so, or take back what never happened',
  danger: false,
  reasonRequired: false,
  bulk: true,
  input: noInput,
  available: async (reader, id) => {
    const exception = await findReconciliationException(reader, id);
    if (exception === undefined) return { allowed: false, why: `There is no exception ${id}.` };
    if (exception.state !== 'open') return { allowed: false, why: `It is ${exception.state}.` };
    const { fix, otherwise } = exceptionRules[exception.type];
    return fix === null ? { allowed: false, why: otherwise } : { allowed: true };
  },
  assess: async (reader, id, _input, context) => {
    const exception = await unsettled(reader, id);
    const { fix, otherwise } = exceptionRules[exception.type];
    if (fix === null) throw NoFix({ otherwise });
    const words =
      fix === 'reverse' ? 'The booking is taken back by an entry of today' : 'It is fetched again and booked as it is';
    const line = { label: 'Fix', value: words };
    if (fix !== 'reverse') return assessed(exception, null, [line]);
    return {
      ...assessed(exception, await whyTwoSettleIt(reader, exception, context), [line]),
      amount: moneyOf(exception),
    };
  },
  perform: async (writer, id, _input, context) => {
    const { state } = await unsettled(writer, id);
    if (state === 'fixing') return { state: 'succeeded' };
    const { id: ownerId, name: ownerName } = context.principal;
    await changeException(writer, id, { state: 'fixing', fixError: null, ownerId, ownerName });
    const jobRunId = await enqueueJob(writer, { name: 'revenue.fix-exception', input: { exceptionId: id } });
    return { state: 'succeeded', result: { jobRunId } };
  },
});

/** Lets a difference stand, with the reason on record; above a threshold a second person agrees. */
export const acceptReconciliationException = defineAction({
  resource,
  verb: 'accept',
  title: 'Accept',
  description: 'Let the difference stand, with the reason on record',
  danger: true,
  reasonRequired: true,
  bulk: true,
  input: noInput,
  available: async (reader, id, context) => {
    const exception = await findReconciliationException(reader, id);
    if (exception?.state !== 'open') return { allowed: false, why: `It is ${exception?.state ?? 'gone'}.` };
    return { allowed: true, needsApproval: (await whyTwoSettleIt(reader, exception, context)) !== null };
  },
  assess: async (reader, id, _input, context) => {
    const exception = await unsettled(reader, id);
    return { ...assessed(exception, await whyTwoSettleIt(reader, exception, context), []), amount: moneyOf(exception) };
  },
  perform: async (writer, id, _input, { clock }, run) => {
    await unsettled(writer, id);
    await changeException(writer, id, {
      state: 'accepted',
      settledBy: run.requestedBy,
      settledByName: run.requestedByName,
      settledBecause: run.reason ?? '',
      approvedBy: run.approvedBy,
      settledAt: clock.now(),
    });
    return { state: 'succeeded' };
  },
});

/** Makes it one's own, so that nobody else looks into it too. */
export const takeReconciliationException = defineRecordAction<ReconciliationException>({
  resource,
  verb: 'take',
  title: 'Take',
  description: 'Look into it myself',
  danger: false,
  bulk: true,
  find: findReconciliationException,
  linesOf,
  refuse: ({ state }) => (state === 'open' || state === 'fixing' ? null : Settled({ state })),
  perform: (writer, { id }) => changeException(writer, id, { ownerId: writer.actor.id, ownerName: writer.actor.name }),
});
