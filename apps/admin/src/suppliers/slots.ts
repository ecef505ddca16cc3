import type { Supplier } from '@wedsync/domain/suppliers';
import type { ComponentType, LazyExoticComponent } from 'react';
import {
  type AdminCapability,
  type Permission,
  type TimelineKind,
  useCapabilities,
  useSession,
} from '../platform/index.ts';

/** What every part of the supplier's page is given. */
export type SupplierSlotProps = { readonly supplier: Supplier };

type SlotElement = ComponentType<SupplierSlotProps> | LazyExoticComponent<ComponentType<SupplierSlotProps>>;

type Slot = {
  readonly id: string;
  /** Lower comes first; the page's own parts stand at 0 (overview) and 900 (timeline, settings). */
  readonly order: number;
  /** Absent for people who lack it. */
  readonly permission: Permission | null;
  readonly element: SlotElement;
};

/** A tab of the supplier's page, linked to as ?tab=<id>. Money 100, Health 200, Journey 300, Messages 400. */
export type SupplierTab = Slot & { readonly label: string };

/** A part of the Overview tab: brings its own Section. `strip` runs over the full width on top, `main` stands beside the rail, `rail` in it. */
export type SupplierPanel = Slot & { readonly place: 'strip' | 'main' | 'rail' };

/** A chip in the page's head; it renders nothing when there is nothing to say. */
export type SupplierFlag = Slot;

/** What a tab of My book is given: whose book, which supplier is looked at, and how to look at another. */
export type BookTabProps = {
  readonly ownerId: string;
  readonly supplierId: string | null;
  readonly onSelect: (supplierId: string) => void;
};

/** A tab of My book beside tasks, linked to as ?tab=<id>. */
export type BookTab = Omit<Slot, 'element'> & {
  readonly label: string;
  readonly element: ComponentType<BookTabProps> | LazyExoticComponent<ComponentType<BookTabProps>>;
};

/**
 * What a capability adds to the supplier's page, beside what it adds to the admin.
 * @example export const billing: AdminCapability & SupplierSlots = { name: 'billing', …, supplierTabs: [moneyTab], timelineKinds: {…} };
 */
export type SupplierSlots = {
  readonly supplierTabs?: readonly SupplierTab[];
  readonly supplierPanels?: readonly SupplierPanel[];
  readonly supplierFlags?: readonly SupplierFlag[];
  /** How the kinds of timeline entries it writes look, by kind. */
  readonly timelineKinds?: Readonly<Record<string, TimelineKind>>;
  /** Buttons in the page's head, such as "View as". */
  readonly supplierActions?: readonly Slot[];
  /** Other ways to go through one's suppliers than by task. */
  readonly bookTabs?: readonly BookTab[];
};

export type CollectedSlots = { readonly [K in keyof Required<SupplierSlots>]: Required<SupplierSlots>[K] };

/** Everything the capabilities add to the supplier's page that this person may see, in order. */
export function useSupplierSlots(): CollectedSlots {
  const permissions = useSession()?.permissions ?? [];
  const filled: readonly (AdminCapability & SupplierSlots)[] = useCapabilities();
  const collect = <S extends Omit<Slot, 'element'>>(
    slots: (capability: SupplierSlots) => readonly S[] | undefined,
  ): readonly S[] =>
    filled
      .flatMap((capability) => slots(capability) ?? [])
      .filter(({ permission }) => permission === null || permissions.includes(permission))
      .toSorted((a, b) => a.order - b.order);
  return {
    supplierTabs: collect((capability) => capability.supplierTabs),
    supplierPanels: collect((capability) => capability.supplierPanels),
    supplierFlags: collect((capability) => capability.supplierFlags),
    supplierActions: collect((capability) => capability.supplierActions),
    bookTabs: collect((capability) => capability.bookTabs),
    timelineKinds: Object.assign({}, ...filled.map((capability) => capability.timelineKinds ?? {})),
  };
}
