import type { SvgIconProps } from '@mui/material/SvgIcon';
import type { ComponentType, LazyExoticComponent, ReactElement } from 'react';
import type { Touches } from './live/touches.ts';
import type { ProgressItem } from './progress/progress-item.ts';

/** A page or view loaded when it is first opened: `lazy(() => import('./suppliers/SupplierList.tsx'))`. */
export type LazyPage = LazyExoticComponent<ComponentType>;

/** The groups of the left rail, in the order they are shown. */
export const navigationGroups = ['Work', 'Money', 'Success', 'Marketing', 'Delivery', 'Admin'] as const;
export type NavigationGroup = (typeof navigationGroups)[number];

/** A permission as the session lists it, for example "suppliers:list" or "charges:refund". */
export type Permission = string;

/** One item of the left rail; it is absent when the permission is missing. */
export type NavigationItem = {
  readonly group: NavigationGroup;
  readonly label: string;
  readonly path: string;
  readonly icon: ComponentType<SvgIconProps>;
  readonly permission: Permission | null;
  /** Lower comes first inside the group; items without it keep the order of the capability list, after the others. */
  readonly order?: number;
  /** Counts the records of a resource beside the label, for example approvals waiting; nothing is shown for none. */
  readonly badge?: { readonly resource: string; readonly filter: Readonly<Record<string, unknown>> };
};

/** A REST resource with the views this capability gives it; react-admin routes /name, /name/create, /name/:id, /name/:id/show. */
export type AdminResource = {
  readonly name: string;
  readonly list?: LazyPage;
  readonly show?: LazyPage;
  readonly edit?: LazyPage;
  readonly create?: LazyPage;
  /** How one record is named in links, breadcrumbs and references; a field name or a function. */
  readonly recordRepresentation?: string | ((record: Record<string, unknown>) => string);
  readonly options?: { readonly label?: string };
};

/** A page that is not a resource view, such as the home page or the sign-in security page. */
export type AdminPage = {
  readonly path: string;
  readonly title: string;
  readonly permission: Permission | null;
  readonly element: LazyPage;
};

/** An entry of the command palette; `run` gets the router's navigate. */
export type PaletteCommand = {
  readonly name: string;
  readonly label: string;
  readonly keywords?: string;
  readonly permission: Permission | null;
  readonly run: (tools: { navigate: (path: string) => void }) => void;
};

/** Records the palette finds by typing (filter.q of the resource). */
export type PaletteSearch = {
  readonly name: string;
  readonly heading: string;
  readonly resource: string;
  readonly permission: Permission;
  readonly describe: (record: Record<string, unknown> & { id: string | number }) => {
    readonly label: string;
    readonly hint?: string;
    readonly path: string;
  };
};

/** An entry of the account menu. */
export type AccountMenuItem = { readonly label: string; readonly path: string; readonly permission: Permission | null };

/** Long work that the header tray shows. `Reader` draws nothing; it reports what is running or just finished (see useReport). */
export type ProgressSource = { readonly name: string; readonly Reader: ComponentType<ProgressReaderProps> };

export type ProgressReaderProps = { readonly report: (items: readonly ProgressItem[]) => void };

/**
 * What one capability adds to the admin, readable at a glance in src/<capability>/index.ts.
 * @example export const suppliers: AdminCapability = { name: 'suppliers', resources: [supplierResource], pages: [], navigation: [...] };
 */
export type AdminCapability = {
  readonly name: string;
  readonly resources: readonly AdminResource[];
  readonly pages: readonly AdminPage[];
  readonly navigation: readonly NavigationItem[];
  readonly commands?: readonly PaletteCommand[];
  readonly searches?: readonly PaletteSearch[];
  readonly accountMenu?: readonly AccountMenuItem[];
  readonly progressSources?: readonly ProgressSource[];
  /** What changes on screen with the resources that the live stream tells of. */
  readonly touches?: Touches;
  /** Strips across the top of every page, such as the view-as banner; a banner renders null when it has nothing to say. */
  readonly banners?: readonly ComponentType[];
  /** The page at "/". The first capability that has one wins. */
  readonly home?: LazyPage;
  /** The page shown to people who are not signed in. */
  readonly signIn?: LazyPage;
  /** Anything to mount once inside the layout (listeners without a face). */
  readonly listeners?: readonly (() => ReactElement | null)[];
};
