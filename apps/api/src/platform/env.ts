import { exactOrigins } from '@wedsync/domain/platform';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** Configuration of the api. A subsystem that is not configured is null; one that is half configured stops the start. */
const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  API_PORT: port.default(4000),
  API_HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PUBLIC_URL: z.url().default('http://127.0.0.1:4000'),
  SESSION_SECRET: z.string().min(32),
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(1_440).default(30),
  SESSION_MAX_HOURS: z.coerce.number().int().min(1).max(168).default(12),
  TRUST_PROXY: z.coerce.number().int().min(0).default(0),
  ADMIN_DIST: z.string().optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  INGEST_EVENTS_PER_HOUR: z.coerce.number().int().min(1).max(1_000_000).default(1_000),
  INGEST_EVENTS_BURST: z.coerce.number().int().min(1).max(1_000_000).default(1_000),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  STRIPE_LIVE_MODE: z.stringbool().default(false),
  STRIPE_ACCOUNT_ID: z.string().optional(),
  PAYPAL_WEBHOOK_ID: z.string().min(1).optional(),
  PAYPAL_CERT_HOSTS: z.string().min(1).optional(),
  LINK_SECRET: z.string().min(32).optional(),
  MAIL_WEBHOOK_SECRET: z.string().min(16).optional(),
  TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
  SLACK_SIGNING_SECRET: z.string().min(16).optional(),
  MESSAGE_LINK_HOSTS: z.string().default('app.wedsync.example,help.wedsync.example'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().default('Single sign-on'),
});

export type Env = ReturnType<typeof readEnv>;

/** @throws Error naming every variable that is missing, malformed or without its companions */
export function readEnv(source: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(`The api cannot start: ${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  return {
    mode: env.NODE_ENV,
    http: {
      port: env.API_PORT,
      host: env.API_HOST,
      publicUrl: env.PUBLIC_URL,
      trustProxy: env.TRUST_PROXY,
      adminDist: env.ADMIN_DIST ?? null,
    },
    database: { url: env.DATABASE_URL },
    session: { secret: env.SESSION_SECRET, idleMinutes: env.SESSION_IDLE_MINUTES, maxHours: env.SESSION_MAX_HOURS },
    log: { level: env.LOG_LEVEL },
    /** Where traces are sent; null: nowhere, and nothing is loaded for them. */
    tracing: { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null },
    metrics: { token: env.METRICS_TOKEN ?? null },
    /** Product events of one supplier: so many an hour, at most `burst` at once. */
    ingest: { perSupplierPerHour: env.INGEST_EVENTS_PER_HOUR, burst: env.INGEST_EVENTS_BURST },
    stripe:
      env.STRIPE_WEBHOOK_SECRET === undefined
        ? null
        : {
            webhookSecrets: listOf(env.STRIPE_WEBHOOK_SECRET),
            liveMode: env.STRIPE_LIVE_MODE,
            accountId: env.STRIPE_ACCOUNT_ID ?? null,
          },
    paypal: paypal(env),
    /** Signs what a letter's reader needs no account for; null: no letter that can be unsubscribed from leaves. */
    linkSecret: env.LINK_SECRET ?? null,
    mailWebhook: env.MAIL_WEBHOOK_SECRET === undefined ? null : { secrets: listOf(env.MAIL_WEBHOOK_SECRET) },
    /** Twilio signs what it tells us with the account's own token. */
    smsWebhook: env.TWILIO_AUTH_TOKEN === undefined ? null : { authToken: env.TWILIO_AUTH_TOKEN },
    /** Slack signs what people press there; null: buttons answer that nothing is set up. */
    slackInteractivity: env.SLACK_SIGNING_SECRET === undefined ? null : { secrets: listOf(env.SLACK_SIGNING_SECRET) },
    /** Where links in messages that staff write may lead. */
    messageLinkHosts: listOf(env.MESSAGE_LINK_HOSTS.toLowerCase()),
    oidc: oidc(env),
  };
}

/** An empty part would be a secret that everybody knows. */
function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function paypal({ PAYPAL_WEBHOOK_ID: webhookId, PAYPAL_CERT_HOSTS: hosts }: z.infer<typeof schema>) {
  if (webhookId === undefined && hosts !== undefined)
    throw new Error('The api cannot start: PayPal is half configured, PAYPAL_WEBHOOK_ID missing.');
  return webhookId === undefined ? null : { certOrigins: certOrigins(hosts) };
}

/** Null means the provider's own. */
function certOrigins(hosts: string | undefined): readonly string[] | null {
  try {
    return hosts === undefined ? null : exactOrigins(hosts.split(',').map((host) => host.trim()));
  } catch (error) {
    throw new Error(
      `The api cannot start: PAYPAL_CERT_HOSTS: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}

function oidc(env: z.infer<typeof schema>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = env;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new Error(
      'The api cannot start: single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together.',
    );
  }
  return { issuer, clientId, clientSecret, name };
}
