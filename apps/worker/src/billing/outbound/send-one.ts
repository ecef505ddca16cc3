import type { Writer } from '@wedsync/db/platform';
import { MINUTE_MS, systemActor } from '@wedsync/domain/platform';
import type { WorkerServices } from '../../platform/index.ts';

/** Longer than the slowest call with its retries; a worker that dies inside it is followed by a question, not a second call. */
export const leaseMs = 2 * MINUTE_MS;

export type OutboundServices = Pick<WorkerServices, 'store' | 'clock' | 'uuids' | 'random'>;

/** What came of a call. An error says nothing about whether it took effect. */
export type Answer<Receipt> = { readonly receipt: Receipt } | { readonly error: unknown };

/** A desk that asks a provider for one thing at a time, each a row that outlives the process. */
export type OutboundDesk<Request, Receipt> = {
  /** Who acts, as the audit trail names it. */
  readonly name: string;
  /**
   * Takes the next request whose time has come, the attempt on record and the lease running; `send` is false when it was settled right there.
   * Undefined when nothing is due.
   */
  readonly claim: (writer: Writer) => Promise<{ readonly request: Request; readonly send: boolean } | undefined>;
  /** The one call that leaves the house. */
  readonly give: (request: Request) => Promise<Receipt>;
  readonly record: (writer: Writer, request: Request, answer: Answer<Receipt>) => Promise<void>;
  /** The request's name in the audit trail. */
  readonly describe: (request: Request) => string;
};

/**
 * Sends one request, if any is due. The attempt is committed before the call and the answer after it: a crash between the two leaves the request "sending",
 * the next worker finds it "unknown" and asks the provider before it repeats anything.
 * @returns 1 when there was one, 0 when there was nothing to do
 */
export async function sendOne<Request, Receipt>(
  { store, uuids }: OutboundServices,
  { name, claim, give, record, describe }: OutboundDesk<Request, Receipt>,
): Promise<number> {
  const actor = systemActor(name, uuids.next());
  const claimed = await store.transact(actor, claim);
  if (claimed === undefined) return 0;
  const { request, send } = claimed;
  if (!send) return 1;
  const answer = await attempt(give, request);
  await store.transact({ ...actor, reason: describe(request) }, (writer) => record(writer, request, answer));
  return 1;
}

async function attempt<Request, Receipt>(
  give: (request: Request) => Promise<Receipt>,
  request: Request,
): Promise<Answer<Receipt>> {
  try {
    return { receipt: await give(request) };
  } catch (error) {
    return { error };
  }
}
