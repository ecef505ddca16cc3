import { jobRunNews, liveEventsAfter, newestEventId, type JobRunNews, type LiveEvent } from '@wedsync/db/delivery';
import { advanceHead, channels, openListener, type Listener, type OutboxHead } from '@wedsync/db/platform';
import type { ApiServices } from '../platform/index.ts';

export type HubClient = {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onJobRun: (run: JobRunNews) => void;
  /** The rights of a person or token changed, or with null perhaps those of anybody. */
  readonly onAccess: (principalId: string | null) => void;
};

export type StreamHub = {
  /** Opens the connection for the first client and gives it back after the last. @returns how to leave */
  readonly join: (client: HubClient) => Promise<() => void>;
};

/** Commits of this long are read together: nobody sees a tenth of a second, and every read costs the database a transaction. */
const gatherMs = 80;
/** While an open transaction may still add an earlier event, look again this soon. */
const settleMs = 50;
/** A lost notification is noticed after this at the latest. */
const sweepMs = 5_000;
const readLimit = 1_000;
/** Without listeners the connection is given back after this; it also lets the process end. */
const idleMs = 1_000;

/** One listening connection of this process tells everyone: events are read once, however many clients there are. */
export function createStreamHub({ store, env, log }: ApiServices): StreamHub {
  const clients = new Set<HubClient>();
  let opening: Promise<Listener> | null = null;
  let sweep: NodeJS.Timeout | undefined;
  let head: OutboxHead = { settled: 0, waiting: null };
  let told = new Set<number>();
  let runs = new Set<number>();

  const readEvents = async () => {
    const { events, sight } = await liveEventsAfter(store, head.settled, readLimit);
    for (const event of events.filter(({ id }) => !told.has(id))) for (const client of clients) client.onEvent(event);
    head = advanceHead(head, sight);
    told = new Set(events.map(({ id }) => id).filter((id) => id > head.settled));
    if (events.length === readLimit) eventReads.soon(0);
    else if (head.waiting !== null) eventReads.soon(settleMs);
  };
  const readRuns = async () => {
    const ids = [...runs];
    runs = new Set();
    if (ids.length === 0 || clients.size === 0) return;
    for (const run of await jobRunNews(store, ids)) for (const client of clients) client.onJobRun(run);
  };
  const onTrouble = (error: unknown) => log.warn({ err: error }, 'the live stream stumbled');
  const eventReads = gathered(readEvents, onTrouble);
  const runReads = gathered(readRuns, onTrouble);

  const open = async () => {
    const listener = await openListener({
      url: env.database.url,
      applicationName: 'wedsync-api-stream',
      channels: [channels.outbox, channels.jobRuns, channels.access],
      onTrouble,
    });
    const newest = await newestEventId(store);
    const { events } = await liveEventsAfter(store, Math.max(newest - readLimit / 2, 0), readLimit);
    head = { settled: Math.max(newest - readLimit / 2, 0), waiting: null };
    told = new Set(events.map(({ id }) => id));
    listener.on(channels.outbox, () => eventReads.soon(gatherMs));
    listener.on(channels.jobRuns, (id) => {
      if (id !== null && clients.size > 0) runs.add(Number(id));
      runReads.soon(100);
    });
    listener.on(channels.access, (id) => {
      for (const client of clients) client.onAccess(id);
    });
    sweep = setInterval(() => eventReads.soon(0), sweepMs);
    sweep.unref();
    return listener;
  };
  const close = async () => {
    clearInterval(sweep);
    const leaving = opening;
    opening = null;
    await leaving?.then((listener) => listener.close()).catch(() => undefined);
  };
  return {
    async join(client) {
      opening ??= open();
      try {
        await opening;
      } catch (error) {
        opening = null;
        throw error;
      }
      clients.add(client);
      return () => {
        clients.delete(client);
        setTimeout(() => clients.size === 0 && void close(), idleMs);
      };
    },
  };
}

/** Runs work soon, once for many calls, and again when a call came while it was running. */
function gathered(work: () => Promise<void>, onError: (error: unknown) => void): { soon(delayMs: number): void } {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const run = async () => {
    timer = undefined;
    running = true;
    try {
      await work();
    } catch (error) {
      onError(error);
    } finally {
      running = false;
      if (again) {
        again = false;
        soon(0);
      }
    }
  };
  const soon = (delayMs: number) => {
    if (running) again = true;
    else timer ??= setTimeout(() => void run(), delayMs);
  };
  return { soon };
}
