/**
 * How the population behaves: every chance, rate and delay. Shares are fractions of one; rates say their unit in the name.
 * Change a value here and the behaviour and its truth follow.
 */

export interface DeclineParameters {
  readonly code: string;
  readonly weight: number;
  /** `soft` recovers by itself at a later retry; `hard` needs a new card. */
  readonly kind: 'soft' | 'hard';
}

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
    /** Below average the use falls off faster: who loses interest stops coming, and that is what shows first. */
    quietElasticity: 1.4,
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

  interventions: {
    /** Engagement that tells the quiet from the steady from the busy. */
    quietBelow: -0.5,
    busyAbove: 0.6,
    /** Added to the logit of the hazard by advice that reached somebody: it brings the quiet back and bothers the busy. */
    perTouch: { quiet: -0.7, steady: -0.25, busy: 0.2 },
    /** Who has somebody of ours to ring finds letters tiresome, whatever the mood. */
    annoyedBy: { enterprise: 0.25 } satisfies Partial<Record<string, number>> as Partial<Record<string, number>>,
    halfLifeDays: 30,
    /** Advice adds up to so many fresh letters; the next say nothing new. */
    mostHelpful: 2,
    freePerFortnight: 3,
    perTooMany: 0.35,
    noticeLogit: { quiet: -1.1, steady: -0.6, busy: -0.8 },
    /** Of those who take notice: who answers, instead of signing in. */
    answersShare: 0.4,
    /** Seconds until somebody does anything, at least and at most. */
    noticedAfterSeconds: [20, 900],
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

  referrals: {
    /** Of those who sign up, the share that came on the invite of a supplier that pays. */
    cameShare: 0.2,
    /** Days from the invite to signing up, and for those who find it much later. */
    acceptedDays: [1, 35],
    lateShare: 0.05,
    lateDays: [95, 160],
    /** Came on two invites. */
    rivalShare: 0.12,
    /** The few who know everybody, and how many more they bring than others. */
    connectorShare: 0.04,
    connectorReach: 20,
    /** Invites of a supplier that nobody takes up; those who know everybody send more of them too. */
    inVainPerMonth: 0.12,
    reminderShare: 0.15,
    /** Invites oneself, and of those who come on an invite, pays with the card of whoever sent it. */
    ownAccountPerMonth: 0.003,
    ownCardShare: 0.08,
    /** How many earlier suppliers one knows of, of whom one may have sent the invite. */
    met: 60,
    /** Acceptances of one supplier's invites within two days. */
    mostAcceptedInDay: 3,
    channels: [
      { channel: 'email', weight: 0.5 },
      { channel: 'whatsapp', weight: 0.25 },
      { channel: 'link', weight: 0.15 },
      { channel: 'expo', weight: 0.1 },
    ],
  },

  weddings: {
    saturdayShare: 0.7,
    /** The rest of the week, Sunday first. */
    otherWeekdays: [0.28, 0.06, 0.06, 0.1, 0.14, 0.36, 0],
    /** Bookings are known this many months ahead. */
    horizonMonths: 12,
  },
} as const;
