import { CsrfRefused } from '@wedsync/domain/access';
import type { RequestHandler } from 'express';
import { equalText } from './keys.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isUnsafe(method: string): boolean {
  return !safeMethods.has(method);
}

/** Synchroniser token: an unsafe request of a signed-in browser repeats the token that only our own pages can read. */
export const requireCsrfToken: RequestHandler = (req, _res, next) => {
  const expected = req.session.csrfToken;
  if (isUnsafe(req.method) && expected !== undefined) {
    const given = req.headers['x-csrf-token'];
    if (typeof given !== 'string' || !equalText(expected, given)) throw CsrfRefused(undefined);
  }
  next();
};

/** Before there is a session there is no token; a browser says itself when another site's page makes it sign in. */
export const refuseOtherSites: RequestHandler = (req, _res, next) => {
  if (req.headers['sec-fetch-site'] === 'cross-site') throw CsrfRefused(undefined);
  next();
};
