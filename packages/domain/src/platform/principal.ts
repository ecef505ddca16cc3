import type { Actor, RecordScope } from './actor.ts';

/** "<resource>:<verb or action>", such as "suppliers:list" or "charges:refund". */
export type Permission = `${string}:${string}`;

/** A signed-in member of staff or a machine with a token, with everything needed to decide what it may do. */
export type Principal = {
  readonly kind: 'staff' | 'service';
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** Names of roles; access says which there are and what each grants. */
  readonly roles: readonly string[];
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
