import { DomainError } from '@wedsync/domain/platform';
import type { Request } from 'express';
import type { Directory } from './directory.ts';
import { staffPrincipal } from './directory.ts';
import type { Identified } from './identified.ts';

/** What the admin knows of the person in front of it. */
export function sessionAnswer(req: Request, identified: Identified) {
  const { person, viewAs } = identified;
  const principal = req.principal ?? person;
  return {
    staff: { id: person.id, name: person.name, email: person.email, roles: person.roles, scope: principal.scope },
    permissions: [...principal.permissions].sort(),
    csrfToken: req.session.csrfToken,
    viewAs: viewAs && {
      supplierId: viewAs.supplierId,
      businessName: viewAs.businessName,
      reason: viewAs.reason,
      expiresAt: viewAs.expiresAt,
    },
  };
}

/** The person in front of us. @throws DomainError unauthenticated when there is none */
export function requireIdentified(req: Request): Identified {
  if (req.identified === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'Sign in to continue.');
  return req.identified;
}

/** Knows somebody who signed in a moment ago in this very request. */
export async function identifyNow(req: Request, directory: Directory, staffId: string): Promise<Identified> {
  directory.forget(staffId);
  const found = await directory.staff(staffId);
  if (found === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'Sign in to continue.');
  const person = staffPrincipal(found);
  req.identified = { person, viewAs: null };
  req.principal = person;
  return req.identified;
}
