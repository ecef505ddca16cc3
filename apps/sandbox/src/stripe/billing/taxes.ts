import type { Kernel } from '../kernel/kernel.ts';
import type { CustomerRecord, TaxAmount, TaxRateRecord } from '../records/index.ts';

interface AutomaticRate {
  readonly percentage: number;
  readonly display_name: string;
  readonly tax_type: string;
}

/** What automatic tax charges a business in the country (or `US-<state>`) for software; elsewhere nothing. */
const automaticRates: Readonly<Record<string, AutomaticRate>> = {
  GB: { percentage: 20, display_name: 'VAT', tax_type: 'vat' },
  IE: { percentage: 23, display_name: 'VAT', tax_type: 'vat' },
  FR: { percentage: 20, display_name: 'TVA', tax_type: 'vat' },
  AU: { percentage: 10, display_name: 'GST', tax_type: 'gst' },
  'US-NY': { percentage: 8.875, display_name: 'Sales Tax', tax_type: 'sales_tax' },
  'US-TX': { percentage: 8.25, display_name: 'Sales Tax', tax_type: 'sales_tax' },
  'US-WA': { percentage: 10.25, display_name: 'Sales Tax', tax_type: 'sales_tax' },
};

/** The tax rates automatic tax uses for the customer's address, made on first use. */
export function automaticTaxRates(kernel: Kernel, customer: CustomerRecord): readonly string[] {
  const country = customer.address?.country ?? null;
  if (country === null) return [];
  const state = country === 'US' ? (customer.address?.state ?? null) : null;
  const place = state === null ? country : `${country}-${state}`;
  const rate = automaticRates[place];
  if (rate === undefined) return [];
  const id = `txr_automatic${place.replace('-', '')}`;
  if (kernel.tables.tax_rate.get(id) === undefined) {
    const made = { id, created: kernel.now(), active: true, country, state, description: null, inclusive: false };
    kernel.create('tax_rate', { ...made, ...rate, jurisdiction: place, metadata: {} }, 'tax_rate.created');
  }
  return [id];
}

/**
 * Taxes of one line after its discounts, each rounded to the penny.
 * @param amount what the rates apply to; below zero for credits
 */
export function lineTaxes(kernel: Kernel, amount: number, rateIds: readonly string[], customer: CustomerRecord) {
  if (customer.tax_exempt === 'exempt') return [];
  return rateIds.map((id) => taxOf(amount, kernel.need('tax_rate', id), customer.tax_exempt === 'reverse'));
}

function taxOf(amount: number, rate: TaxRateRecord, reverseCharge: boolean): TaxAmount {
  const percentage = reverseCharge ? 0 : rate.percentage;
  const exclusive = Math.round((amount * percentage) / 100);
  const inclusive = amount - Math.round((amount * 100) / (100 + percentage));
  return {
    amount: rate.inclusive ? inclusive : exclusive,
    tax_rate: rate.id,
    taxable_amount: rate.inclusive ? amount - inclusive : amount,
    inclusive: rate.inclusive,
    reason: reverseCharge ? 'reverse_charge' : 'standard_rated',
  };
}

/** The taxes of several lines, one entry per rate. */
export function sumTaxes(taxes: readonly TaxAmount[]): TaxAmount[] {
  const byRate = new Map<string, TaxAmount>();
  for (const tax of taxes) {
    const sum = byRate.get(tax.tax_rate) ?? { ...tax, amount: 0, taxable_amount: 0 };
    const taxable_amount = sum.taxable_amount + tax.taxable_amount;
    byRate.set(tax.tax_rate, { ...sum, amount: sum.amount + tax.amount, taxable_amount });
  }
  return [...byRate.values()];
}

/** What taxes add to a price; inclusive ones are in it already. */
export function addedTax(taxes: readonly TaxAmount[]): number {
  return taxes.reduce((sum, tax) => sum + (tax.inclusive ? 0 : tax.amount), 0);
}
