import type { CouponRow, DiscountRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { mirroredAs, ownedAs, type Handler, type Seen } from '../apply/handler.ts';
import type { Sheet } from '../apply/sheet.ts';
import {
  id,
  instant,
  maybeCurrency,
  maybeDecimal,
  maybeInstant,
  maybeMinor,
  maybeReference,
  maybeText,
  reference,
} from './wire.ts';

const wire = z.looseObject({
  id,
  customer: maybeReference,
  end: maybeInstant,
  source: z.looseObject({ coupon: z.unknown() }),
  start: instant,
  subscription: maybeReference,
});

export const discount: Handler = {
  noun: 'discounts',
  fetchable: null,
  money: false,
  deletedBy: ['customer.discount.deleted'],
  mirror: (sheet, seen) => mirrorDiscount(sheet, seen.object, seen),
};

const couponWire = z.looseObject({
  id,
  amount_off: maybeMinor,
  created: instant,
  currency: maybeCurrency,
  duration: z.enum(['once', 'repeating', 'forever']),
  duration_in_months: maybeMinor,
  name: maybeText,
  percent_off: maybeDecimal,
});

export const coupon: Handler = {
  noun: 'coupons',
  fetchable: 'coupon',
  money: false,
  deletedBy: ['coupon.deleted'],
  mirror: (sheet, seen) => mirrorCoupon(sheet, seen.object, seen),
};

/** Mirrors a discount, and its coupon when that came expanded. */
export function mirrorDiscount(sheet: Sheet, from: unknown, seen: Pick<Seen, 'asOf' | 'fetchedAt'>): void {
  const object = wire.parse(from);
  const row: DiscountRow = {
    ...ownedAs(seen),
    id: object.id,
    createdAt: object.start,
    customerId: object.customer,
    subscriptionId: object.subscription,
    couponId: reference.parse(object.source.coupon),
    startsAt: object.start,
    endsAt: object.end,
  };
  sheet.putIfNewer('discounts', row, from, seen);
  if (typeof object.source.coupon === 'object') mirrorCoupon(sheet, object.source.coupon, seen);
}

function mirrorCoupon(sheet: Sheet, from: unknown, seen: Pick<Seen, 'asOf' | 'fetchedAt'>): void {
  const object = couponWire.parse(from);
  const row: CouponRow = {
    ...mirroredAs(seen),
    id: object.id,
    createdAt: object.created,
    name: object.name,
    percentOff: object.percent_off,
    amountOffMinor: object.amount_off,
    currency: object.currency,
    duration: object.duration,
    durationInMonths: object.duration_in_months,
  };
  sheet.putIfNewer('coupons', row, from, seen);
}
