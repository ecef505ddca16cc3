import { createId } from '@wedsync/domain/platform';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import { isDeparture } from './problem.ts';
import type { ApiServices } from './services.ts';

/** Names every request and logs those that went wrong. */
export function requestLog({ log, uuids }: Pick<ApiServices, 'log' | 'uuids'>): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: () => createId('request', uuids.next()),
    customLogLevel: (_req, res, error) =>
      (error !== undefined && !isDeparture(error)) || res.statusCode >= 500 ? 'error' : 'debug',
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        path: pathOf(req.url),
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  });
}

/** Links for readers without an account carry their right in the path. */
function pathOf(url: string): string {
  const [path = ''] = url.split('?');
  return path.replace(/^(\/api\/unsubscribe\/).+/, '$1[hidden]');
}
