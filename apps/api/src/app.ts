import { createId, limits, NotFound } from '@wedsync/domain/platform';
import express, { Router, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { actionRoutes } from './access/index.ts';
import {
  contextFor,
  documentationRouter,
  problemHandler,
  resourceRouter,
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
  readonly observe?: RequestHandler;
};

/** The whole HTTP side as one Express app: machine doors first, then identity, then resources and further routes. */
export function createApp({ services, capabilities, identify, outer, observe }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  // Answers are never stored, so hashing each for an ETag would serve nobody.
  app.disable('etag');
  app.set('trust proxy', services.env.http.trustProxy);
  app.set('query parser', 'simple');
  if (observe !== undefined) app.use(observe);
  app.use(requestLog(services));
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
  for (const { intake } of capabilities) if (intake !== undefined) app.use('/api', intake(services));
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
  for (const { routes, resources } of capabilities) {
    if (routes !== undefined) router.use(routes(services));
    for (const resource of resources) router.use(`/${resource.name}`, resourceRouter(resource, contextOf));
  }
  return router;
}

function requestLog({ log, uuids }: ApiServices): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: () => createId('request', uuids.next()),
    customLogLevel: (_req, res, error) => (error !== undefined || res.statusCode >= 500 ? 'error' : 'debug'),
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        path: req.url.split('?')[0],
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  });
}

/** What staff see is personal and changes: no cache keeps it. */
const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};
