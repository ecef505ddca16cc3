import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { limits, NotFound } from '@wedsync/domain/platform';
import express, { Router, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { actionRoutes } from './access/index.ts';
import {
  contextFor,
  doorRouter,
  documentationRouter,
  problemHandler,
  requestLog,
  resourceRouter,
  traceRequest,
  webhookDoors,
  type ApiCapability,
  type ApiServices,
} from './platform/index.ts';

export type AppParts = {
  readonly services: ApiServices;
  readonly capabilities: readonly ApiCapability[];
  /** Session, CSRF and whatever else makes `req.principal`; runs before every staff route. */
  readonly identify: readonly RequestHandler[];
  /** Serves health, metrics and the built admin, outside /api. */
  readonly outer?: Router;
  /** Sees every request before all else, to time it. */
  readonly observe?: (req: IncomingMessage, res: ServerResponse, next: () => void) => void;
};

/** The whole HTTP side: webhooks, which are answered before Express sees them, and the house behind them. */
export function createApp(parts: AppParts): RequestListener {
  const { services, capabilities, observe = unobserved } = parts;
  const doors = webhookDoors(
    capabilities.flatMap(({ webhooks = [] }) => webhooks),
    services,
  );
  const house = createHouse(parts, doors.refuse);
  return (req, res) => observe(req, res, () => doors.open(req, res, () => house(req, res)));
}

const unobserved: NonNullable<AppParts['observe']> = (_req, _res, next) => next();

/** Everything but webhooks as one Express app: machine doors first, then identity, then resources and further routes. */
export function createHouse(
  { services, capabilities, identify, outer }: AppParts,
  refuseWebhooks: RequestHandler,
): Express {
  const app = express();
  app.disable('x-powered-by');
  // Answers are never stored, so hashing each for an ETag would serve nobody.
  app.disable('etag');
  app.set('trust proxy', services.env.http.trustProxy);
  app.set('query parser', 'simple');
  app.use(requestLog(services));
  app.use(traceRequest);
  app.use(
    helmet({
      strictTransportSecurity: services.env.http.publicUrl.startsWith('https:'),
      contentSecurityPolicy: {
        directives: {
          'upgrade-insecure-requests': null,
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:'],
        },
      },
    }),
  );
  app.use(refuseWebhooks);
  for (const { intake = [] } of capabilities) app.use('/api', doorRouter(intake, services));
  app.use(
    '/api',
    noStore,
    express.json({ limit: limits.maxJsonBodyBytes }),
    ...identify,
    staffRouter(services, capabilities),
  );
  app.use('/api', (req) => {
    throw NotFound({ what: 'address', id: req.path });
  });
  if (outer !== undefined) app.use(outer);
  app.use(problemHandler);
  return app;
}

function staffRouter(services: ApiServices, capabilities: readonly ApiCapability[]): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.use(documentationRouter(capabilities, contextOf));
  router.use(actionRoutes(services, capabilities));
  for (const { resources, doors = [] } of capabilities) {
    router.use(doorRouter(doors, services));
    for (const resource of resources) router.use(`/${resource.name}`, resourceRouter(resource, contextOf));
  }
  return router;
}

/** What staff see is personal and changes: no cache keeps it. */
const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};
