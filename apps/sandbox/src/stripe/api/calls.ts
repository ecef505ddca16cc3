import type { StripeCall, StripeReply } from '../contract.ts';
import { StripeApiError } from '../errors.ts';
import { randomText } from '../kernel/random.ts';
import { noRequest } from '../kernel/event-log.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { parseForm } from '../http/form.ts';
import { findRoute } from './dispatch.ts';
import { expandReply } from './expand.ts';
import type { Answer, IdempotencyKeys } from './idempotency.ts';

export interface Answered {
  readonly answer: Answer;
  readonly requestId: string;
  readonly replayed: boolean;
}

/** Runs one call of the API at virtual now; errors are answers, too. */
export function answerCall(kernel: Kernel, keys: IdempotencyKeys, call: StripeCall): Answered {
  const requestId = `req_${randomText(kernel.random, 14)}`;
  const key = call.method === 'POST' ? call.idempotencyKey : undefined;
  const fingerprint = key === undefined ? '' : JSON.stringify([call.method, call.path, sorted(call.params ?? {})]);
  try {
    const remembered = key === undefined ? undefined : keys.recall(key, fingerprint);
    if (remembered !== undefined) return { answer: remembered, requestId, replayed: true };
  } catch (error) {
    return { answer: toAnswer(error), requestId, replayed: false };
  }
  kernel.events.setRequest({ id: requestId, idempotency_key: call.idempotencyKey ?? null });
  const answer = run(kernel, call);
  kernel.events.setRequest(noRequest);
  if (key !== undefined && isKept(answer)) keys.remember({ key, fingerprint, answer });
  return { answer, requestId, replayed: false };
}

function run(kernel: Kernel, call: StripeCall): Answer {
  try {
    const [path = '', query = ''] = call.path.split('?');
    const { expand, ...params } = { ...parseForm(query), ...call.params };
    const { route, id } = findRoute(call.method, path);
    return { kind: 'reply', reply: expandReply(kernel, route.run(kernel, params, id), expandPaths(expand)) };
  } catch (error) {
    return toAnswer(error);
  }
}

function toAnswer(error: unknown): Answer {
  if (error instanceof StripeApiError) return { kind: 'error', status: error.status, body: error.body };
  throw error;
}

/** A call refused for its parameters was never begun, so its key is free again. */
function isKept(answer: Answer): boolean {
  return answer.kind === 'reply' || answer.body.type === 'card_error' || !answer.body.code?.startsWith('parameter_');
}

function expandPaths(expand: unknown): string[] {
  return Array.isArray(expand) ? expand.filter((path) => typeof path === 'string') : [];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value === undefined ? null : String(value);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => [key, sorted(entry)]);
}

/** @throws StripeApiError when the answer is an error */
export function unwrap(answer: Answer): StripeReply {
  if (answer.kind === 'error') throw new StripeApiError(answer.status, answer.body);
  return answer.reply;
}
