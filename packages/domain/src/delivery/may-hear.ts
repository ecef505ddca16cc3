import type { Permission, Principal } from '@wedsync/domain/platform';

/** What a fact is about, as far as it matters to who may hear of it. */
export type HeardFact = {
  readonly resource: string;
  readonly supplierId: string | null;
  readonly ownerId: string | null;
  readonly region: string | null;
};

/**
 * Whether a principal may hear of a fact the moment it happens: it must be allowed to read that kind of record, and the supplier must be in its scope.
 * Says the same as the row-level policies say of the stored event.
 */
export function mayHear(principal: Pick<Principal, 'id' | 'scope' | 'permissions'>, fact: HeardFact): boolean {
  return mayRead(principal, fact.resource) && inScope(principal, fact);
}

function mayRead({ permissions }: Pick<Principal, 'permissions'>, resource: string): boolean {
  const reading: readonly Permission[] = [`${resource}:list`, `${resource}:show`];
  return reading.some((permission) => permissions.has(permission));
}

function inScope({ id, scope }: Pick<Principal, 'id' | 'scope'>, { supplierId, ownerId, region }: HeardFact): boolean {
  if (scope.kind === 'all') return true;
  if (supplierId === null) return false;
  switch (scope.kind) {
    case 'own':
      return ownerId === id;
    case 'region':
      return region !== null && scope.regions.includes(region);
    case 'supplier':
      return supplierId === scope.supplierId;
  }
}
