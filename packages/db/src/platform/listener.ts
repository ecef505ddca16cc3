import pg from 'pg';

export type Listener = {
  /** Calls `handler` with each payload, and with null after a reconnect: anything may have been missed. */
  on(channel: string, handler: (payload: string | null) => void): void;
  readonly connected: boolean;
  close(): Promise<void>;
};

type Options = {
  readonly url: string;
  readonly applicationName: string;
  readonly channels: readonly string[];
  readonly onTrouble?: (error: Error) => void;
};

const retryMs = { first: 100, max: 5_000 };

/**
 * One connection that only listens, kept alive for as long as the process lives: when it is cut it comes back by itself and tells every handler.
 * @throws when the first connection cannot be made, so a wrong address stops the start
 */
export async function openListener(options: Options): Promise<Listener> {
  const handlers = new Map<string, ((payload: string | null) => void)[]>();
  const tell = (channel: string, payload: string | null) =>
    handlers.get(channel)?.forEach((handler) => handler(payload));
  let client: pg.Client | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = newClient(options);
    let lost = false;
    const onLost = (error: Error) => {
      if (lost) return;
      lost = true;
      if (client !== next) return;
      client = null;
      options.onTrouble?.(error);
      reconnectIn(retryMs.first);
    };
    next.on('error', onLost);
    next.on('end', () => onLost(new Error('The listening connection ended.')));
    next.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''));
    await next.connect();
    if (closed) return next.end();
    for (const channel of options.channels) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    client = next;
  };
  const reconnectIn = (delayMs: number) => {
    if (closed) return;
    timer = setTimeout(() => {
      connect().then(
        () => options.channels.forEach((channel) => tell(channel, null)),
        (error: Error) => {
          options.onTrouble?.(error);
          reconnectIn(Math.min(delayMs * 2, retryMs.max));
        },
      );
    }, delayMs);
  };

  await connect();
  return {
    on: (channel, handler) => handlers.set(channel, [...(handlers.get(channel) ?? []), handler]),
    get connected() {
      return client !== null;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}

function newClient({ url, applicationName }: Options): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
}
