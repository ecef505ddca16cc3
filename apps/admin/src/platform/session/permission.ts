/** The permissions that open each react-admin view, most specific first; any of them is enough. */
const verbsOfView: Readonly<Record<string, readonly string[]>> = {
  list: ['list'],
  show: ['show', 'list'],
  edit: ['edit', 'update'],
  create: ['create'],
  delete: ['delete'],
  export: ['export'],
};

/** Whether `permissions` hold `permission`; null asks for nothing. Understands "*", "resource:*". */
export function holds(permissions: readonly string[], permission: string | null): boolean {
  if (permission === null) return true;
  const [resource] = permission.split(':');
  return permissions.some((held) => held === permission || held === '*' || held === `${resource}:*`);
}

/** Whether the view `action` of `resource` may be opened, in react-admin's words (list, show, edit, create, delete). */
export function mayView(permissions: readonly string[], resource: string, action: string): boolean {
  const verbs = verbsOfView[action] ?? [action];
  return verbs.some((verb) => holds(permissions, `${resource}:${verb}`));
}
