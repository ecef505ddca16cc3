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
  mirror: (sheet, seen) => {
    const { row, coupon: given } = discountRow(seen.object, seen);
    sheet.put('discounts', row, seen.object);
    if (typeof given === 'object') mirrorCoupon(sheet, given, seen);
  },
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
  mirror: (sheet, seen) => sheet.put('coupons', couponRow(seen.object, seen), seen.object),
};

type Moment = Pick<Seen, 'asOf' | 'fetchedAt'>;

/** Mirrors a discount that came inside another object, and its coupon when that came expanded. */
export function mirrorDiscount(sheet: Sheet, from: unknown, seen: Moment): void {
  const { row, coupon: given } = discountRow(from, seen);
  sheet.putIfNewer('discounts', row, from, seen);
  if (typeof given === 'object') mirrorCoupon(sheet, given, seen);
}

function discountRow(from: unknown, seen: Moment): { row: DiscountRow; coupon: unknown } {
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
  return { row, coupon: object.source.coupon };
}

function mirrorCoupon(sheet: Sheet, from: unknown, seen: Moment): void {
  sheet.putIfNewer('coupons', couponRow(from, seen), from, seen);
}

function couponRow(from: unknown, seen: Moment): CouponRow {
  const object = couponWire.parse(from);
  return {
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
}
