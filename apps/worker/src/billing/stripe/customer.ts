import type { CustomerRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { mirroredAs, type Handler } from '../apply/handler.ts';
import { id, instant, maybeCurrency, maybeReference, maybeText, metadata, minor } from './wire.ts';

const wire = z.looseObject({
  id,
  balance: minor.optional(),
  created: instant,
  currency: maybeCurrency,
  delinquent: z.boolean().nullish(),
  email: maybeText,
  invoice_settings: z.looseObject({ default_payment_method: maybeReference }).nullish(),
  metadata,
  name: maybeText,
});

export const customer: Handler = {
  noun: 'customers',
  fetchable: 'customer',
  money: false,
  deletedBy: ['customer.deleted'],
  // Credit given has no event of its own: it shows only as a change of the balance.
  alsoChanges: (object, changed) => {
    const { data } = wire.pick({ id: true, balance: true }).safeParse(object);
    if (data === undefined || !(changed.includes('balance') || (data.balance ?? 0) !== 0)) return [];
    return [{ name: 'customer-balance', id: data.id }];
  },
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const known = sheet.row('customers', object.id);
    const row: CustomerRow = {
      ...mirroredAs(seen),
      id: object.id,
      createdAt: object.created,
      supplierId: known?.supplierId ?? null,
      supplierExternalId: object.metadata.supplier_external_id ?? known?.supplierExternalId ?? null,
      email: object.email,
      name: object.name,
      currency: object.currency,
      balanceMinor: object.balance ?? 0,
      delinquent: object.delinquent ?? false,
      defaultPaymentMethodId: object.invoice_settings?.default_payment_method ?? null,
    };
    sheet.put('customers', row, seen.object);
  },
};
