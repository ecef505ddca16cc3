import type { Kernel } from '../kernel/kernel.ts';
import { invalidRequest, noSuchParam } from '../errors.ts';
import type { CouponRecord, DiscountAmount, DiscountRecord, InvoiceLineRecord } from '../records/index.ts';
import type { PromotionCodeRecord } from '../records/index.ts';
import { addMonths } from './periods.ts';

/** What starts a discount: a coupon itself, or a code for one. */
export type NewDiscount = { readonly coupon: string } | { readonly promotion_code: string };

/**
 * Redeems a coupon for a subscription.
 * @throws invalid_request_error when the coupon is unknown, used up or too late
 */
export function redeem(kernel: Kernel, given: NewDiscount, customer: string, subscription: string): DiscountRecord {
  const code = 'promotion_code' in given ? usableCode(kernel, given.promotion_code, customer) : null;
  const coupon = usableCoupon(kernel, 'coupon' in given ? given.coupon : (code?.coupon ?? ''));
  if (code !== null)
    kernel.change('promotion_code', code.id, { times_redeemed: code.times_redeemed + 1 }, 'promotion_code.updated');
  kernel.change('coupon', coupon.id, { times_redeemed: coupon.times_redeemed + 1 }, 'coupon.updated');
  const months = coupon.duration === 'repeating' ? (coupon.duration_in_months ?? 1) : null;
  const end = months === null ? null : addMonths(kernel.now(), months);
  const base = { id: kernel.newId('di'), created: kernel.now(), start: kernel.now(), end };
  if (end !== null) kernel.plan(end, 'discount.end', base.id);
  return kernel.create(
    'discount',
    { ...base, coupon: coupon.id, promotion_code: code?.id ?? null, customer, subscription },
    'customer.discount.created',
  );
}

function usableCode(kernel: Kernel, id: string, customer: string): PromotionCodeRecord {
  const code = kernel.tables.promotion_code.get(id);
  if (code === undefined) throw noSuchParam('promotion code', id, 'discounts[0][promotion_code]');
  const used = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions;
  const late = code.expires_at !== null && code.expires_at < kernel.now();
  const foreign = code.customer !== null && code.customer !== customer;
  if (!code.active || used || late || foreign)
    throw invalidRequest('This promotion code cannot be redeemed.', { code: 'promotion_code_invalid' });
  return code;
}

function usableCoupon(kernel: Kernel, id: string): CouponRecord {
  const coupon = kernel.tables.coupon.get(id);
  if (coupon === undefined || coupon.deleted) throw noSuchParam('coupon', id, 'discounts[0][coupon]');
  const used = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions;
  const late = coupon.redeem_by !== null && coupon.redeem_by < kernel.now();
  if (used || late) throw invalidRequest(`Coupon ${id} is used up or expired.`, { code: 'coupon_expired' });
  return coupon;
}

/** Ends a discount: it leaves its subscription and is told as deleted. */
export function endDiscount(kernel: Kernel, id: string): void {
  const discount = kernel.tables.discount.get(id);
  if (discount === undefined || discount.deleted) return;
  kernel.change('discount', id, { deleted: true, end: discount.end ?? kernel.now() }, 'customer.discount.deleted');
  const subscription =
    discount.subscription === null ? undefined : kernel.tables.subscription.get(discount.subscription);
  if (subscription === undefined || subscription.status === 'canceled') return;
  const discounts = subscription.discounts.filter((other) => other !== id);
  kernel.change('subscription', subscription.id, { discounts }, 'customer.subscription.updated');
}

/** Discounts made for a single invoice end once that invoice has them. */
export function endOnceDiscounts(kernel: Kernel, discountIds: readonly string[]): void {
  for (const id of discountIds) {
    const coupon = couponOf(kernel, id);
    if (coupon?.duration === 'once') endDiscount(kernel, id);
  }
}

/** Lines with their discount amounts: per cent of each line, money off shared over the lines. */
export function discountLines(
  kernel: Kernel,
  lines: readonly InvoiceLineRecord[],
  discountIds: readonly string[],
): InvoiceLineRecord[] {
  let discounted = lines.map((line): InvoiceLineRecord => ({ ...line, discount_amounts: [] }));
  for (const id of discountIds) {
    const coupon = couponOf(kernel, id);
    if (coupon !== undefined) discounted = applyCoupon(discounted, id, coupon);
  }
  return discounted;
}

/** The share of a price that lasting discounts leave: 0.8 for a running 20 % coupon. */
export function lastingShare(kernel: Kernel, discountIds: readonly string[]): number {
  return discountIds.reduce((share, id) => {
    const coupon = couponOf(kernel, id);
    const lasts = coupon !== undefined && coupon.duration !== 'once';
    return lasts ? share * (1 - (coupon.percent_off ?? 0) / 100) : share;
  }, 1);
}

function couponOf(kernel: Kernel, discountId: string): CouponRecord | undefined {
  const discount = kernel.tables.discount.get(discountId);
  return discount && kernel.tables.coupon.get(discount.coupon);
}

function applyCoupon(lines: readonly InvoiceLineRecord[], discount: string, coupon: CouponRecord): InvoiceLineRecord[] {
  let left = coupon.amount_off ?? 0;
  return lines.map((line) => {
    const open = line.discountable ? Math.max(0, netOfDiscounts(line)) : 0;
    const percentOff = coupon.percent_off;
    const amount = percentOff === null ? Math.min(open, left) : Math.round((open * percentOff) / 100);
    left -= percentOff === null ? amount : 0;
    return amount === 0 ? line : { ...line, discount_amounts: [...line.discount_amounts, { amount, discount }] };
  });
}

/** What a line costs after discounts, before added taxes. */
export function netOfDiscounts(line: InvoiceLineRecord): number {
  return line.amount - line.discount_amounts.reduce((sum, discount) => sum + discount.amount, 0);
}

/** The discounts of several lines, one entry per discount. */
export function sumDiscounts(amounts: readonly DiscountAmount[]): DiscountAmount[] {
  const sums = new Map<string, number>();
  for (const { discount, amount } of amounts) sums.set(discount, (sums.get(discount) ?? 0) + amount);
  return [...sums].map(([discount, amount]) => ({ amount, discount }));
}
