import { mayDo, type Permission, type Principal } from '@wedsync/domain/platform';
import { allPermissions } from './permissions.ts';

const listing = /:list$/;
const listed = allPermissions().filter((permission) => listing.test(permission));

/** Resources that a principal may not list: what was asked for or happened there is not for them either, wherever else it is told. */
export function unlistedResources(principal: Pick<Principal, 'permissions'>): string[] {
  return listed.filter((permission) => !principal.permissions.has(permission)).map((name) => name.replace(listing, ''));
}

/** Keys of a table beside which stands a permission the principal lacks. */
export function withoutPermission(table: Readonly<Record<string, Permission>>, principal: Principal): string[] {
  return Object.keys(table).filter((key) => {
    const permission = table[key];
    return permission !== undefined && !mayDo(principal, permission);
  });
}
