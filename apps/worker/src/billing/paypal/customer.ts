import type { CustomerRow } from '@wedsync/domain/billing';
import { mirroredAs, type Seen } from '../apply/handler.ts';
import type { Sheet } from '../apply/sheet.ts';

/** What an object says about whoever it was made for. */
export type Named = {
  readonly customerId: string;
  /** Our supplier's id at the host application, as the object carries it. */
  readonly customId: string | null;
  readonly createdAt: Date;
  readonly email?: string | null;
  readonly name?: string | null;
  readonly currency?: string | null;
  /** PayPal's own words about the person. */
  readonly raw?: object | null;
};

/** Made from the first object that names it, as old as the oldest one; what is known of it stays. */
export function mirrorCustomer(sheet: Sheet, seen: Seen, named: Named): void {
  const known = sheet.row('customers', named.customerId);
  const row: CustomerRow = {
    ...mirroredAs(seen, 'paypal'),
    id: named.customerId,
    createdAt: known !== undefined && known.createdAt < named.createdAt ? known.createdAt : named.createdAt,
    supplierId: known?.supplierId ?? null,
    supplierExternalId: named.customId,
    email: known?.email ?? named.email ?? null,
    name: known?.name ?? named.name ?? null,
    currency: known?.currency ?? named.currency ?? null,
    balanceMinor: 0,
    delinquent: false,
    defaultPaymentMethodId: null,
  };
  sheet.put('customers', row, named.raw ?? {});
}
