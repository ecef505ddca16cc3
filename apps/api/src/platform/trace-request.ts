import { isTracing, traced } from '@wedsync/db/platform';
import type { RequestHandler } from 'express';

/** Every request is a span, and its id names the trace. A live stream lasts as long as its reader stays: its span would say nothing. */
export const traceRequest: RequestHandler = (req, res, next) => {
  if (!isTracing() || req.path === '/api/stream') return next();
  const calledBy = req.get('traceparent');
  const name = `${req.method} ${resourceOf(req.path)}`;
  // Not the path: links for readers without an account carry their right in it.
  const facts = { 'http.request.method': req.method };
  void traced({ name, kind: 'server', requestId: String(req.id), calledBy, facts }, async (span) => {
    const over = new Promise((resolve) => res.once('close', resolve));
    next();
    await over;
    span.note({ 'http.response.status_code': res.statusCode });
  });
};

/** "/api/charges/ch_1" is about charges: names of spans stay few. */
function resourceOf(path: string): string {
  return /^\/api\/([a-z-]+)/.exec(path)?.[1] ?? 'page';
}
