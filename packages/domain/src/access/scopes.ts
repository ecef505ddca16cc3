import type { RecordScope } from '@wedsync/domain/platform';
import { isRole, type Role } from './roles.ts';

/** Stands for every region in a person's list of regions. */
export const allRegions = '*';

/** Which suppliers a role sees: its own book, those of the person's regions, or all. */
export const roleScopes: Readonly<Record<Role, 'own' | 'region' | 'all'>> = {
  csm: 'own',
  cs_manager: 'region',
  support: 'region',
  support_lead: 'region',
  finance: 'all',
  marketing: 'all',
  dpo: 'all',
  admin: 'all',
  auditor: 'all',
};

/** The widest scope among the roles held. Without any region a regional role sees no supplier: nothing widens by leaving a field empty. */
export function scopeOf(held: readonly string[], regions: readonly string[]): RecordScope {
  const kinds = held.filter(isRole).map((role) => roleScopes[role]);
  if (kinds.includes('all')) return { kind: 'all' };
  if (!kinds.includes('region')) return { kind: 'own' };
  return regions.includes(allRegions) ? { kind: 'all' } : { kind: 'region', regions };
}

/** Whether the roles mean nothing without a list of regions. */
export function needsRegions(held: readonly string[]): boolean {
  const kinds = held.filter(isRole).map((role) => roleScopes[role]);
  return kinds.includes('region') && !kinds.includes('all');
}
