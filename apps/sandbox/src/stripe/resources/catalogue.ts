import { z } from 'zod';
import { invalidRequest, noSuchParam } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { randomText } from '../kernel/random.ts';
import { clearable, decimal, flag, id, integer, listOf, mergeMetadata, metadata, text } from './params.ts';
import { deletedReply, getRoute, listRoute, route, type Route } from './route.ts';

const productFields = {
  active: flag.optional(),
  description: clearable(text).optional(),
  metadata: metadata.optional(),
};

export const productRoutes: readonly Route[] = [
  route('POST', '/v1/products', { ...productFields, id: id.optional(), name: text }, (kernel, input) => {
    const product = {
      id: input.id ?? kernel.newId('prod', 14),
      created: kernel.now(),
      name: input.name,
      active: input.active ?? true,
      description: input.description ?? null,
      metadata: mergeMetadata({}, input.metadata),
      updated: kernel.now(),
    };
    return kernel.wire('product', kernel.create('product', product, 'product.created'));
  }),
  route('POST', '/v1/products/:id', { ...productFields, name: text.optional() }, (kernel, input, productId) => {
    const before = kernel.need('product', productId);
    const patch = {
      name: input.name ?? before.name,
      active: input.active ?? before.active,
      description: input.description === undefined ? before.description : input.description,
      metadata: mergeMetadata(before.metadata, input.metadata),
      updated: kernel.now(),
    };
    return kernel.wire('product', kernel.change('product', productId, patch, 'product.updated'));
  }),
  getRoute('product', '/v1/products/:id'),
  listRoute('product', '/v1/products', {
    filters: { active: flag.optional(), ids: listOf(id).optional() },
    where:
      ({ active, ids }) =>
      (row) =>
        (active === undefined || row.active === active) && (ids === undefined || ids.includes(row.id)),
  }),
  route('DELETE', '/v1/products/:id', {}, (kernel, _input, productId) => {
    if (kernel.tables.price.find('product', productId).length > 0) {
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
    }
    kernel.change('product', productId, { deleted: true }, 'product.deleted');
    return deletedReply('product', productId);
  }),
];

const recurring = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: integer.optional(),
});

const priceFields = {
  active: flag.optional(),
  lookup_key: clearable(text).optional(),
  metadata: metadata.optional(),
  nickname: clearable(text).optional(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  transfer_lookup_key: flag.optional(),
};

export const priceRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/prices',
    { ...priceFields, currency: text, product: id, unit_amount: integer, recurring: recurring.optional() },
    (kernel, input) => {
      kernel.need('product', input.product);
      claimLookupKey(kernel, input.lookup_key ?? null, input.transfer_lookup_key ?? false);
      const price = {
        id: kernel.newId('price'),
        created: kernel.now(),
        active: input.active ?? true,
        currency: input.currency.toLowerCase(),
        lookup_key: input.lookup_key ?? null,
        metadata: mergeMetadata({}, input.metadata),
        nickname: input.nickname ?? null,
        product: input.product,
        recurring: input.recurring
          ? { interval: input.recurring.interval, interval_count: input.recurring.interval_count ?? 1 }
          : null,
        tax_behavior: input.tax_behavior ?? ('unspecified' as const),
        unit_amount: input.unit_amount,
      };
      return kernel.wire('price', kernel.create('price', price, 'price.created'));
    },
  ),
  route('POST', '/v1/prices/:id', priceFields, (kernel, input, priceId) => {
    const before = kernel.need('price', priceId);
    const changesKey = input.lookup_key !== undefined && input.lookup_key !== before.lookup_key;
    if (changesKey) claimLookupKey(kernel, input.lookup_key ?? null, input.transfer_lookup_key ?? false);
    const patch = {
      active: input.active ?? before.active,
      lookup_key: input.lookup_key === undefined ? before.lookup_key : input.lookup_key,
      metadata: mergeMetadata(before.metadata, input.metadata),
      nickname: input.nickname === undefined ? before.nickname : input.nickname,
      tax_behavior: input.tax_behavior ?? before.tax_behavior,
    };
    return kernel.wire('price', kernel.change('price', priceId, patch, 'price.updated'));
  }),
  getRoute('price', '/v1/prices/:id'),
  listRoute('price', '/v1/prices', {
    filters: {
      active: flag.optional(),
      currency: text.optional(),
      lookup_keys: listOf(text).optional(),
      product: id.optional(),
      type: text.optional(),
    },
    by: ({ product }) => (product === undefined ? undefined : { field: 'product', value: product }),
    where:
      ({ active, currency, lookup_keys, type }) =>
      (row) =>
        (active === undefined || row.active === active) &&
        (currency === undefined || row.currency === currency) &&
        (lookup_keys === undefined || (row.lookup_key !== null && lookup_keys.includes(row.lookup_key))) &&
        (type === undefined || (row.recurring ? 'recurring' : 'one_time') === type),
  }),
];

function claimLookupKey(kernel: Kernel, lookupKey: string | null, transfer: boolean): void {
  const holder = lookupKey === null ? undefined : kernel.tables.price.find('lookup_key', lookupKey)[0];
  if (holder === undefined) return;
  if (!transfer) {
    const message = `A price (\`${holder.id}\`) already uses that lookup key.`;
    throw invalidRequest(message, { param: 'lookup_key' });
  }
  kernel.change('price', holder.id, { lookup_key: null }, 'price.updated');
}

