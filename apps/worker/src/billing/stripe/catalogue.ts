import type { PriceRow, ProductRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { mirroredAs, type Handler } from '../apply/handler.ts';
import { currency, id, instant, maybeMinor, maybeText, metadata, reference, text } from './wire.ts';

const productWire = z.looseObject({ id, active: z.boolean(), created: instant, metadata, name: text });

export const product: Handler = {
  noun: 'products',
  fetchable: 'product',
  money: false,
  deletedBy: ['product.deleted'],
  mirror: (sheet, seen) => {
    const object = productWire.parse(seen.object);
    const planCode = object.metadata.plan_code ?? null;
    const row: ProductRow = {
      ...mirroredAs(seen),
      id: object.id,
      createdAt: object.created,
      name: object.name,
      planCode,
      active: object.active,
    };
    sheet.put('products', row, seen.object);
  },
};

export const recurring = z
  .looseObject({
    interval: z.enum(['day', 'week', 'month', 'year']),
    interval_count: z.int().min(1),
    usage_type: maybeText,
  })
  .nullish();
const priceWire = z.looseObject({
  id,
  active: z.boolean(),
  created: instant,
  currency,
  lookup_key: maybeText,
  product: reference,
  recurring,
  unit_amount: maybeMinor,
});

export const price: Handler = {
  noun: 'prices',
  fetchable: 'price',
  money: false,
  deletedBy: ['price.deleted'],
  mirror: (sheet, seen) => {
    const object = priceWire.parse(seen.object);
    const row: PriceRow = {
      ...mirroredAs(seen),
      id: object.id,
      createdAt: object.created,
      productId: object.product,
      lookupKey: object.lookup_key,
      currency: object.currency,
      unitAmountMinor: object.unit_amount,
      interval: object.recurring?.interval ?? null,
      intervalCount: object.recurring?.interval_count ?? null,
      usageType: object.recurring?.usage_type ?? null,
      active: object.active,
    };
    sheet.put('prices', row, seen.object);
  },
};
