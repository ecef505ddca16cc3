import { post } from './context.ts';
import type { WorldContext } from './context.ts';
import { openPaypalShop } from './paypal-shop.ts';
import { countries, coupons, plans } from './market.ts';
import { parameters } from './parameters.ts';

const intervals = ['month', 'year'] as const;
const currencies = ['gbp', 'eur', 'usd', 'aud'] as const;

/** Sets up what WedSync sells at Stripe: products, prices by interval and currency, coupons, tax rates. */
export function openShop(context: WorldContext): void {
  for (const plan of plans) addPlan(context, plan);
  openPaypalShop(context);
  for (const coupon of coupons) addCoupon(context, coupon);
  for (const country of countries) {
    const rate = post(context, '/v1/tax_rates', {
      display_name: country.taxName,
      percentage: country.taxPercent,
      inclusive: false,
      country: country.code,
    });
    context.catalogue.taxRates[country.code] = rate.id;
  }
}

function addPlan(context: WorldContext, plan: (typeof plans)[number]): void {
  const product = post(context, '/v1/products', { name: plan.name, metadata: { plan_code: plan.code } });
  for (const interval of intervals) {
    for (const currency of currencies) {
      const lookupKey = `${plan.code}_${interval}_${currency}`;
      const months = interval === 'year' ? parameters.billing.annualMonths : 1;
      const price = post(context, '/v1/prices', {
        product: product.id,
        currency,
        unit_amount: plan.monthlyMinor[currency] * months,
        recurring: { interval },
        lookup_key: lookupKey,
        tax_behavior: 'exclusive',
      });
      context.catalogue.prices[lookupKey] = price.id;
    }
  }
}

function addCoupon(context: WorldContext, coupon: (typeof coupons)[number]): void {
  post(context, '/v1/coupons', {
    id: coupon.id,
    name: coupon.name,
    percent_off: coupon.percentOff,
    duration: coupon.duration,
    ...('months' in coupon ? { duration_in_months: coupon.months } : {}),
  });
}
