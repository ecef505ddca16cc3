import { setTimeout as sleep } from 'node:timers/promises';
import { consentRecords } from '../world/index.ts';
import type { IngestFeed, ProductEvent, SupplierRecord } from '../world/index.ts';

export interface IngestSender extends IngestFeed {
  /** Suppliers and events not yet accepted. */
  readonly pending: number;
  readonly counters: IngestCounters;
  /** Whether so much is pending that whoever feeds it should wait. */
  readonly isFull: boolean;
  idle(): Promise<void>;
  /** Stops sending and gives back what was not accepted. */
  close(): Promise<IngestBacklog>;
}

export interface IngestBacklog {
  suppliers: SupplierRecord[];
  events: ProductEvent[];
}

export interface IngestCounters {
  suppliersSent: number;
  eventsSent: number;
  duplicates: number;
  rejected: number;
  failedAttempts: number;
  lastFailure: string | null;
}

export interface IngestSenderOptions {
  apiUrl: string;
  token: string;
  backlog?: IngestBacklog | undefined;
}

// The api's own limits per request.
const SUPPLIERS_PER_REQUEST = 500;
const EVENTS_PER_REQUEST = 1_000;
const HIGH_WATER = 5_000;
/** Waits between attempts; the last one repeats for ever. */
const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000, 3_000];
const REQUEST_TIMEOUT_MS = 30_000;
/** How long to gather a batch when little happens. */
const GATHER_MS = 200;

/**
 * Feeds the product's ingestion in order and in batches, suppliers before events, until each batch is accepted:
 * refusals of single rows are counted, everything else (api down, throttled, 5xx) is tried again for ever.
 */
export function createIngestSender({ apiUrl, token, backlog }: IngestSenderOptions): IngestSender {
  const suppliers = new Map((backlog?.suppliers ?? []).map((record) => [record.externalId, record]));
  const events = [...(backlog?.events ?? [])];
  const heardOf = new Set<string>();
  const counters: IngestCounters = {
    suppliersSent: 0,
    eventsSent: 0,
    duplicates: 0,
    rejected: 0,
    failedAttempts: 0,
    lastFailure: null,
  };
  const stopping = new AbortController();
  let waiters: { below: number; resolve: () => void }[] = [];
  let underWay = 0;

  const pending = () => suppliers.size + events.length + underWay;

  const wake = () => {
    const ready = waiters.filter(({ below }) => pending() <= below || stopping.signal.aborted);
    waiters = waiters.filter((waiter) => !ready.includes(waiter));
    ready.forEach(({ resolve }) => resolve());
  };

  const waitBelow = (below: number) =>
    pending() <= below ? Promise.resolve() : new Promise<void>((resolve) => waiters.push({ below, resolve }));

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (pending() < EVENTS_PER_REQUEST)
        await sleep(GATHER_MS, undefined, { signal: stopping.signal }).catch(() => {});
      await sendSuppliers();
      await sendEvents();
      wake();
    }
  }

  async function sendSuppliers(): Promise<void> {
    const batch = [...suppliers.values()].slice(0, SUPPLIERS_PER_REQUEST);
    if (batch.length === 0) return;
    batch.forEach((record) => suppliers.delete(record.externalId));
    underWay = batch.length;
    const accepted = await deliver('PUT', '/api/ingest/suppliers', { suppliers: batch });
    underWay = 0;
    if (accepted) await sendConsents(batch);
    if (accepted) counters.suppliersSent += batch.length;
    // A newer record that arrived meanwhile wins.
    else
      batch
        .filter(({ externalId }) => !suppliers.has(externalId))
        .forEach((record) => suppliers.set(record.externalId, record));
  }

  /** What a supplier's contact answered at sign-up is told once, as soon as the product knows the contact. */
  async function sendConsents(batch: readonly SupplierRecord[]): Promise<void> {
    const fresh = batch.filter(({ externalId }) => !heardOf.has(externalId));
    const consents = fresh.flatMap(consentRecords);
    if (consents.length > 0 && !(await deliver('PUT', '/api/ingest/consents', { consents }))) return;
    fresh.forEach(({ externalId }) => heardOf.add(externalId));
  }

  async function sendEvents(): Promise<void> {
    const batch = events.splice(0, EVENTS_PER_REQUEST);
    if (batch.length === 0) return;
    underWay = batch.length;
    const accepted = await deliver('POST', '/api/ingest/events', { events: batch });
    underWay = 0;
    if (accepted) counters.eventsSent += batch.length;
    else events.unshift(...batch);
  }

  /** @returns false only when the sender is being closed */
  async function deliver(method: string, path: string, body: unknown): Promise<boolean> {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      const outcome = await attemptOnce(method, path, body);
      if (outcome === 'accepted') return true;
      counters.failedAttempts += 1;
      const delayMs = outcome.retryAfterMs ?? RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)];
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
    return false;
  }

  async function attemptOnce(
    method: string,
    path: string,
    body: unknown,
  ): Promise<'accepted' | { retryAfterMs?: number }> {
    try {
      const response = await fetch(new URL(path, apiUrl), {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
      });
      const answer: unknown = await response.json().catch(() => null);
      if (response.ok) return keepCounts(answer);
      counters.lastFailure = `${method} ${path}: ${response.status} ${JSON.stringify(answer)?.slice(0, 300)}`;
      const retryAfter = Number(response.headers.get('retry-after'));
      return retryAfter > 0 ? { retryAfterMs: retryAfter * 1_000 } : {};
    } catch (error) {
      counters.lastFailure = `${method} ${path}: ${error instanceof Error ? error.message : String(error)}`;
      return {};
    }
  }

  function keepCounts(answer: unknown): 'accepted' {
    if (typeof answer !== 'object' || answer === null) return 'accepted';
    if ('duplicates' in answer && typeof answer.duplicates === 'number') counters.duplicates += answer.duplicates;
    if ('rejected' in answer && Array.isArray(answer.rejected) && answer.rejected.length > 0) {
      counters.rejected += answer.rejected.length;
      counters.lastFailure = `rejected: ${JSON.stringify(answer.rejected[0]).slice(0, 300)}`;
    }
    return 'accepted';
  }

  const running = loop();
  return {
    supplier: (record) => void suppliers.set(record.externalId, record),
    event: (event) => void events.push(event),
    get pending() {
      return pending();
    },
    get isFull() {
      return pending() > HIGH_WATER;
    },
    counters,
    idle: () => waitBelow(0),
    async close() {
      stopping.abort();
      await running;
      wake();
      return { suppliers: [...suppliers.values()], events };
    },
  };
}
