/**
 * Every number the world is made of. Shares are fractions of one; rates say their unit in the name.
 * Change a value here and the population, its behaviour and its truth follow.
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

export interface DeclineParameters {
  readonly code: string;
  readonly weight: number;
  /** `soft` recovers by itself at a later retry; `hard` needs a new card. */
  readonly kind: 'soft' | 'hard';
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

export const parameters = {
  billing: {
    trialDays: 14,
    annualShare: 0.3,
    /** An annual plan costs this many months. */
    annualMonths: 10,
    /** Share of British suppliers that pay by Bacs Direct Debit instead of card. */
    bacsShareOfGb: 0.1,
  },

  acquisition: {
    /** Share of all suppliers that were waiting at the launch and sign up in the first month. */
    launchShare: 0.22,
    /** Sign-ups per day at the end of the history, relative to its start. */
    growth: 2.2,
    /** Sign-ups by month, January first: couples get engaged at Christmas, suppliers get organised in January. */
    signUpMonths: [1.7, 1.4, 1.2, 1, 0.9, 0.8, 0.7, 0.8, 1, 1.1, 1, 0.7],
    /** In real time, new suppliers a year as a share of the population. */
    liveYearlyShare: 0.6,
  },

  trial: {
    /** Steps of the onboarding that a trial may take, each with its own chance per day at average engagement. */
    steps: [
      { milestone: 'profile_completed', chancePerDay: 0.17 },
      { milestone: 'calendar_synced', chancePerDay: 0.075 },
      { milestone: 'first_form_published', chancePerDay: 0.065 },
      { milestone: 'first_enquiry_answered', chancePerDay: 0.1 },
      { milestone: 'first_contract_sent', chancePerDay: 0.04 },
    ],
    /** Chance to convert by number of steps taken. */
    conversionBySteps: [0.12, 0.3, 0.5, 0.68, 0.82, 0.92],
  },

  engagement: {
    /** Latent level: 0 is average, the use is exp(level * elasticity) times the base rate. */
    initialDeviation: 0.8,
    monthlyDeviation: 0.28,
    /** Pull back to the supplier's own mean per month. */
    monthlyReversion: 0.25,
    /** Chance per month of losing interest for good, and how far the mean falls. */
    lossOfInterestPerMonth: 0.018,
    lossOfInterestDepth: 1.3,
    elasticity: 0.6,
    /** A supplier in trial tries things out. */
    trialFactor: 1.6,
    /** Reading the calendar now and then: what is left of the use during a pause. */
    pausedFactor: 0.08,
  },

  churn: {
    /** Supplier heterogeneity of the monthly base hazard: Beta(a, b), mean a/(a+b) = 3.2 %. */
    betaA: 1.1,
    betaB: 33,
    /** Added to the logit of the base hazard. */
    perEngagement: -0.85,
    perPriceMisfit: 0.55,
    inPaymentTrouble: 0.9,
    perTenureMonth: -0.02,
    maxTenureMonths: 36,
    perOpenTicket: 0.25,
    perReferralTie: -0.25,
    /** Share of voluntary churners that leave at the end of the paid period; the others leave at once. */
    atPeriodEndShare: 0.75,
    feedback: [
      { feedback: 'too_expensive', weight: 0.32 },
      { feedback: 'unused', weight: 0.27 },
      { feedback: 'switched_service', weight: 0.14 },
      { feedback: 'missing_features', weight: 0.12 },
      { feedback: 'too_complex', weight: 0.07 },
      { feedback: 'customer_service', weight: 0.04 },
      { feedback: 'other', weight: 0.04 },
    ],
    /** Share that comes back, after this many days. */
    winBackShare: 0.09,
    winBackDays: [40, 230],
  },

  changes: {
    upgradePerMonth: 0.012,
    downgradePerMonth: 0.008,
    /** Engagement moves the odds of an upgrade up and those of a downgrade down. */
    perEngagement: 0.7,
  },

  payments: {
    /** Chance per renewal that the card is declined at first. */
    declinePerRenewal: 0.045,
    declines: [
      { code: 'insufficient_funds', weight: 0.42, kind: 'soft' },
      { code: 'generic_decline', weight: 0.14, kind: 'soft' },
      { code: 'do_not_honor', weight: 0.12, kind: 'soft' },
      { code: 'expired_card', weight: 0.12, kind: 'hard' },
      { code: 'authentication_required', weight: 0.05, kind: 'hard' },
      { code: 'processing_error', weight: 0.04, kind: 'soft' },
      { code: 'try_again_later', weight: 0.03, kind: 'soft' },
      { code: 'lost_card', weight: 0.03, kind: 'hard' },
      { code: 'stolen_card', weight: 0.02, kind: 'hard' },
      { code: 'transaction_not_allowed', weight: 0.02, kind: 'hard' },
      { code: 'card_velocity_exceeded', weight: 0.01, kind: 'soft' },
    ] satisfies readonly DeclineParameters[] as readonly DeclineParameters[],
    /** Soft declines last this many days; the retries find out when they are over. */
    softDeclineDays: [1, 12],
    /** Share of soft declines that never recover. */
    softDeclineStuckShare: 0.2,
    /** Share that replaces a card after a hard decline, within these days. */
    cardReplacedShare: 0.5,
    cardReplacedDays: [1, 16],

    /** Share of succeeded charges refunded, within these days of the charge. */
    refundShare: 0.015,
    refundDays: [1, 25],
    partialRefundShare: 0.4,
    /** Share of refunds that the bank sends back, and after how many days. */
    refundFailureShare: 0.05,
    refundFailureDays: [3, 12],
    refundPendingShare: 0.08,
    /** Share of partial refunds documented by a credit note. */
    creditNoteShare: 0.5,
    /** Share of invoices in trouble that are reduced by a goodwill credit note before payment. */
    goodwillShare: 0.05,
    disputeShare: 0.003,
    disputeDays: [4, 40],
    disputeReasons: [
      { reason: 'subscription_canceled', weight: 0.35 },
      { reason: 'fraudulent', weight: 0.3 },
      { reason: 'product_not_received', weight: 0.12 },
      { reason: 'product_unacceptable', weight: 0.1 },
      { reason: 'unrecognized', weight: 0.08 },
      { reason: 'duplicate', weight: 0.05 },
    ],
    inquiryShare: 0.12,
    disputeWonShare: 0.35,
    disputeClosesDays: [20, 65],
    /** Tries after a first failed PayPal payment that fail too. */
    paypalStuckShare: 0.45,
    /** After a suspension for want of money. */
    paypalGivenUpDays: 9,
    /** Buyers complain more easily where complaining is a button. */
    paypalDisputeFactor: 3,
    paypalDisputeReasons: [
      { reason: 'CANCELED_RECURRING_BILLING', weight: 0.4 },
      { reason: 'UNAUTHORISED', weight: 0.25 },
      { reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED', weight: 0.2 },
      { reason: 'MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED', weight: 0.15 },
    ],
    /** Share of disputing suppliers that are gone with it. */
    disputeChurnShare: 0.7,
  },

  pause: {
    /** Off season: the suppliers decide in the first of these months and are back in the second (northern; southern half a year later). */
    northernMonths: [10, 2],
  },

  use: {
    /** Events per supplier and day at average engagement and season, on the plan's features. */
    perDay: {
      login: 0.55,
      enquiry: 0.3,
      form: 0.09,
      contract: 0.06,
      invoice: 0.07,
      feature: 0.28,
      ticket: 0.008,
      teamInvite: 0.003,
    },
    enquiryAnsweredShare: 0.85,
    contractSignedShare: 0.75,
    /** Galleries follow weddings by this many days. */
    galleryDelayDays: [7, 45],
    /** Score of NPS answers: centre + slope * engagement, noise; asked once per this many days, answered by this share. */
    nps: { everyDays: 90, answeredShare: 0.35, centre: 7.4, slope: 1.3, noise: 1.6 },
    ticketOpenDays: [0.2, 6],
    features: [
      'calendar',
      'enquiry_inbox',
      'form_builder',
      'contracts',
      'invoicing',
      'gallery',
      'client_portal',
      'workflows',
      'reports',
      'mobile_app',
    ],
    /** Features a supplier has adopted at sign-up and per milestone reached. */
    featuresAtStart: 2,
    featuresPerMilestone: 1,
    /**
     * The host application imports its history as "first use of a feature that day" and streams every use once it is
     * live. This many seconds pass on average between two streamed uses of the whole population.
     */
    liveFeatureUseSeconds: 4,
    /** How much is done in each hour of the local day, midnight first. */
    hours: [2, 1, 1, 1, 1, 2, 3, 5, 8, 10, 11, 11, 9, 10, 11, 10, 9, 8, 8, 9, 10, 9, 6, 3],
    bookingMonths: [16, 12, 10, 8, 7, 6, 6, 7, 9, 9, 7, 5],
  },

  weddings: {
    saturdayShare: 0.7,
    /** The rest of the week, Sunday first. */
    otherWeekdays: [0.28, 0.06, 0.06, 0.1, 0.14, 0.36, 0],
    /** Bookings are known this many months ahead. */
    horizonMonths: 12,
  },
} as const;
