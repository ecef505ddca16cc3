import type { WorldContext } from './context.ts';
import { countries, plans } from './market.ts';
import { parameters } from './parameters.ts';
import type { BillingInterval, PlanCode } from './market.ts';

const intervals = ['month', 'year'] as const;
const units = { month: 'MONTH', year: 'YEAR' } as const;

/** What WedSync sells at PayPal: a product a tier, named by its stock-keeping unit, and a plan by interval and country, because tax is the plan's. */
export function openPaypalShop({ paypal, catalogue, profiles }: WorldContext): void {
  if (!profiles.some(({ paysByPaypal }) => paysByPaypal)) return;
  for (const { code, name, monthlyMinor } of plans) {
    const product = paypal.addProduct({ id: `WEDSYNC-${code.toUpperCase()}`, name });
    for (const interval of intervals)
      for (const country of countries) {
        const months = interval === 'year' ? parameters.billing.annualMonths : 1;
        const plan = paypal.addPlan({
          productId: product.id,
          name: `${name}, by the ${interval} (${country.code})`,
          currency: country.currency.toUpperCase(),
          priceMinor: monthlyMinor[country.currency] * months,
          unit: units[interval],
          count: 1,
          trialDays: parameters.billing.trialDays,
          taxPercent: country.taxPercent,
        });
        catalogue.paypalPlans[paypalPlanKey(code, interval, country.code)] = plan.id;
      }
  }
}

export function paypalPlanKey(plan: PlanCode, interval: BillingInterval, country: string): string {
  return `${plan}_${interval}_${country}`;
}
