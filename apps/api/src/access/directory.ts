import {
  findSession,
  findStaffIdentity,
  findTokenIdentity,
  noteTokenUse,
  type StaffIdentity,
  type TokenIdentity,
} from '@wedsync/db/access';
import type { Store } from '@wedsync/db/platform';
import { permissionsOf, scopeOf } from '@wedsync/domain/access';
import type { Permission, Principal, RecordScope } from '@wedsync/domain/platform';
import { remembering } from './remembering.ts';

/** Who people, sessions and tokens are right now. Answers are kept for seconds, and forgotten the moment the database says that they changed. */
export type Directory = {
  staff(id: string): Promise<StaffIdentity | undefined>;
  /** What a session that has not expired holds. */
  session(sid: string): Promise<object | undefined>;
  token(hash: Buffer): Promise<TokenIdentity | undefined>;
  /** Forgets one person. Rights seldom change, so all sessions and tokens are forgotten with them: nobody must know whose they are. */
  forget(id: string): void;
  forgetSession(sid: string): void;
  forgetAll(): void;
};

const directories = new WeakMap<Store, Directory>();

/** The one directory of a store. */
export function directoryOf(store: Store): Directory {
  const known = directories.get(store) ?? createDirectory(store);
  directories.set(store, known);
  return known;
}

function createDirectory({ pool }: Store): Directory {
  const staff = remembering((id: string) => findStaffIdentity(pool, id));
  const tokens = remembering(async (hex: string) => {
    const found = await findTokenIdentity(pool, Buffer.from(hex, 'hex'));
    if (found !== undefined) await noteTokenUse(pool, found.id);
    return found;
  });
  const sessions = remembering((sid: string) => findSession(pool, sid));
  return {
    staff: (id) => staff.get(id),
    session: (sid) => sessions.get(sid),
    token: (hash) => tokens.get(hash.toString('hex')),
    forget: (id) => {
      staff.forget(id);
      sessions.forgetAll();
      tokens.forgetAll();
    },
    forgetSession: (sid) => sessions.forget(sid),
    forgetAll: () => {
      staff.forgetAll();
      sessions.forgetAll();
      tokens.forgetAll();
    },
  };
}

const principals = new WeakMap<StaffIdentity, Principal>();

/** A person with what their roles allow; worked out once for as long as the answer about them is kept. */
export function staffPrincipal(identity: StaffIdentity): Principal {
  const { id, name, email, roles, regions } = identity;
  const known = principals.get(identity);
  if (known !== undefined) return known;
  const permissions = permissionsOf(roles);
  const principal: Principal = { kind: 'staff', id, name, email, roles, permissions, scope: scopeOf(roles, regions) };
  principals.set(identity, principal);
  return principal;
}

/** The same person with a supplier's eyes: that one supplier, and nothing but reading. */
export function visitingPrincipal(person: Principal, supplierId: string): Principal {
  const scope: RecordScope = { kind: 'supplier', supplierId };
  return { ...person, permissions: readingOnly(person.permissions), scope };
}

/** A machine with the scope `read` reads what an auditor reads; personal fields are masked, for no machine holds contacts:reveal. */
export function servicePrincipal({ id, name, scopes }: TokenIdentity): Principal {
  const permissions = scopes.includes('read') ? readingOnly(permissionsOf(['auditor'])) : new Set<Permission>();
  return { kind: 'service', id, name, email: null, roles: [], permissions, scope: { kind: 'all' } };
}

function readingOnly(permissions: ReadonlySet<Permission>): ReadonlySet<Permission> {
  return new Set([...permissions].filter((permission) => /:(list|show)$/.test(permission)));
}
