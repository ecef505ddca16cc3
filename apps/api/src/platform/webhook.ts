import type { IncomingMessage, ServerResponse } from 'node:http';
import { defineError } from '@wedsync/domain/platform';
import type { RequestHandler } from 'express';
import type { Sign } from './door.ts';
import type { ApiServices } from './services.ts';

/** What a webhook does with a post. */
export type WebhookReceiver = {
  /** Takes what was posted; when it returns, what was said is safe. Whatever it throws is answered as a problem. */
  readonly receive: (body: Buffer, headers: IncomingMessage['headers'], remoteAddress: string) => Promise<void>;
  /** Hears about what could not be taken, before it is answered. */
  readonly onRefused?: (error: unknown) => void;
};

type WebhookDefinition = Pick<Sign, 'path' | 'summary' | 'description' | 'body'> & {
  readonly maxBodyBytes: number;
  readonly prepare: (services: ApiServices) => WebhookReceiver;
};

/** An address at which another system tells us something all day long. */
export type Webhook = {
  readonly sign: Sign;
  readonly maxBodyBytes: number;
  readonly prepare: (services: ApiServices) => WebhookReceiver;
};

/** A webhook proves by itself who posts: no key opens it, and its body stays as it came, byte for byte. */
export function defineWebhook({ maxBodyBytes, prepare, ...sign }: WebhookDefinition): Webhook {
  return { sign: { ...sign, method: 'post', keys: [] }, maxBodyBytes, prepare };
}

export type WebhookDoors = {
  /** Before all else: what goes well is answered here and meets none of what staff and browsers need. */
  readonly open: (req: IncomingMessage, res: ServerResponse, next: () => void) => void;
  /** Mounted where problems are logged and answered: what did not go well arrives here. */
  readonly refuse: RequestHandler;
};

const BodyTooLarge = defineError(
  'too-large',
  'too-large',
  (p: { maxBytes: number }) => `Send at most ${p.maxBytes} bytes.`,
);
const BodyCutOff = defineError('invalid', 'body-cut-off', () => 'The body ended before it was complete.');

/** One pair of handlers for all webhooks. */
export function webhookDoors(webhooks: readonly Webhook[], services: ApiServices): WebhookDoors {
  const byPath = new Map(
    webhooks.map(({ sign, maxBodyBytes, prepare }) => [`/api${sign.path}`, { maxBodyBytes, ...prepare(services) }]),
  );
  const refused = new WeakMap<IncomingMessage, unknown>();
  type Open = WebhookReceiver & { readonly maxBodyBytes: number };
  const answer = async (webhook: Open, req: IncomingMessage, res: ServerResponse, next: () => void) => {
    try {
      const from = req.socket.remoteAddress ?? '';
      await webhook.receive(await readBody(req, webhook.maxBodyBytes), req.headers, from);
    } catch (error) {
      webhook.onRefused?.(error);
      refused.set(req, error);
      return next();
    }
    thank(res);
  };
  return {
    open: (req, res, next) => {
      const webhook = req.method === 'POST' ? byPath.get(pathOf(req.url ?? '')) : undefined;
      if (webhook === undefined) next();
      else void answer(webhook, req, res, next);
    },
    refuse: (req, _res, next) => next(refused.get(req)),
  };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

const thanks = '{"received":true}';

function thank(res: ServerResponse): void {
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': String(thanks.length) }).end(thanks);
}

/** Who sends a little too much reads the answer on a connection that lives on; who goes on for this many times the limit is cut off. */
const patience = 8;

/** The body as it came, byte for byte, for the signature is over those bytes. */
function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(req.headers['content-length'] ?? 0) > maxBytes) reject(BodyTooLarge({ maxBytes }));
    let chunks: Buffer[] = [];
    let bytes = 0;
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      chunks = [];
      reject(BodyTooLarge({ maxBytes }));
      if (bytes > maxBytes * patience) req.destroy();
    });
    req.on('end', () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
    req.on('error', (cause) => reject(BodyCutOff(undefined, { cause })));
  });
}
