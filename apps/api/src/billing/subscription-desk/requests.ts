import { finishActionRun } from '@wedsync/db/access';
import {
  findSubscriptionRequest,
  listSubscriptionRequests,
  tellOfSubscriptionRequest,
  withdrawSubscriptionRequest,
} from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import {
  subscriptionRequestFilterSchema,
  subscriptionRequestSchema,
  type SubscriptionRequest,
} from '@wedsync/domain/billing';
import { Invalid, NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction, defineResource } from '../../platform/index.ts';

/** What staff asked the provider to do about subscriptions, and how far it has come. */
export const subscriptionRequests = defineResource({
  name: 'subscription-requests',
  description: 'Changes of subscriptions asked for by staff, from the request to the provider’s word',
  row: subscriptionRequestSchema,
  filter: subscriptionRequestFilterSchema,
  list: listSubscriptionRequests,
  show: findSubscriptionRequest,
});

/** Takes back what has not been sent. */
export const withdrawRequest = defineAction({
  resource: 'subscription-requests',
  verb: 'withdraw',
  title: 'Withdraw',
  description: 'Take it back before it is done',
  danger: false,
  reasonRequired: true,
  input: z.strictObject({}),
  available: async (reader, id) => {
    const why = whyNot(await findSubscriptionRequest(reader, id));
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, id) => {
    const request = await need(reader, id);
    return {
      supplierId: request.supplierId,
      amount: null,
      approval: null,
      fingerprint: `${request.state} ${request.version}`,
      preview: { lines: [{ label: 'Will not happen', value: request.title }], warnings: [] },
    };
  },
  perform: async (writer, id, _input, { clock }) => {
    const request = await need(writer, id);
    if (!(await withdrawSubscriptionRequest(writer, id))) throw Invalid({ message: 'It is on its way already.' });
    await finishActionRun(
      writer,
      request.actionRunId,
      { state: 'failed', error: `Withdrawn by ${writer.actor.name}.` },
      clock,
    );
    const story = { title: `${request.title}: withdrawn`, actorName: writer.actor.name };
    await tellOfSubscriptionRequest(writer, { ...request, state: 'cancelled' }, clock.now(), story);
    return { state: 'succeeded' };
  },
});

async function need(reader: Reader, id: string): Promise<SubscriptionRequest> {
  const request = await findSubscriptionRequest(reader, id);
  if (request === undefined) throw NotFound({ what: 'subscription request', id });
  const why = whyNot(request);
  if (why !== null) throw Invalid({ message: why });
  return request;
}

function whyNot(request: SubscriptionRequest | undefined): string | null {
  if (request === undefined) return 'There is no such request.';
  return request.state === 'scheduled' || request.state === 'queued' ? null : 'It is on its way or done already.';
}
