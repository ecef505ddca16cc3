import type { Role } from '@wedsync/domain/access';
import { type Choice, choicesIn } from '../platform/index.ts';

/** Roles as people say them; the type keeps the list complete. */
const names: Readonly<Record<Role, string>> = {
  csm: 'Customer success manager',
  cs_manager: 'Customer success lead',
  support: 'Support agent',
  support_lead: 'Support lead',
  finance: 'Finance',
  marketing: 'Marketing',
  dpo: 'Data protection officer',
  admin: 'Administrator',
  auditor: 'Auditor (reads only)',
};

export function roleName(role: Role): string {
  return names[role];
}

export const roleChoices: readonly Choice[] = choicesIn(names);
