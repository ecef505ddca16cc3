/** Rates are 0..1 per event, drawn from the sender's seeded generator. */
export interface WebhookFaults {
  /** Delivered a second time although the first was accepted. */
  duplicateRate: number;
  /** Held back, so that later events overtake it. */
  delayRate: number;
  /** Longest hold-back. */
  delayMaxMs: number;
  /** Never delivered; the event stays in `GET /v1/events`. */
  loseRate: number;
}

export interface WebhookSenderOptions<Event> {
  readonly url: string;
  /** The body as it goes over the wire. */
  readonly bodyOf: (event: Event) => string;
  /** The headers of one attempt, its signature among them. */
  readonly sign: (body: string, event: Event) => Readonly<Record<string, string>>;
  /** Uniform numbers in [0, 1); seeded by the caller. */
  readonly rng: () => number;
  readonly faults?: Partial<WebhookFaults>;
  /** Requests under way at once. Default 16. */
  readonly concurrency?: number;
  /** Only these are delivered, as on a real endpoint; all when left out. */
  readonly wants?: (event: Event) => boolean;
  /** Waits between attempts; the last one repeats for ever. Default 1, 2, 4, 8, 15, 30 s. */
  readonly retryDelaysMs?: readonly number[];
  /** Default 10,000. */
  readonly timeoutMs?: number;
  /** Above this many undelivered events `send` resolves only when there is room again. Default 2,000. */
  readonly highWater?: number;
}

export interface WebhookCounters {
  readonly queued: number;
  readonly attempts: number;
  readonly delivered: number;
  readonly duplicated: number;
  readonly delayed: number;
  readonly lost: number;
  readonly failedAttempts: number;
  readonly lastFailure: string | null;
}

export interface WebhookSender<Event> {
  /** Queues the event for delivery; await it for back-pressure. */
  send(event: Event): Promise<void>;
  /** Events not yet accepted by the receiver (lost ones are not counted). */
  readonly pending: number;
  /** Resolves when nothing is pending. */
  idle(): Promise<void>;
  readonly faults: WebhookFaults;
  counters(): WebhookCounters;
  /** Stops retrying and cuts requests under way; undelivered events are given back. */
  close(): Promise<readonly Event[]>;
}
