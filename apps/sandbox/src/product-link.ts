import type { ProductConnection } from './env.ts';
import { createIngestSender } from './ingest/index.ts';
import type { IngestBacklog } from './ingest/index.ts';
import { signWebhook } from './paypal/index.ts';
import type { PaypalEvent, WebhookIdentity } from './paypal/index.ts';
import { createRecording } from './recording.ts';
import type { Recording } from './recording.ts';
import type { StripeEvent } from './stripe/index.ts';
import { createWebhookSender, stripeDelivery } from './webhooks/index.ts';
import type { WebhookFaults } from './webhooks/index.ts';
import type { IngestFeed } from './world/index.ts';

/** Everything that goes to the product: the providers' webhooks and the host application's feed. */
export interface ProductLink {
  readonly feed: IngestFeed;
  stripeEvent(event: StripeEvent): void;
  paypalEvent(event: PaypalEvent): void;
  /** Whether the product has fallen so far behind that the world should wait. */
  readonly isAhead: boolean;
  readonly webhookFaults: WebhookFaults | null;
  readonly paypalWebhookFaults: WebhookFaults | null;
  readonly recording: Recording | null;
  counts(): ProductCounts;
  /** Stops sending and gives back what was not accepted. */
  close(): Promise<ProductBacklog>;
}

export interface ProductCounts {
  stripeEventsSent: number;
  paypalEventsSent: number;
  productEventsSent: number;
  pending: number;
  lastFailure: string | null;
}

/** What a later start has to send, and how much earlier ones did. */
export interface ProductBacklog {
  webhooks: readonly StripeEvent[];
  paypalWebhooks: readonly PaypalEvent[];
  ingest: IngestBacklog;
  sent: { stripeEvents: number; paypalEvents: number; productEvents: number };
}

export interface ProductLinkOptions {
  connection: ProductConnection | null;
  /** How PayPal's webhooks are signed; null when nobody pays by PayPal. Asked at every delivery, because the door's address is known late. */
  paypal: (() => WebhookIdentity) | null;
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

function connect(connection: ProductConnection, { random, saved, paypal }: ProductLinkOptions): ProductLink {
  const pace = { rng: random, highWater: WEBHOOK_HIGH_WATER, retryDelaysMs: RETRY_DELAYS_MS };
  const webhooks = createWebhookSender({
    url: new URL('/api/webhooks/stripe', connection.apiUrl).href,
    ...stripeDelivery(connection.webhookSecret),
    ...pace,
  });
  const paypalWebhooks = createWebhookSender<PaypalEvent>({
    url: new URL('/api/webhooks/paypal', connection.apiUrl).href,
    bodyOf: (event) => JSON.stringify(event),
    sign: (body, event) => (paypal === null ? {} : signWebhook(body, event, paypal())),
    ...pace,
  });
  const ingest = createIngestSender({
    apiUrl: connection.apiUrl,
    token: connection.ingestToken,
    backlog: saved?.ingest,
  });
  const before = saved?.sent ?? { stripeEvents: 0, paypalEvents: 0, productEvents: 0 };
  // The queue is the sender's; the world looks at its length instead of waiting for each event.
  const stripeEvent = (event: StripeEvent) => void webhooks.send(event).catch(() => {});
  const paypalEvent = (event: PaypalEvent) => void paypalWebhooks.send(event).catch(() => {});
  saved?.webhooks.forEach(stripeEvent);
  saved?.paypalWebhooks.forEach(paypalEvent);

  const sent = () => ({
    stripeEvents: before.stripeEvents + webhooks.counters().delivered,
    paypalEvents: before.paypalEvents + paypalWebhooks.counters().delivered,
    productEvents: before.productEvents + ingest.counters.eventsSent,
  });
  return {
    feed: ingest,
    stripeEvent,
    paypalEvent,
    get isAhead() {
      const waiting = webhooks.pending + paypalWebhooks.pending;
      return waiting > WEBHOOK_HIGH_WATER || ingest.isFull;
    },
    webhookFaults: webhooks.faults,
    paypalWebhookFaults: paypalWebhooks.faults,
    recording: null,
    counts: () => ({
      stripeEventsSent: sent().stripeEvents,
      paypalEventsSent: sent().paypalEvents,
      productEventsSent: sent().productEvents,
      pending: webhooks.pending + paypalWebhooks.pending + ingest.pending,
      lastFailure:
        webhooks.counters().lastFailure ?? paypalWebhooks.counters().lastFailure ?? ingest.counters.lastFailure,
    }),
    async close() {
      const [undelivered, fromPaypal, backlog] = await Promise.all([
        webhooks.close(),
        paypalWebhooks.close(),
        ingest.close(),
      ]);
      return { webhooks: undelivered, paypalWebhooks: fromPaypal, ingest: backlog, sent: sent() };
    },
  };
}

function record(): ProductLink {
  const recording = createRecording();
  const nothing: IngestBacklog = { suppliers: [], events: [] };
  const counts = () => ({
    stripeEvents: recording.webhooks.length,
    paypalEvents: recording.paypalWebhooks.length,
    productEvents: recording.productEvents.length,
  });
  return {
    feed: recording,
    stripeEvent: (event) => void recording.webhooks.push(event),
    paypalEvent: (event) => void recording.paypalWebhooks.push(event),
    isAhead: false,
    webhookFaults: null,
    paypalWebhookFaults: null,
    recording,
    counts: () => ({
      stripeEventsSent: counts().stripeEvents,
      paypalEventsSent: counts().paypalEvents,
      productEventsSent: counts().productEvents,
      pending: 0,
      lastFailure: null,
    }),
    close: () => Promise.resolve({ webhooks: [], paypalWebhooks: [], ingest: nothing, sent: counts() }),
  };
}

/** What a snapshot carries when nothing is pending. */
export function emptyBacklog(link: ProductLink): ProductBacklog {
  const { stripeEventsSent, paypalEventsSent, productEventsSent } = link.counts();
  return {
    webhooks: [],
    paypalWebhooks: [],
    ingest: { suppliers: [], events: [] },
    sent: { stripeEvents: stripeEventsSent, paypalEvents: paypalEventsSent, productEvents: productEventsSent },
  };
}
