import { finishActionRun } from '@wedsync/db/access';
import {
  tellOfSubscriptionRequest,
  updateSubscriptionRequest,
  type SubscriptionRequestStanding,
} from '@wedsync/db/billing';
import { emitEvents, type Writer } from '@wedsync/db/platform';
import { raiseTask } from '@wedsync/db/suppliers';
import type { Clock } from '@wedsync/domain/platform';

type Ending =
  | { readonly state: 'pending' | 'succeeded'; readonly providerReference: string | null }
  | { readonly state: 'failed'; readonly why: string };

/** Records what became of a request, ends its action run, and makes a failed one somebody's task. Repeating it changes nothing. */
export async function settleRequest(
  writer: Writer,
  standing: SubscriptionRequestStanding,
  ending: Ending,
  clock: Clock,
): Promise<void> {
  if (isSettled(standing) || standing.state === ending.state) return;
  const { id, actionRunId, title } = standing;
  const { state } = ending;
  const reference = state === 'failed' ? null : ending.providerReference;
  const error = state === 'failed' ? ending.why : null;
  await updateSubscriptionRequest(writer, id, {
    state,
    error,
    nextAttempt: null,
    ...(reference === null ? {} : { providerReference: reference }),
  });
  const story = { succeeded: `${title}: done`, failed: `${title}: failed`, pending: undefined }[state];
  await tellOfSubscriptionRequest(
    writer,
    { ...standing, state },
    clock.now(),
    story === undefined ? undefined : { title: story, actorName: writer.actor.name },
  );
  if (state === 'succeeded') {
    await finishActionRun(writer, actionRunId, { state, result: { subscriptionRequestId: id } }, clock);
    await tellOfOffer(writer, standing, clock);
  }
  if (state === 'failed') {
    await finishActionRun(writer, actionRunId, { state, error: ending.why }, clock);
    await askAboutRequest(writer, standing, {
      reason: `subscription-request-failed:${id}`,
      title: `${title} failed`,
      detail: ending.why,
    });
  }
}

/** The letter with the code is written by whoever hears of it. */
async function tellOfOffer(
  writer: Writer,
  { id, kind, title, supplierId }: SubscriptionRequestStanding,
  clock: Clock,
): Promise<void> {
  if (kind !== 'win_back') return;
  await emitEvents(writer, [
    {
      type: 'win_back.offered',
      supplierId,
      resource: 'subscription-requests',
      resourceId: id,
      summary: title,
      occurredAt: clock.now(),
    },
  ]);
}

function isSettled({ state }: SubscriptionRequestStanding): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** Makes something about a request the task of the person who made it. */
export async function askAboutRequest(
  writer: Writer,
  { id, supplierId, requestedBy: ownerId }: SubscriptionRequestStanding,
  task: { readonly reason: string; readonly title: string; readonly detail: string },
): Promise<void> {
  if (supplierId === null) return;
  const detail = `${task.detail} Subscription request ${id}.`;
  const common = { type: 'subscription', priority: 'high', dueOn: null, source: 'subscription-desk' } as const;
  await raiseTask(writer, { ...common, ...task, detail, supplierId, ownerId });
}
