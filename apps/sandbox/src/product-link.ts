import type { ProductConnection } from './env.ts';
import { createIngestSender } from './ingest/index.ts';
import type { IngestBacklog } from './ingest/index.ts';
import { createRecording } from './recording.ts';
import type { Recording } from './recording.ts';
import type { StripeEvent } from './stripe/index.ts';
import { createWebhookSender } from './webhooks/index.ts';
import type { WebhookFaults } from './webhooks/index.ts';
import type { IngestFeed } from './world/index.ts';

/** Everything that goes to the product: Stripe's webhooks and the host application's feed. */
export interface ProductLink {
  readonly feed: IngestFeed;
  stripeEvent(event: StripeEvent): void;
  /** Whether the product has fallen so far behind that the world should wait. */
  readonly isAhead: boolean;
  readonly webhookFaults: WebhookFaults | null;
  readonly recording: Recording | null;
  counts(): ProductCounts;
  /** Stops sending and gives back what was not accepted. */
  close(): Promise<ProductBacklog>;
}

export interface ProductCounts {
  stripeEventsSent: number;
  productEventsSent: number;
  pending: number;
  lastFailure: string | null;
}

/** What a later start has to send, and how much earlier ones did. */
export interface ProductBacklog {
  webhooks: readonly StripeEvent[];
  ingest: IngestBacklog;
  sent: { stripeEvents: number; productEvents: number };
}

export interface ProductLinkOptions {
  connection: ProductConnection | null;
  random: () => number;
  saved: ProductBacklog | null;
}

/** Undelivered webhooks above which the world waits; what the product takes in a few seconds. */
const WEBHOOK_HIGH_WATER = 2_000;
/** Stripe would wait for hours; here the product is on the same machine and about to come back. */
const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000, 3_000];

/** Connects the world to the product, or to a recording when there is none. */
export function connectProduct(options: ProductLinkOptions): ProductLink {
  return options.connection ? connect(options.connection, options) : record();
}

function connect(connection: ProductConnection, { random, saved }: ProductLinkOptions): ProductLink {
  const webhooks = createWebhookSender({
    url: new URL('/api/webhooks/stripe', connection.apiUrl).href,
    secret: connection.webhookSecret,
    rng: random,
    highWater: WEBHOOK_HIGH_WATER,
    retryDelaysMs: RETRY_DELAYS_MS,
  });
  const ingest = createIngestSender({
    apiUrl: connection.apiUrl,
    token: connection.ingestToken,
    backlog: saved?.ingest,
  });
  const before = saved?.sent ?? { stripeEvents: 0, productEvents: 0 };
  // The queue is the sender's; the world looks at its length instead of waiting for each event.
  const stripeEvent = (event: StripeEvent) => void webhooks.send(event).catch(() => {});
  saved?.webhooks.forEach(stripeEvent);

  const sent = () => ({
    stripeEvents: before.stripeEvents + webhooks.counters().delivered,
    productEvents: before.productEvents + ingest.counters.eventsSent,
  });
  return {
    feed: ingest,
    stripeEvent,
    get isAhead() {
      return webhooks.pending > WEBHOOK_HIGH_WATER || ingest.isFull;
    },
    webhookFaults: webhooks.faults,
    recording: null,
    counts: () => ({
      stripeEventsSent: sent().stripeEvents,
      productEventsSent: sent().productEvents,
      pending: webhooks.pending + ingest.pending,
      lastFailure: webhooks.counters().lastFailure ?? ingest.counters.lastFailure,
    }),
    async close() {
      const [undelivered, backlog] = await Promise.all([webhooks.close(), ingest.close()]);
      return { webhooks: undelivered, ingest: backlog, sent: sent() };
    },
  };
}

function record(): ProductLink {
  const recording = createRecording();
  const nothing: IngestBacklog = { suppliers: [], events: [] };
  const counts = () => ({ stripeEvents: recording.webhooks.length, productEvents: recording.productEvents.length });
  return {
    feed: recording,
    stripeEvent: (event) => void recording.webhooks.push(event),
    isAhead: false,
    webhookFaults: null,
    recording,
    counts: () => ({
      stripeEventsSent: counts().stripeEvents,
      productEventsSent: counts().productEvents,
      pending: 0,
      lastFailure: null,
    }),
    close: () => Promise.resolve({ webhooks: [], ingest: nothing, sent: counts() }),
  };
}

/** What a snapshot carries when nothing is pending. */
export function emptyBacklog(link: ProductLink): ProductBacklog {
  const { stripeEventsSent, productEventsSent } = link.counts();
  return {
    webhooks: [],
    ingest: { suppliers: [], events: [] },
    sent: { stripeEvents: stripeEventsSent, productEvents: productEventsSent },
  };
}
