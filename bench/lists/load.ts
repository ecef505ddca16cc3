import { connect, type Socket } from 'node:net';

export type Load = {
  readonly requestsPerSecond: number;
  readonly p95Ms: number;
  readonly timesMs: readonly number[];
  readonly seconds: number;
};

type Options = {
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly durationMs: number;
};

/** Asks for one page again and again over keep-alive connections. Bare sockets: the client must cost little beside what it measures. */
export async function putUnderLoad({ connections, durationMs, ...target }: Options): Promise<Load> {
  const request = requestText(target.path, target.headers ?? {});
  const times: number[] = [];
  const startedMs = performance.now();
  const deadlineMs = startedMs + durationMs;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const ask = await openConnection(target.port);
      do {
        const sentMs = performance.now();
        await ask.send(request);
        times.push(performance.now() - sentMs);
      } while (performance.now() < deadlineMs);
      ask.close();
    }),
  );
  return summary(times, (performance.now() - startedMs) / 1000);
}

/** Several loads as one. */
export function together(loads: readonly Load[]): Load {
  return summary(
    loads.flatMap(({ timesMs }) => timesMs),
    loads.reduce((sum, { seconds }) => sum + seconds, 0),
  );
}

function summary(timesMs: readonly number[], seconds: number): Load {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const p95Ms = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0;
  return { requestsPerSecond: sorted.length / seconds, p95Ms, timesMs, seconds };
}

function requestText(path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ host: 'bench', ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

type Connection = { send(request: string): Promise<void>; close(): void };

async function openConnection(port: number): Promise<Connection> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect(port, '127.0.0.1', () => resolve(opening));
    opening.once('error', reject);
  });
  socket.setNoDelay(true);
  let answered: ((error?: Error) => void) | undefined;
  let received = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const length = answerLength(received);
    if (length === null || received.length < length) return;
    const ok = received.subarray(9, 12).toString() === '200';
    const problem = ok ? undefined : new Error(received.toString().slice(0, 600));
    received = received.subarray(length);
    answered?.(problem);
  });
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        answered = (error) => (error === undefined ? resolve() : reject(error));
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Bytes of the whole answer once its head is there; both servers send a Content-Length. */
function answerLength(received: Buffer): number | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const length = /content-length: (\d+)/i.exec(received.subarray(0, headEnd).toString('latin1'))?.[1];
  return headEnd + 4 + Number(length ?? 0);
}
