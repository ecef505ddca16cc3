/**
 * Whom the world is made of and what they are sold: kinds of supplier, countries with their seasons and taxes, plans, coupons.
 * Shares are fractions of one.
 */

export type VendorType =
  | 'photographer'
  | 'venue'
  | 'videographer'
  | 'florist'
  | 'caterer'
  | 'music'
  | 'planner'
  | 'cake'
  | 'beauty'
  | 'stationery';

export type PlanCode = 'starter' | 'professional' | 'scale' | 'enterprise';
export type BillingInterval = 'month' | 'year';
export type Currency = 'gbp' | 'eur' | 'usd' | 'aud';

export interface VendorParameters {
  readonly type: VendorType;
  /** Share of suppliers. */
  readonly weight: number;
  /** How much of the work is planning ahead (follows the booking season) rather than delivering (the wedding season). */
  readonly planningShare: number;
  /** Weddings a year at full engagement. */
  readonly weddingsPerYear: number;
  /** Whether finished work goes out as galleries. */
  readonly publishesGalleries: boolean;
  /** Share of paying suppliers that would pause for the off season, each off season. */
  readonly seasonalPauseShare: number;
}

export interface RegionParameters {
  readonly name: string;
  readonly timeZone: string;
  readonly utcOffsetHours: number;
  readonly weight: number;
}

export interface CountryParameters {
  readonly code: 'GB' | 'IE' | 'FR' | 'US' | 'AU';
  readonly weight: number;
  readonly currency: Currency;
  readonly dialCode: string;
  /** VAT, GST or an average sales tax, in percent, added on top of the price. */
  readonly taxPercent: number;
  readonly taxName: string;
  /** Weddings per month, January first, any unit: the shape of the wedding season. */
  readonly weddingMonths: readonly number[];
  readonly regions: readonly RegionParameters[];
}

const northernSeason = [2, 3, 4, 7, 11, 14, 15, 16, 13, 8, 3, 4];

export const vendors: readonly VendorParameters[] = [
  {
    type: 'photographer',
    weight: 0.34,
    planningShare: 0.35,
    weddingsPerYear: 22,
    publishesGalleries: true,
    seasonalPauseShare: 0.07,
  },
  {
    type: 'venue',
    weight: 0.12,
    planningShare: 0.75,
    weddingsPerYear: 40,
    publishesGalleries: false,
    seasonalPauseShare: 0.01,
  },
  {
    type: 'videographer',
    weight: 0.09,
    planningShare: 0.35,
    weddingsPerYear: 18,
    publishesGalleries: true,
    seasonalPauseShare: 0.08,
  },
  {
    type: 'florist',
    weight: 0.09,
    planningShare: 0.45,
    weddingsPerYear: 24,
    publishesGalleries: false,
    seasonalPauseShare: 0.06,
  },
  {
    type: 'caterer',
    weight: 0.08,
    planningShare: 0.5,
    weddingsPerYear: 26,
    publishesGalleries: false,
    seasonalPauseShare: 0.03,
  },
  {
    type: 'music',
    weight: 0.08,
    planningShare: 0.4,
    weddingsPerYear: 30,
    publishesGalleries: false,
    seasonalPauseShare: 0.05,
  },
  {
    type: 'planner',
    weight: 0.07,
    planningShare: 0.8,
    weddingsPerYear: 12,
    publishesGalleries: false,
    seasonalPauseShare: 0.02,
  },
  {
    type: 'cake',
    weight: 0.05,
    planningShare: 0.45,
    weddingsPerYear: 20,
    publishesGalleries: false,
    seasonalPauseShare: 0.06,
  },
  {
    type: 'beauty',
    weight: 0.05,
    planningShare: 0.3,
    weddingsPerYear: 28,
    publishesGalleries: false,
    seasonalPauseShare: 0.05,
  },
  {
    type: 'stationery',
    weight: 0.03,
    planningShare: 0.85,
    weddingsPerYear: 25,
    publishesGalleries: false,
    seasonalPauseShare: 0.03,
  },
];

