import { EventEmitter, once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { closeable } from './close-server.ts';

const holding = new Agent({ keepAlive: true });
afterEach(() => holding.destroy());

async function serving(answer: RequestListener) {
  const server = createServer(answer);
  const close = closeable(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { close, url: `http://127.0.0.1:${port}` };
}

async function ask(url: string): Promise<IncomingMessage> {
  const [answer]: IncomingMessage[] = await once(get(url, { agent: holding }), 'response');
  if (answer === undefined) throw new Error('No answer.');
  return answer.resume();
}

test('a live stream ends when the server closes, and does not hold it up', async () => {
  const { close, url } = await serving((_req, res) => {
    res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    res.write(': ready\n\n');
  });
  const stream = await ask(url);
  const ended = once(stream, 'end');
  await close();
  await ended;
});

test('an answer under way is finished before the server closes, and its connection let go with it', async () => {
  const arrivals = new EventEmitter();
  const { close, url } = await serving((_req, res) => void arrivals.emit('one', res));
  const arrived: Promise<ServerResponse[]> = once(arrivals, 'one');
  const answering = ask(url);
  const [res] = await arrived;
  const closing = close();
  res?.end('all of it');
  expect((await answering).statusCode).toBe(200);
  await closing;
  await expect(ask(url)).rejects.toThrow();
});
