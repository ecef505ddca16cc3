import { Router } from 'express';
import type { ApiServices } from '../platform/index.ts';
import { adminRoutes } from './admin-files.ts';
import { healthRoutes } from './health.ts';
import { createLatency, type Latency } from './latency.ts';
import { createHttpMetrics, type HttpMetrics } from './http-metrics.ts';
import { metricsRoutes } from './metrics.ts';

export type OuterParts = {
  /** Times every request: mounted before all else. */
  readonly observe: HttpMetrics['observe'];
  /** Health, metrics and the built admin: mounted after the api. */
  readonly outer: Router;
  readonly latency: Latency;
};

/** Everything the api serves outside /api. */
export function operationsOuter(services: ApiServices, resourceNames: readonly string[]): OuterParts {
  const latency = createLatency(services);
  const { registry, observe } = createHttpMetrics(resourceNames, latency.add);
  const outer = Router();
  outer.use(healthRoutes(services));
  outer.use(metricsRoutes(services, registry));
  if (services.env.http.adminDist !== null) outer.use(adminRoutes(services.env.http.adminDist));
  return { observe, outer, latency };
}
