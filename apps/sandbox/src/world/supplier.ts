import type { BillingInterval, PlanCode, VendorParameters, CountryParameters, RegionParameters } from './market.ts';

export interface Contact {
  name: string;
  email: string;
  phone: string;
  role: string;
  isPrimary: boolean;
}

/** What a supplier is: fixed at birth, follows from the seed and its number. */
export interface SupplierProfile {
  readonly number: number;
  /** The host application's id, by which the product knows the supplier. */
  readonly externalId: string;
  readonly businessName: string;
  readonly vendor: VendorParameters;
  readonly country: CountryParameters;
  readonly region: RegionParameters;
  readonly signedUpAt: number;
  readonly contacts: readonly Contact[];
  readonly tags: readonly string[];
  /** Size of the business: 1 is average, multiplies weddings and work. */
  readonly size: number;
  readonly firstPlan: PlanCode;
  readonly interval: BillingInterval;
  readonly couponId: string | null;
  readonly paysByBacs: boolean;
  /** Domestic card, or one of another country (dearer to process). */
  readonly foreignCard: boolean;
  /** By PayPal instead of Stripe, whatever the card. */
  readonly paysByPaypal: boolean;
  /** Monthly base hazard, drawn from the beta of the parameters: the heterogeneity no behaviour explains. */
  readonly baseHazard: number;
  /** How many other suppliers it is tied to by referrals; ties hold. */
  readonly referralTies: number;
}

export type Stage = 'trial' | 'paying' | 'paused' | 'gone';

export type ChurnCause = 'voluntary' | 'involuntary' | 'dispute' | 'trial_ended';

/** By which way the product's advice reached a supplier. */
export type Channel = 'email' | 'sms' | 'in_app';

/** Advice that reached a supplier, at an epoch second. */
export interface Touch {
  readonly at: number;
  readonly channel: Channel;
}

/** What becomes of a supplier: plain data, kept in the snapshot. */
export interface SupplierState {
  number: number;
  stage: Stage;
  engagement: number;
  engagementMean: number;
  /** Milestones reached, in order. */
  milestones: string[];
  features: string[];
  openTickets: number;
  plan: PlanCode;
  interval: BillingInterval;
  customerId: string;
  subscriptionId: string;
  paymentMethodId: string | null;
  /** Numbers of all cards so far, oldest first. */
  cards?: string[];
  /** Whose card it uses as its own. */
  cardOwner?: number;
  /** When its invites were accepted, oldest first. */
  brought?: number[];
  inPaymentTrouble: boolean;
  payingSince: number | null;
  /** Set when the leaving is decided, so that nobody leaves twice. */
  leaving: ChurnCause | null;
  churnedAt: number | null;
  churnCause: ChurnCause | null;
  eventCounts: Record<string, number>;
  /** Advice of the product that reached them; left out while none did. */
  touches?: Touch[];
}
