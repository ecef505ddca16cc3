import { mayDo, type Permission, type Principal } from '@wedsync/domain/platform';
import { allPermissions } from './permissions.ts';

const listing = /:list$/;
const listed = allPermissions().filter((permission) => listing.test(permission));

/** Resources that a principal may list, for what was asked for or happened there is for nobody else; null for somebody who may list all there are. */
export function listableResources({ permissions }: Pick<Principal, 'permissions'>): string[] | null {
  const own = listed.filter((permission) => permissions.has(permission));
  return own.length === listed.length ? null : own.map((permission) => permission.replace(listing, ''));
}

/** Keys of a table beside which stands a permission the principal lacks. */
export function withoutPermission(table: Readonly<Record<string, Permission>>, principal: Principal): string[] {
  return Object.keys(table).filter((key) => {
    const permission = table[key];
    return permission !== undefined && !mayDo(principal, permission);
  });
}
