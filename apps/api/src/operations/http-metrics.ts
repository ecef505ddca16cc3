import type { IncomingMessage, ServerResponse } from 'node:http';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

export type HttpMetrics = {
  readonly registry: Registry;
  readonly observe: (req: IncomingMessage, res: ServerResponse, next: () => void) => void;
};

/** Times requests by the resource they are about, and tells each duration on. Only names we know become labels, so nobody can make the table of series grow. */
export function createHttpMetrics(
  resourceNames: readonly string[],
  onAnswer: (durationMs: number) => void,
): HttpMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'wedsync_http_request_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'resource', 'status'] as const,
    buckets: secondsBuckets,
    registers: [registry],
  });
  const known = new Set([...resourceNames, 'session', 'ingest', 'webhooks', 'actions']);
  return {
    registry,
    observe: (req, res, next) => {
      const resource = labelOf(req.url ?? '', known);
      // A live stream lasts as long as its reader stays: its duration says nothing.
      if (resource === 'stream') return next();
      const startedAt = performance.now();
      const method = methodLabel(req.method ?? '');
      res.once('finish', () => {
        const status = `${Math.floor(res.statusCode / 100)}xx`;
        const durationMs = performance.now() - startedAt;
        seconds.labels(method, resource, status).observe(durationMs / 1_000);
        onAnswer(durationMs);
      });
      next();
    },
  };
}

function labelOf(url: string, known: ReadonlySet<string>): string {
  if (url.startsWith('/api/stream')) return 'stream';
  const resource = /^\/api\/([^/?]+)/.exec(url)?.[1];
  if (resource === undefined) return 'admin';
  return known.has(resource) ? resource : 'other';
}

function methodLabel(method: string): string {
  return ['GET', 'POST', 'PUT', 'DELETE', 'HEAD'].includes(method) ? method : 'OTHER';
}
