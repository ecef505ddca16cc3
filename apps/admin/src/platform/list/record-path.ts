import type { Identifier } from 'react-admin';

/** The address of one record's page. @example recordPath('suppliers', id) → "/suppliers/sup_1/show" */
export function recordPath(resource: string, id: Identifier): string {
  return `/${resource}/${encodeURIComponent(id)}/show`;
}
