import type { Actor, RecordScope } from '@wedsync/domain/platform';
import type { Permission, Role } from './permissions.ts';

/** A signed-in member of staff or a machine with a token, with everything needed to decide what it may do. */
export type Principal = {
  readonly kind: 'staff' | 'service';
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  readonly scope: RecordScope;
};

/** The principal as the database sees it during one request. */
export function actorOf(principal: Principal, requestId: string, reason?: string): Actor {
  const { kind, id, name, scope } = principal;
  return { kind, id, name, scope, requestId, ...(reason === undefined ? {} : { reason }) };
}

export function mayDo(principal: Principal, permission: Permission): boolean {
  return principal.permissions.has(permission);
}