export const taxRateRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/tax_rates',
    {
      active: flag.optional(),
      country: text.optional(),
      description: text.optional(),
      display_name: text,
      inclusive: flag,
      jurisdiction: text.optional(),
      metadata: metadata.optional(),
      percentage: decimal,
      state: text.optional(),
      tax_type: text.optional(),
    },
    (kernel, input) => {
      const rate = {
        id: kernel.newId('txr'),
        created: kernel.now(),
        active: input.active ?? true,
        country: input.country ?? null,
        state: input.state ?? null,
        description: input.description ?? null,
        display_name: input.display_name,
        inclusive: input.inclusive,
        jurisdiction: input.jurisdiction ?? null,
        metadata: mergeMetadata({}, input.metadata),
        percentage: input.percentage,
        tax_type: input.tax_type ?? null,
      };
      return kernel.wire('tax_rate', kernel.create('tax_rate', rate, 'tax_rate.created'));
    },
  ),
  getRoute('tax_rate', '/v1/tax_rates/:id'),
  listRoute('tax_rate', '/v1/tax_rates', {
    filters: { active: flag.optional(), inclusive: flag.optional() },
    where:
      ({ active, inclusive }) =>
      (row) =>
        (active === undefined || row.active === active) && (inclusive === undefined || row.inclusive === inclusive),
  }),
];

export const promotionCodeRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/promotion_codes',
    {
      active: flag.optional(),
      code: text.optional(),
      customer: id.optional(),
      expires_at: integer.optional(),
      max_redemptions: integer.optional(),
      metadata: metadata.optional(),
      promotion: z.strictObject({ type: z.literal('coupon'), coupon: id }),
    },
    (kernel, input) => {
      const { coupon } = input.promotion;
      if (kernel.tables.coupon.get(coupon) === undefined) throw noSuchParam('coupon', coupon, 'promotion[coupon]');
      const code = input.code ?? randomText(kernel.random, 8).toUpperCase();
      const taken = kernel.tables.promotion_code
        .find('code', code)
        .some((other) => other.active && (other.customer === null || other.customer === (input.customer ?? null)));
      if (taken) throw invalidRequest('An active promotion code with this code already exists.', { param: 'code' });
      const row = {
        id: kernel.newId('promo'),
        created: kernel.now(),
        active: input.active ?? true,
        code,
        coupon,
        customer: input.customer ?? null,
        expires_at: input.expires_at ?? null,
        max_redemptions: input.max_redemptions ?? null,
        times_redeemed: 0,
        metadata: mergeMetadata({}, input.metadata),
      };
      return kernel.wire('promotion_code', kernel.create('promotion_code', row, 'promotion_code.created'));
    },
  ),
  getRoute('promotion_code', '/v1/promotion_codes/:id'),
  listRoute('promotion_code', '/v1/promotion_codes', {
    filters: { active: flag.optional(), code: text.optional(), coupon: id.optional(), customer: id.optional() },
    by: ({ code }) => (code === undefined ? undefined : { field: 'code', value: code }),
    where:
      ({ active, coupon, customer }) =>
      (row) =>
        (active === undefined || row.active === active) &&
        (coupon === undefined || row.coupon === coupon) &&
        (customer === undefined || row.customer === customer),
  }),
];

export const couponRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/coupons',
    {
      id: id.optional(),
      amount_off: integer.optional(),
      currency: text.optional(),
      duration: z.enum(['once', 'repeating', 'forever']).optional(),
      duration_in_months: integer.optional(),
      max_redemptions: integer.optional(),
      metadata: metadata.optional(),
      name: text.optional(),
      percent_off: decimal.optional(),
      redeem_by: integer.optional(),
    },
    (kernel, input) => {
      const couponId = input.id ?? randomText(kernel.random, 8);
      if (kernel.tables.coupon.get(couponId)) {
        throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists' });
      }
      if ((input.amount_off === undefined) === (input.percent_off === undefined)) {
        throw invalidRequest('Must provide exactly one of amount_off and percent_off.');
      }
      const coupon = {
        id: couponId,
        created: kernel.now(),
        amount_off: input.amount_off ?? null,
        currency: input.currency ?? null,
        duration: input.duration ?? ('once' as const),
        duration_in_months: input.duration_in_months ?? null,
        max_redemptions: input.max_redemptions ?? null,
        metadata: mergeMetadata({}, input.metadata),
        name: input.name ?? null,
        percent_off: input.percent_off ?? null,
        redeem_by: input.redeem_by ?? null,
        times_redeemed: 0,
      };
      return kernel.wire('coupon', kernel.create('coupon', coupon, 'coupon.created'));
    },
  ),
  getRoute('coupon', '/v1/coupons/:id'),
  listRoute('coupon', '/v1/coupons', { filters: {} }),
  route('DELETE', '/v1/coupons/:id', {}, (kernel, _input, couponId) => {
    kernel.change('coupon', couponId, { deleted: true }, 'coupon.deleted');
    return deletedReply('coupon', couponId);
  }),
];
