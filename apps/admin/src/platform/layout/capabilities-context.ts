import { createContext, useContext } from 'react';
import type { AdminCapability, NavigationGroup, NavigationItem } from '../capability.ts';
import { navigationGroups } from '../capability.ts';
import { holds } from '../session/permission.ts';
import { useSession } from '../session/use-session.ts';

/** Filled by App; the frame of the page reads from it what the capabilities add. */
export const CapabilitiesContext = createContext<readonly AdminCapability[]>([]);

export function useCapabilities(): readonly AdminCapability[] {
  return useContext(CapabilitiesContext);
}

export type NavigationSection = { readonly group: NavigationGroup; readonly items: readonly NavigationItem[] };

/** The rail as this person sees it: groups in order, without what their role may not see. */
export function useNavigation(): readonly NavigationSection[] {
  const permissions = useSession()?.permissions ?? [];
  return navigationFor(useCapabilities(), permissions);
}

/** Groups with at least one permitted item; items by `order`, then as listed. */
export function navigationFor(
  capabilities: readonly AdminCapability[],
  permissions: readonly string[],
): readonly NavigationSection[] {
  const permitted = capabilities
    .flatMap(({ navigation }) => navigation)
    .filter(({ permission }) => holds(permissions, permission));
  return navigationGroups
    .map((group) => ({ group, items: permitted.filter((item) => item.group === group).toSorted(byOrder) }))
    .filter(({ items }) => items.length > 0);
}

/** The item whose page is shown at `pathname`: the longest path that contains it. */
export function currentItem(sections: readonly NavigationSection[], pathname: string): NavigationItem | undefined {
  return sections
    .flatMap(({ items }) => items)
    .filter(({ path }) => isAt(pathname, path.split('?')[0] ?? path))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

function isAt(pathname: string, path: string): boolean {
  return path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`);
}

function byOrder(a: NavigationItem, b: NavigationItem): number {
  return (a.order ?? Number.POSITIVE_INFINITY) === (b.order ?? Number.POSITIVE_INFINITY)
    ? 0
    : (a.order ?? Number.POSITIVE_INFINITY) - (b.order ?? Number.POSITIVE_INFINITY);
}
