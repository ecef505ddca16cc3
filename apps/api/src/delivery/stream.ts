import { missedEvents, type JobRunNews, type LiveEvent } from '@wedsync/db/delivery';
import { mayHear } from '@wedsync/domain/delivery';
import { DomainError, mayDo } from '@wedsync/domain/platform';
import type { Request, Response } from 'express';
import { defineDoor, type RequestContext } from '../platform/index.ts';
import { createStreamHub } from './stream-hub.ts';

const limits = {
  connections: 500,
  connectionsPerPerson: 12,
  /** After this a client comes back by itself, signed in anew. */
  maxAgeMs: 10 * 60_000,
  heartbeatMs: 15_000,
  retryMs: 2_000,
  /** A reader this far behind is let go; it comes back and asks for what it missed. */
  maxBufferedBytes: 1_000_000,
  maxMissed: 500,
} as const;

/** Each client hears what it may read, from suppliers in its scope, and nothing else. */
export const streamDoor = defineDoor({
  method: 'get',
  path: '/stream',
  summary: 'Live changes as server-sent events',
  description: 'Last-Event-ID, as header or as the parameter lastEventId, asks for what was missed.',
  permission: null,
  produces: 'text/event-stream',
  prepare(services) {
    const hub = createStreamHub(services);
    const open = new Map<Response, string>();
    return async ({ req, res, ...context }) => {
      refuseCrowd(open, context.principal.id);
      open.set(res, context.principal.id);
      res.once('close', () => open.delete(res));
      await serveClient(context, lastEventId(req), res, hub.join);
    };
  },
});

function refuseCrowd(open: ReadonlyMap<Response, string>, person: string): void {
  const own = [...open.values()].filter((id) => id === person).length;
  if (open.size < limits.connections && own < limits.connectionsPerPerson) return;
  throw new DomainError(
    'limited',
    'too-many-streams',
    'There are too many live connections. Close a tab or try again in a moment.',
    {
      retryAfterSeconds: 30,
    },
  );
}

type Join = ReturnType<typeof createStreamHub>['join'];

async function serveClient(context: RequestContext, after: number | null, res: Response, join: Join): Promise<void> {
  const { principal, store, actor } = context;
  const waiting: LiveEvent[] = [];
  // What was missed may also be told live a moment later.
  const sent = new Set<number>();
  let caughtUp = false;
  const tell = (event: LiveEvent) => {
    if (sent.has(event.id)) return;
    write(res, `id: ${event.id}\nevent: change\ndata: ${eventData(event)}\n\n`);
  };
  const leave = await join({
    onEvent: (event) => {
      if (!mayHear(principal, event)) return;
      if (caughtUp) tell(event);
      else waiting.push(event);
    },
    onJobRun: (run) => {
      if (mayDo(principal, 'job-runs:list') && principal.scope.kind === 'all')
        write(res, `event: job\ndata: ${runData(run)}\n\n`);
    },
    // What this person may hear must be decided anew: the client comes back by itself, if it may.
    onAccess: (id) => {
      if (id === null || id === principal.id) res.end();
    },
  });
  res.once('close', leave);
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'X-Accel-Buffering': 'no',
    Connection: 'keep-alive',
  });
  write(res, `retry: ${limits.retryMs}\n: ready\n\n`);
  keepAlive(res);
  if (after !== null) {
    const missed = await store.read(actor, (reader) => missedEvents(reader, after, limits.maxMissed));
    for (const event of missed.filter((candidate) => mayHear(principal, candidate))) {
      tell(event);
      sent.add(event.id);
    }
  }
  caughtUp = true;
  waiting.splice(0).forEach(tell);
}

function keepAlive(res: Response): void {
  const beat = setInterval(() => write(res, ': still here\n\n'), limits.heartbeatMs);
  const age = setTimeout(() => res.end(), limits.maxAgeMs);
  res.once('close', () => {
    clearInterval(beat);
    clearTimeout(age);
  });
}

function write(res: Response, text: string): void {
  if (res.writableEnded || res.destroyed) return;
  if (res.writableLength > limits.maxBufferedBytes) res.destroy();
  else res.write(text);
}

function eventData({ type, resource, resourceId, supplierId, recordedAt, summary }: LiveEvent): string {
  return JSON.stringify({ type, resource, id: resourceId, supplierId, at: recordedAt.toISOString(), summary });
}

/** Carries no id and has a name of its own: it is news of the moment, neither an event that happened nor something to resume from. */
function runData({ id, name, state, progress }: JobRunNews): string {
  const far = progress === null ? state : `${progress.done}${progress.total === null ? '' : ` of ${progress.total}`}`;
  return JSON.stringify({
    type: 'job-run.changed',
    resource: 'job-runs',
    id: String(id),
    supplierId: null,
    at: null,
    summary: `${name}: ${far}`,
  });
}

/** The browser sends the header on its own retries; after longer breaks the admin asks by parameter. */
function lastEventId(req: Request): number | null {
  const given = req.get('last-event-id') ?? (typeof req.query.lastEventId === 'string' ? req.query.lastEventId : '');
  return /^\d{1,15}$/.test(given) ? Number(given) : null;
}
