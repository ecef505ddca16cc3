import { z } from 'zod';
import type { PaypalFaults } from '../paypal/index.ts';
import type { StripeFaults } from '../stripe/index.ts';
import type { WebhookFaults } from '../webhooks/index.ts';

const rate = z.number().min(0).max(1);
const count = z.number().int().min(0).max(10_000);
const milliseconds = z.number().int().min(0).max(600_000);

const paypalOneShot = z.strictObject({
  kind: z.enum(['throttle', 'server_error', 'timeout_after_success']),
  method: z.enum(['GET', 'POST']).optional(),
  path: z.string().startsWith('/v'),
});

const webhookRates = z
  .strictObject({ duplicateRate: rate, delayRate: rate, delayMaxMs: milliseconds, loseRate: rate })
  .partial();

const oneShot = z.strictObject({
  kind: z.enum(['throttle', 'server_error', 'timeout_before', 'timeout_after_success']),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  pathPrefix: z.string().startsWith('/v1/'),
});

/** What `PUT /faults` accepts: any part of the whole; parts left out stay as they are. */
export const faultsPatch = z.strictObject({
  webhooks: webhookRates.optional(),
  paypalWebhooks: webhookRates.optional(),
  stripe: z
    .strictObject({
      throttleRate: rate,
      serverErrorRate: rate,
      timeoutAfterSuccessRate: rate,
      timeoutMs: milliseconds,
      latencyMs: milliseconds,
      next: z.array(oneShot).max(1_000),
    })
    .partial()
    .optional(),
  paypal: z
    .strictObject({
      throttleRate: rate,
      serverErrorRate: rate,
      timeoutAfterSuccessRate: rate,
      timeoutMs: milliseconds,
      next: z.array(paypalOneShot).max(1_000),
      reportingLagMinutes: z.number().int().min(0).max(10_000),
    })
    .partial()
    .optional(),
  mail: z
    .strictObject({ bounceRate: rate, bounceAddresses: z.array(z.string().min(1)).max(1_000) })
    .partial()
    .optional(),
  slack: z
    .strictObject({ rateLimitNext: count, retryAfterSeconds: z.number().int().min(1).max(300), failNext: count })
    .partial()
    .optional(),
  sms: z.strictObject({ failNext: count }).partial().optional(),
  marketing: z.strictObject({ failNext: count }).partial().optional(),
});

export type FaultsPatch = z.infer<typeof faultsPatch>;

/** Everything that can go wrong on demand, as `GET /faults` shows it. */
export interface FaultsState {
  webhooks: WebhookFaults | null;
  paypalWebhooks: WebhookFaults | null;
  stripe: StripeFaults | null;
  paypal: PaypalFaults | null;
  mail: { bounceRate: number; bounceAddresses: string[] };
  slack: { rateLimitNext: number; retryAfterSeconds: number; failNext: number };
  sms: { failNext: number };
  marketing: { failNext: number };
}

/** The switches; the doors ask it before they answer. */
export class Faults {
  readonly state: FaultsState = {
    webhooks: null,
    paypalWebhooks: null,
    stripe: null,
    paypal: null,
    mail: { bounceRate: 0, bounceAddresses: [] },
    slack: { rateLimitNext: 0, retryAfterSeconds: 1, failNext: 0 },
    sms: { failNext: 0 },
    marketing: { failNext: 0 },
  };
  readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  /** Connects the switches of the providers' doors and of the webhook senders (absent in recording mode). */
  attach(doors: Pick<FaultsState, 'stripe' | 'paypal' | 'webhooks' | 'paypalWebhooks'>): void {
    Object.assign(this.state, doors);
  }

  apply(patch: FaultsPatch): void {
    if (this.state.webhooks) Object.assign(this.state.webhooks, patch.webhooks);
    if (this.state.paypalWebhooks) Object.assign(this.state.paypalWebhooks, patch.paypalWebhooks);
    if (this.state.paypal) Object.assign(this.state.paypal, patch.paypal);
    if (this.state.stripe) Object.assign(this.state.stripe, patch.stripe);
    Object.assign(this.state.mail, patch.mail);
    Object.assign(this.state.slack, patch.slack);
    Object.assign(this.state.sms, patch.sms);
    Object.assign(this.state.marketing, patch.marketing);
  }

  /** The switches as they stand, in the shape that sets them again; what is counted is not a switch. */
  snapshot(): FaultsPatch {
    const { stripe, webhooks, paypalWebhooks, paypal, mail, slack, sms, marketing } = structuredClone(this.state);
    return faultsPatch.parse({
      ...(webhooks && { webhooks }),
      ...(paypalWebhooks && { paypalWebhooks }),
      ...(stripe && { stripe: switchesOf(stripe) }),
      ...(paypal && { paypal }),
      mail,
      slack,
      sms,
      marketing,
    });
  }

  /** Whether mail to the address is refused now: listed (whole address or `@domain`), or by chance. */
  bounces(address: string): boolean {
    const lower = address.toLowerCase();
    const listed = this.state.mail.bounceAddresses.some((entry) => lower.endsWith(entry.toLowerCase()));
    return listed || this.random() < this.state.mail.bounceRate;
  }

  /** How the next Slack call fails, or null when it does not; uses up one planned failure. */
  takeSlackFailure(): 'ratelimited' | 'internal_error' | null {
    const { slack } = this.state;
    if (slack.rateLimitNext > 0) {
      slack.rateLimitNext -= 1;
      return 'ratelimited';
    }
    if (slack.failNext === 0) return null;
    slack.failNext -= 1;
    return 'internal_error';
  }

  /** Whether the next text message fails; uses up one planned failure. */
  takeSmsFailure(): boolean {
    if (this.state.sms.failNext === 0) return false;
    this.state.sms.failNext -= 1;
    return true;
  }

  /** Whether the marketing tool is away for the next event; uses up one planned failure. */
  takeMarketingFailure(): boolean {
    if (this.state.marketing.failNext === 0) return false;
    this.state.marketing.failNext -= 1;
    return true;
  }
}

function switchesOf({ injected: _counted, ...switches }: StripeFaults): Omit<StripeFaults, 'injected'> {
  return switches;
}
