/** What people do here. A person holds one or more; what each may do is in permissions.ts, how far in scopes.ts and money-limits.ts. */
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

export function isRole(name: string): name is Role {
  return roles.some((role) => role === name);
}

/** Role names as screens and messages write them. */
export const roleTitles: Readonly<Record<Role, string>> = {
  csm: 'customer success manager',
  cs_manager: 'customer success lead',
  support: 'support agent',
  support_lead: 'support lead',
  finance: 'finance',
  marketing: 'marketing',
  dpo: 'data protection officer',
  admin: 'administrator',
  auditor: 'auditor',
};
