import { planCodeOfProduct, type BillingInterval, type PriceRow, type ProductRow } from '@wedsync/domain/billing';
import { roundHalfEven } from '@wedsync/domain/platform';
import { z } from 'zod';
import { mirroredAs, type Handler } from '../apply/handler.ts';
import { amount, id, instant, text } from './wire.ts';

const productWire = z.looseObject({ id, name: text, create_time: instant });

export const product: Handler = {
  noun: 'products',
  fetchable: 'paypal-product',
  money: true,
  onlyFetched: true,
  deletedBy: [],
  parents: () => [],
  touches: () => [],
  mirror: (sheet, seen) => {
    const object = productWire.parse(seen.object);
    const row: ProductRow = {
      ...mirroredAs(seen, 'paypal'),
      id: object.id,
      createdAt: object.create_time,
      name: object.name,
      planCode: planCodeOfProduct(object.id, object.name),
      active: true,
    };
    sheet.put('products', row, seen.object);
  },
};

const intervals: Readonly<Record<string, BillingInterval>> = { DAY: 'day', WEEK: 'week', MONTH: 'month', YEAR: 'year' };
const cycle = z.looseObject({
  tenure_type: text,
  frequency: z.looseObject({ interval_unit: text, interval_count: z.int().min(1).default(1) }),
  pricing_scheme: z.looseObject({ fixed_price: amount.optional() }).optional(),
});
const planWire = z.looseObject({
  id,
  product_id: id,
  status: text,
  create_time: instant,
  billing_cycles: z.array(cycle).min(1),
  taxes: z.looseObject({ percentage: z.coerce.number().min(0), inclusive: z.boolean().default(true) }).optional(),
});

/** What is sold at what price: the regular cycle of a PayPal plan, tax taken out. */
export const plan: Handler = {
  noun: 'prices',
  fetchable: 'paypal-plan',
  money: true,
  onlyFetched: true,
  deletedBy: [],
  parents: (object) => {
    const { data } = z.looseObject({ product_id: id }).safeParse(object);
    return data === undefined ? [] : [{ name: 'paypal-product', id: data.product_id }];
  },
  touches: () => [],
  mirror: (sheet, seen) => {
    const object = planWire.parse(seen.object);
    const regular = object.billing_cycles.find(({ tenure_type }) => tenure_type === 'REGULAR');
    const price = regular?.pricing_scheme?.fixed_price;
    if (regular === undefined || price === undefined) return;
    const row: PriceRow = {
      ...mirroredAs(seen, 'paypal'),
      id: object.id,
      createdAt: object.create_time,
      productId: object.product_id,
      lookupKey: null,
      currency: price.currency,
      unitAmountMinor: withoutTax(price.minor, object.taxes),
      interval: intervals[regular.frequency.interval_unit] ?? null,
      intervalCount: regular.frequency.interval_count,
      usageType: 'licensed',
      active: object.status === 'ACTIVE',
    };
    sheet.put('prices', row, seen.object);
  },
};

function withoutTax(minor: number, taxes: z.infer<typeof planWire>['taxes']): number {
  return taxes?.inclusive === true ? roundHalfEven((minor * 100) / (100 + taxes.percentage)) : minor;
}
