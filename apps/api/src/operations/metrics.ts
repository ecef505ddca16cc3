import { timingSafeEqual } from 'node:crypto';
import { readGauges } from '@wedsync/db/operations';
import { Forbidden, systemActor } from '@wedsync/domain/platform';
import { Router, type Request } from 'express';
import { Gauge, type Registry } from 'prom-client';
import type { ApiServices } from '../platform/index.ts';

const actor = systemActor('metrics', 'metrics');

/** /metrics for Prometheus, for a scraper on this machine or one that brings the token. */
export function metricsRoutes({ store, env, log }: ApiServices, registry: Registry): Router {
  const router = Router();
  const made = new Map<string, Gauge>();
  router.get('/metrics', async (req, res) => {
    if (!mayScrape(req, env.metrics.token)) throw Forbidden({ why: 'Metrics are for the monitoring system.' });
    const onTrouble = (gauge: { name: string }, error: unknown) =>
      log.warn({ err: error, gauge: gauge.name }, 'a gauge could not be read');
    for (const { gauge, values } of await store.read(actor, (reader) => readGauges(reader, onTrouble))) {
      const { name, help, label } = gauge;
      const one =
        made.get(name) ?? new Gauge({ name, help, labelNames: label === null ? [] : [label], registers: [registry] });
      made.set(name, one);
      one.reset();
      for (const { label: text, value } of values) {
        if (label === null) one.set(value);
        else one.set({ [label]: text ?? 'none' }, value);
      }
    }
    res
      .setHeader('Cache-Control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  });
  return router;
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function mayScrape(req: Request, token: string | null): boolean {
  // Behind a proxy every caller looks local, so there the token is the only way.
  if (token === null) return loopback.has(req.socket.remoteAddress ?? '') && req.get('x-forwarded-for') === undefined;
  const given = Buffer.from(req.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
