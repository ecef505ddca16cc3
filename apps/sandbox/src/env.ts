import { z } from 'zod';

const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
  SANDBOX_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).default(4025),
  WEDSYNC_API_URL: z.url().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(8).optional(),
  INGEST_TOKEN: z.string().min(8).optional(),
  MAIL_WEBHOOK_SECRET: z.string().min(8).optional(),
  SLACK_SIGNING_SECRET: z.string().min(8).optional(),
  PAYPAL_WEBHOOK_ID: z.string().min(1).optional(),
  SANDBOX_PAYPAL_SHARE: z.coerce.number().min(0).max(1).default(0.15),
  SANDBOX_SEED: z.coerce.number().int().default(20_240_607),
  SANDBOX_SUPPLIERS: z.coerce.number().int().min(0).max(100_000).default(300),
  SANDBOX_MONTHS: z.coerce.number().int().min(1).max(60).default(24),
  SANDBOX_RECENT_DECLINES: z.coerce.number().min(0).max(1).default(0),
  SANDBOX_DATA_DIR: z.string().min(1).optional(),
});

/** The product this world talks to; null means recording mode: nothing leaves the sandbox. */
export interface ProductConnection {
  apiUrl: string;
  webhookSecret: string;
  ingestToken: string;
  /** Signs what the mail gateway tells; null: it tells nothing. */
  mailWebhookSecret?: string | null;
  /** Signs what people press in Slack; null: buttons do nothing. */
  slackSigningSecret?: string | null;
}

/** The part of the population that pays by PayPal, and the webhook PayPal tells of it. */
export interface PaypalSettings {
  webhookId: string;
  share: number;
}

export interface SandboxConfig {
  port: number;
  smtpPort: number;
  product: ProductConnection | null;
  /** Null: nobody pays by PayPal. */
  paypal: PaypalSettings | null;
  seed: number;
  suppliers: number;
  months: number;
  /** How likely renewals of the last weeks of the history are declined. */
  recentDeclines: number;
  dataDir: string | null;
}

/**
 * Reads the sandbox's configuration from the environment.
 * @throws Error naming the variable when one is malformed, or when the product is half-configured
 */
export function readConfig(variables: Record<string, string | undefined>): SandboxConfig {
  const parsed = environment.safeParse(withoutEmpty(variables));
  if (!parsed.success) throw new Error(`The sandbox cannot start:\n${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  return {
    port: env.SANDBOX_PORT,
    smtpPort: env.SANDBOX_SMTP_PORT,
    product: productConnection(env),
    paypal: env.PAYPAL_WEBHOOK_ID ? { webhookId: env.PAYPAL_WEBHOOK_ID, share: env.SANDBOX_PAYPAL_SHARE } : null,
    seed: env.SANDBOX_SEED,
    suppliers: env.SANDBOX_SUPPLIERS,
    months: env.SANDBOX_MONTHS,
    recentDeclines: env.SANDBOX_RECENT_DECLINES,
    dataDir: env.SANDBOX_DATA_DIR ?? null,
  };
}

function productConnection(env: z.infer<typeof environment>): ProductConnection | null {
  const { WEDSYNC_API_URL: apiUrl, STRIPE_WEBHOOK_SECRET: webhookSecret, INGEST_TOKEN: ingestToken } = env;
  if (!apiUrl && !webhookSecret && !ingestToken) return null;
  if (apiUrl && webhookSecret && ingestToken)
    return {
      apiUrl,
      webhookSecret,
      ingestToken,
      mailWebhookSecret: env.MAIL_WEBHOOK_SECRET ?? null,
      slackSigningSecret: env.SLACK_SIGNING_SECRET ?? null,
    };
  const missing = Object.entries({
    WEDSYNC_API_URL: apiUrl,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    INGEST_TOKEN: ingestToken,
  })
    .filter(([, value]) => !value)
    .map(([name]) => name);
  throw new Error(
    `The sandbox cannot start: the product is half-configured, set ${missing.join(' and ')} (or none of them)`,
  );
}

function withoutEmpty(variables: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
