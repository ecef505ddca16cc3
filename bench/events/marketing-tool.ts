import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** A channel outside that answers at once and remembers when each event's request was there. */
export async function startMarketingTool() {
  const seen = new Map<number, number>();
  const server = createServer((request, response) => {
    const at = performance.now();
    void take(request, at).then(() =>
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"id":"bench"}'),
    );
  }).listen(0, '127.0.0.1');
  const take = async (request: IncomingMessage, at: number) => {
    const { properties }: { properties: { amountMinor: number } } = JSON.parse(await text(request));
    if (!seen.has(properties.amountMinor)) seen.set(properties.amountMinor, at);
  };
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return {
    seen,
    stop,
    env: { MARKETING_API_BASE: `http://127.0.0.1:${port}`, MARKETING_API_SECRET: 'a-secret-of-the-benchmark' },
  };
}
