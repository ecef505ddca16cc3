import { InvalidToken, MissingScope, type TokenScope } from '@wedsync/domain/access';
import type { Request, RequestHandler } from 'express';
import type { ApiServices } from '../platform/index.ts';
import { directoryOf, servicePrincipal } from './directory.ts';
import { hashSecret } from './token-secret.ts';

/** Longer than any token of ours; hashing is not offered to anybody's megabytes. */
const maxTokenChars = 256;

/**
 * Lets a machine in by `Authorization: Bearer <service token>` and sets `req.principal` (its id is the key for rate limits).
 * @throws InvalidToken (401) and MissingScope (403)
 */
export function authenticateService({ store }: ApiServices, scope: TokenScope): RequestHandler {
  const directory = directoryOf(store);
  return async (req, res, next) => {
    const secret = bearerOf(req);
    const token = secret === null ? undefined : await directory.token(hashSecret(secret));
    if (token === undefined) {
      res.setHeader('WWW-Authenticate', 'Bearer');
      throw InvalidToken(undefined);
    }
    if (!token.scopes.includes(scope)) throw MissingScope({ scope });
    req.principal = servicePrincipal(token);
    next();
  };
}

/** The bearer token of a request, or null. */
export function bearerOf(req: Request): string | null {
  const secret = /^Bearer ([!-~]+)$/i.exec(req.headers.authorization ?? '')?.[1];
  return secret === undefined || secret.length > maxTokenChars ? null : secret;
}