export const countries: readonly CountryParameters[] = [
  {
    code: 'GB',
    weight: 0.78,
    currency: 'gbp',
    dialCode: '+4470',
    taxPercent: 20,
    taxName: 'VAT',
    weddingMonths: northernSeason,
    regions: [
      { name: 'London', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 18 },
      { name: 'South East', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 17 },
      { name: 'South West', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 14 },
      { name: 'East of England', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 9 },
      { name: 'West Midlands', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 9 },
      { name: 'North West', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 12 },
      { name: 'Yorkshire', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 9 },
      { name: 'Scotland', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 8 },
      { name: 'Wales', timeZone: 'Europe/London', utcOffsetHours: 0, weight: 4 },
    ],
  },
  {
    code: 'IE',
    weight: 0.08,
    currency: 'eur',
    dialCode: '+35385',
    taxPercent: 23,
    taxName: 'VAT',
    weddingMonths: northernSeason,
    regions: [
      { name: 'Leinster', timeZone: 'Europe/Dublin', utcOffsetHours: 0, weight: 6 },
      { name: 'Munster', timeZone: 'Europe/Dublin', utcOffsetHours: 0, weight: 3 },
      { name: 'Connacht', timeZone: 'Europe/Dublin', utcOffsetHours: 0, weight: 1 },
    ],
  },
  {
    code: 'FR',
    weight: 0.05,
    currency: 'eur',
    dialCode: '+336',
    taxPercent: 20,
    taxName: 'TVA',
    weddingMonths: [1, 1, 2, 5, 12, 18, 17, 14, 15, 7, 2, 2],
    regions: [
      { name: 'Provence', timeZone: 'Europe/Paris', utcOffsetHours: 1, weight: 5 },
      { name: 'Île-de-France', timeZone: 'Europe/Paris', utcOffsetHours: 1, weight: 4 },
      { name: 'Nouvelle-Aquitaine', timeZone: 'Europe/Paris', utcOffsetHours: 1, weight: 2 },
    ],
  },
  {
    code: 'US',
    weight: 0.05,
    currency: 'usd',
    dialCode: '+1212555',
    taxPercent: 8.875,
    taxName: 'Sales tax',
    weddingMonths: [3, 4, 6, 8, 11, 12, 9, 9, 13, 15, 7, 5],
    regions: [
      { name: 'New York', timeZone: 'America/New_York', utcOffsetHours: -5, weight: 4 },
      { name: 'Texas', timeZone: 'America/Chicago', utcOffsetHours: -6, weight: 3 },
      { name: 'California', timeZone: 'America/Los_Angeles', utcOffsetHours: -8, weight: 4 },
    ],
  },
  {
    code: 'AU',
    weight: 0.04,
    currency: 'aud',
    dialCode: '+6145',
    taxPercent: 10,
    taxName: 'GST',
    // The southern summer.
    weddingMonths: [10, 12, 14, 11, 6, 3, 2, 3, 8, 13, 13, 9],
    regions: [
      { name: 'New South Wales', timeZone: 'Australia/Sydney', utcOffsetHours: 10, weight: 5 },
      { name: 'Victoria', timeZone: 'Australia/Melbourne', utcOffsetHours: 10, weight: 4 },
      { name: 'Queensland', timeZone: 'Australia/Brisbane', utcOffsetHours: 10, weight: 3 },
    ],
  },
];

export const plans: readonly {
  code: PlanCode;
  name: string;
  weight: number;
  monthlyMinor: Record<Currency, number>;
}[] = [
  { code: 'starter', name: 'Starter', weight: 0.45, monthlyMinor: { gbp: 1_900, eur: 2_200, usd: 2_400, aud: 3_700 } },
  {
    code: 'professional',
    name: 'Professional',
    weight: 0.35,
    monthlyMinor: { gbp: 4_900, eur: 5_700, usd: 6_200, aud: 9_500 },
  },
  { code: 'scale', name: 'Scale', weight: 0.15, monthlyMinor: { gbp: 7_900, eur: 9_200, usd: 9_900, aud: 15_400 } },
  {
    code: 'enterprise',
    name: 'Enterprise',
    weight: 0.05,
    monthlyMinor: { gbp: 14_900, eur: 17_300, usd: 18_900, aud: 28_900 },
  },
];

export const coupons = [
  { id: 'WELCOME20', name: '20% off the first invoice', percentOff: 20, duration: 'once', weight: 0.1 },
  { id: 'SPRING25', name: '25% off for three months', percentOff: 25, duration: 'repeating', months: 3, weight: 0.07 },
  { id: 'PARTNER10', name: 'Partner rate, 10% off', percentOff: 10, duration: 'forever', weight: 0.05 },
] as const;
