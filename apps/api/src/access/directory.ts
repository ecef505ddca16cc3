import {
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

/** Who people and tokens are right now. Answers are kept for seconds, and forgotten the moment the database says that they changed. */
export type Directory = {
  staff(id: string): Promise<StaffIdentity | undefined>;
  token(hash: Buffer): Promise<TokenIdentity | undefined>;
  /** Forgets one person; tokens are few and all forgotten. */
  forget(id: string): void;
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
  return {
    staff: (id) => staff.get(id),
    token: (hash) => tokens.get(hash.toString('hex')),
    forget: (id) => {
      staff.forget(id);
      tokens.forgetAll();
    },
    forgetAll: () => {
      staff.forgetAll();
      tokens.forgetAll();
    },
  };
}

/** A person with what their roles allow. */
export function staffPrincipal({ id, name, email, roles, regions }: StaffIdentity): Principal {
  return {
    kind: 'staff',
    id,
    name,
    email,
    roles,
    permissions: permissionsOf(roles),
    scope: scopeOf(roles, regions),
  };
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
