import type { WebhookCounters, WebhookFaults, WebhookSender, WebhookSenderOptions } from './contract.ts';

interface Delivery<Event> {
  readonly event: Event;
  readonly duplicate: boolean;
  failures: number;
}

const defaultRetryDelaysMs: readonly number[] = [1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Delivers events as payment providers do: signed with the real current time, several at once, tried again with growing waits
 * until the receiver answers 2xx. Faults are drawn per event from the caller's generator.
 */
export function createWebhookSender<Event>(options: WebhookSenderOptions<Event>): WebhookSender<Event> {
  const { concurrency = 16, timeoutMs = 10_000, highWater = 2000, retryDelaysMs = defaultRetryDelaysMs } = options;
  const faults: WebhookFaults = { duplicateRate: 0, delayRate: 0, delayMaxMs: 5000, loseRate: 0, ...options.faults };
  const counts = { queued: 0, attempts: 0, delivered: 0, duplicated: 0, delayed: 0, lost: 0, failedAttempts: 0 };
  const queue = createQueue<Delivery<Event>>();
  const waiting = new Map<NodeJS.Timeout, Delivery<Event>>();
  const underWay = new Map<Delivery<Event>, AbortController>();
  const whenRoom: (() => void)[] = [];
  const whenIdle: (() => void)[] = [];
  let lastFailure: string | null = null;
  let closed = false;

  const pending = () => queue.size() + waiting.size + underWay.size;

  const later = (delivery: Delivery<Event>, delayMs: number) => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      queue.push(delivery);
      pump();
    }, delayMs);
    waiting.set(timer, delivery);
  };

  const settle = () => {
    if (pending() < highWater) whenRoom.splice(0).forEach((resolve) => resolve());
    if (pending() === 0) whenIdle.splice(0).forEach((resolve) => resolve());
  };

  const attempt = async (delivery: Delivery<Event>) => {
    const abort = new AbortController();
    underWay.set(delivery, abort);
    counts.attempts += 1;
    const failure = await post(options, delivery.event, abort, timeoutMs);
    underWay.delete(delivery);
    if (closed) return;
    if (failure === null) accept(delivery);
    else {
      counts.failedAttempts += 1;
      lastFailure = failure;
      later(delivery, retryDelaysMs[Math.min(delivery.failures, retryDelaysMs.length - 1)] ?? 1000);
      delivery.failures += 1;
    }
    settle();
    pump();
  };

  const accept = (delivery: Delivery<Event>) => {
    if (delivery.duplicate) return;
    counts.delivered += 1;
    if (options.rng() >= faults.duplicateRate) return;
    counts.duplicated += 1;
    queue.push({ event: delivery.event, duplicate: true, failures: 0 });
  };

  const startable = () => (closed || underWay.size >= concurrency ? undefined : queue.shift());

  const pump = () => {
    for (let delivery = startable(); delivery !== undefined; delivery = startable()) void attempt(delivery);
  };

  const take = (event: Event) => {
    if (options.wants?.(event) === false) return;
    counts.queued += 1;
    if (options.rng() < faults.loseRate) {
      counts.lost += 1;
      return;
    }
    const delivery = { event, duplicate: false, failures: 0 };
    if (options.rng() >= faults.delayRate) queue.push(delivery);
    else {
      counts.delayed += 1;
      later(delivery, Math.ceil(options.rng() * faults.delayMaxMs));
    }
    pump();
  };

  return {
    faults,
    get pending() {
      return pending();
    },
    counters: (): WebhookCounters => ({ ...counts, lastFailure }),
    send(event) {
      if (closed) return Promise.reject(new Error('the webhook sender is closed'));
      take(event);
      return pending() < highWater ? Promise.resolve() : new Promise((resolve) => whenRoom.push(resolve));
    },
    idle: () => (pending() === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
    close() {
      closed = true;
      const left = [...underWay.keys(), ...queue.drain(), ...waiting.values()];
      for (const abort of underWay.values()) abort.abort();
      for (const timer of waiting.keys()) clearTimeout(timer);
      waiting.clear();
      [...whenRoom.splice(0), ...whenIdle.splice(0)].forEach((resolve) => resolve());
      return Promise.resolve(left.filter((delivery) => !delivery.duplicate).map((delivery) => delivery.event));
    },
  };
}

/** One attempt; null when the receiver took it, otherwise why not. */
async function post<Event>(
  options: WebhookSenderOptions<Event>,
  event: Event,
  abort: AbortController,
  timeoutMs: number,
): Promise<string | null> {
  const body = options.bodyOf(event);
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...options.sign(body, event),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([abort.signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.arrayBuffer();
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure';
  }
}

/** First in, first out, without moving the rest on every take. */
function createQueue<T>() {
  let items: T[] = [];
  let head = 0;
  return {
    size: () => items.length - head,
    push: (item: T) => void items.push(item),
    shift(): T | undefined {
      const item = items[head];
      if (head < items.length) head += 1;
      if (head > 1024 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    drain(): T[] {
      const rest = items.slice(head);
      items = [];
      head = 0;
      return rest;
    },
  };
}
