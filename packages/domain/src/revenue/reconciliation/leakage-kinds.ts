/** Ways in which money that is ours is not asked for, or given away. */
export const leakageKinds = [
  'access_unpaid',
  'owed_by_cancelled',
  'grant_expired',
  'tier_mismatch',
  'two_providers',
  'refund_spike',
] as const;
export type LeakageKind = (typeof leakageKinds)[number];

export const leakageRules: Readonly<Record<LeakageKind, { readonly title: string; readonly meaning: string }>> = {
  access_unpaid: {
    title: 'Access without payment',
    meaning: 'Full access, and no invoice paid for the current period.',
  },
  owed_by_cancelled: {
    title: 'Owed by cancelled',
    meaning: 'The subscription has ended and an invoice is still open.',
  },
  grant_expired: {
    title: 'Expired and still given',
    meaning: 'An override or a coupon whose time is over still applies.',
  },
  tier_mismatch: { title: 'More than the plan', meaning: 'Access to a higher plan than the one that is billed.' },
  two_providers: { title: 'Billed twice', meaning: 'Live subscriptions at two providers.' },
  refund_spike: {
    title: 'Refund spike',
    meaning: 'Somebody gave back far more this week than in the weeks before.',
  },
};

/** A week far above somebody's own habit: three times the mean of the eight weeks before, and at least this much. */
export const refundSpike = { factor: 3, weeksBefore: 8, leastMinor: 20_000 } as const;
