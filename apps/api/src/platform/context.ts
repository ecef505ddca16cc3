import { actorOf, DomainError, Forbidden, mayDo, type Permission, type Principal } from '@wedsync/domain/platform';
import type { Request } from 'express';
import type { ApiServices, RequestContext } from './services.ts';

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by the access capability once the caller is known. */
    principal?: Principal;
  }
}

/** Makes the context of one request. @throws DomainError unauthenticated when nobody is signed in */
export function contextFor(services: ApiServices): (req: Request) => RequestContext {
  return (req) => {
    const { principal } = req;
    if (principal === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'Sign in to continue.');
    return { ...services, principal, actor: actorOf(principal, String(req.id)) };
  };
}

/** The context, for whoever holds the permission. @throws Forbidden for everybody else */
export function permitted(
  context: RequestContext,
  permission: Permission,
  why = `Your role does not include ${permission}.`,
): RequestContext {
  if (!mayDo(context.principal, permission)) throw Forbidden({ why });
  return context;
}
