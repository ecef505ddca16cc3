import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Longer than any answer takes. */
const patienceMs = 3_000;

/**
 * Prepares a server to be closed as soon as its callers allow: answers under way are finished, and neither live streams, which never end by themselves, nor
 * callers that go on asking over a connection they hold keep it open.
 * @returns what closes it
 */
export function closeable(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let closing = false;
  server.prependListener('request', (_req: IncomingMessage, res: ServerResponse) => {
    open.add(res);
    res.once('close', () => open.delete(res));
    if (closing) letGoAfterwards(res);
  });
  return async () => {
    closing = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const patience = setTimeout(() => server.closeAllConnections(), patienceMs);
    for (const res of open) if (isStream(res)) res.end();
    for (const res of open) letGoAfterwards(res);
    await closed;
    clearTimeout(patience);
  };
}

function isStream(res: ServerResponse): boolean {
  return String(res.getHeader('content-type')).startsWith('text/event-stream');
}

/** Said too late for this answer, the connection still falls idle after it. */
function letGoAfterwards(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
  else res.once('finish', () => res.req.socket.destroySoon());
}
