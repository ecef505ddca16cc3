import type { Faults } from './faults/index.ts';
import type { Mailbox, MailGatewayOptions } from './mail/index.ts';
import type { MarketingInbox } from './marketing/index.ts';
import type { Authority, PaypalEngine } from './paypal/index.ts';
import type { ProductLink } from './product-link.ts';
import type { SlackApp, SlackWorkspace } from './slack/index.ts';
import type { SmsLog } from './sms/index.ts';
import type { StripeEngine } from './stripe/index.ts';
import type { PaypalHistory, SubscriptionHistory, Truth } from './truth/index.ts';
import type { World } from './world/index.ts';

/** What a running sandbox is made of. */
export interface SandboxParts {
  engine: StripeEngine;
  world: World;
  history: SubscriptionHistory;
  paypal: PaypalEngine;
  paypalHistory: PaypalHistory;
  /** Who vouches for PayPal's webhooks; null when nobody pays by PayPal. */
  paypalAuthority: Authority | null;
  mailbox: Mailbox;
  /** Where it is told what became of mails; null when nobody listens. */
  mailGateway: MailGatewayOptions | null;
  slack: SlackWorkspace;
  /** Where it tells what people press; null when nobody listens. */
  slackApp: SlackApp | null;
  sms: SmsLog;
  marketing: MarketingInbox;
  faults: Faults;
  product: ProductLink;
}

/** What the doors and pages may ask. */
export interface AppParts extends SandboxParts {
  truth: () => Truth;
  progress: () => Progress;
}

/** How far the world has come, as `GET /progress` answers. */
export interface Progress {
  phase: 'history' | 'live';
  virtualNow: string;
  /** 0..100 of the history. */
  percent: number;
  suppliers: number;
  stripeEventsSent: number;
  paypalEventsSent: number;
  productEventsSent: number;
  /** Not yet accepted by the product. */
  pending: number;
  lastFailure: string | null;
}
