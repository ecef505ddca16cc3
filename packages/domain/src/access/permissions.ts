import type { Permission } from '@wedsync/domain/platform';

export const roles = [
  'csm',
  'cs_manager',
  'support',
  'support_lead',
  'finance',
  'marketing',
  'dpo',
  'admin',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/** The one table of who may do what: a row per permission, the roles beside it. */
export const permissionTable: Readonly<Record<Permission, readonly Role[]>> = {
  'suppliers:list': roles,
  'suppliers:show': roles,
};

/** Everything any of the roles may do. */
export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  const granted = Object.entries(permissionTable).filter(([, allowed]) => allowed.some((role) => held.includes(role)));
  return new Set(granted.map(([permission]) => permission as Permission));
}
