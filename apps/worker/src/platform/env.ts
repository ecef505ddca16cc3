import { readFileSync } from 'node:fs';
import { parseCipherKeys } from '@wedsync/db/platform';
import { exactOrigins } from '@wedsync/domain/platform';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PUBLIC_URL: z.url().default('http://127.0.0.1:4000'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  WORKER_HTTP_PORT: port.default(4001),
  WORKER_HTTP_HOST: z.string().default('127.0.0.1'),
  WORKER_JOB_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
  CREDENTIALS_KEYS: z.string().min(1).optional(),
  STRIPE_API_KEY: z.string().min(1).optional(),
  STRIPE_API_BASE: z.url().optional(),
  PAYPAL_CLIENT_ID: z.string().min(1).optional(),
  PAYPAL_CLIENT_SECRET: z.string().min(1).optional(),
  PAYPAL_WEBHOOK_ID: z.string().min(1).optional(),
  PAYPAL_API_BASE: z.url().optional(),
  PAYPAL_CERT_HOSTS: z.string().min(1).optional(),
  PAYPAL_CERT_ROOTS_FILE: z.string().min(1).optional(),
  PAYPAL_VERIFICATION: z.enum(['offline', 'postback']).optional(),
  FX_RATES_URL: z.url().default('https://www.ecb.europa.eu/stats/eurofxref'),
  SLACK_BOT_TOKEN: z.string().min(1).optional(),
  SLACK_API_URL: z.url().optional(),
  LINK_SECRET: z.string().min(32).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  TWILIO_ACCOUNT_SID: z.string().min(1).optional(),
  TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
  TWILIO_FROM: z.string().min(1).optional(),
  TWILIO_API_BASE: z.url().optional(),
  MARKETING_API_BASE: z.url({ protocol: /^https?$/ }).optional(),
  MARKETING_API_SECRET: z.string().min(16).optional(),
});

type Raw = z.infer<typeof schema>;
export type WorkerEnv = ReturnType<typeof readEnv>;

/**
 * Configuration of the worker. A subsystem that is not configured is null; one that is half configured stops the start.
 * Secrets are sealed into the database at start and read from there, so the parts that hold them are named but carry no reader of their own.
 * @throws Error naming every variable that is missing, malformed or without its companions
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(`The worker cannot start: ${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  const outside = {
    stripe: stripe(env),
    paypal: paypal(env),
    slack: slack(env),
    email: email(env),
    sms: sms(env),
    marketing: marketing(env),
  };
  return {
    mode: env.NODE_ENV,
    database: { url: env.DATABASE_URL },
    publicUrl: env.PUBLIC_URL,
    log: { level: env.LOG_LEVEL },
    /** Where traces are sent; null: nowhere, and nothing is loaded for them. */
    tracing: { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null },
    http: { port: env.WORKER_HTTP_PORT, host: env.WORKER_HTTP_HOST },
    jobs: { concurrency: env.WORKER_JOB_CONCURRENCY },
    /** Folder of the daily euro reference rates, without a slash at the end. */
    fxRatesUrl: env.FX_RATES_URL.replace(/\/+$/, ''),
    credentials: credentials(env, outside),
    /** Signs the links by which readers unsubscribe; without it only service letters leave. */
    linkSecret: env.LINK_SECRET ?? null,
    ...outside,
  };
}

function stripe(env: Raw) {
  const given = together('Stripe', { STRIPE_API_KEY: env.STRIPE_API_KEY }, { STRIPE_API_BASE: env.STRIPE_API_BASE });
  return given && { apiKey: given.STRIPE_API_KEY, apiBase: env.STRIPE_API_BASE ?? null };
}

function paypal(env: Raw) {
  const { PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET, PAYPAL_WEBHOOK_ID } = env;
  const { PAYPAL_API_BASE, PAYPAL_CERT_HOSTS, PAYPAL_CERT_ROOTS_FILE, PAYPAL_VERIFICATION } = env;
  const given = together(
    'PayPal',
    { PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET, PAYPAL_WEBHOOK_ID },
    { PAYPAL_API_BASE, PAYPAL_CERT_HOSTS, PAYPAL_CERT_ROOTS_FILE, PAYPAL_VERIFICATION },
  );
  return (
    given && {
      clientId: given.PAYPAL_CLIENT_ID,
      clientSecret: given.PAYPAL_CLIENT_SECRET,
      webhookId: given.PAYPAL_WEBHOOK_ID,
      apiBase: PAYPAL_API_BASE ?? 'https://api-m.paypal.com',
      verification: PAYPAL_VERIFICATION ?? 'offline',
      /** Null means PayPal's own hosts. */
      certOrigins: named('PAYPAL_CERT_HOSTS', () =>
        PAYPAL_CERT_HOSTS === undefined ? null : exactOrigins(PAYPAL_CERT_HOSTS.split(',').map((host) => host.trim())),
      ),
      /** PEM; null trusts the public authorities PayPal buys its certificates from. */
      certRoots: named('PAYPAL_CERT_ROOTS_FILE', () =>
        PAYPAL_CERT_ROOTS_FILE === undefined ? null : readFileSync(PAYPAL_CERT_ROOTS_FILE, 'utf8'),
      ),
    }
  );
}

/** What goes wrong while reading a variable stops the start with its name. */
function named<Value>(variable: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The worker cannot start: ${variable}: ${why}`, { cause: error });
  }
}

function slack(env: Raw) {
  const given = together('Slack', { SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN }, { SLACK_API_URL: env.SLACK_API_URL });
  return given && { botToken: given.SLACK_BOT_TOKEN, apiUrl: env.SLACK_API_URL ?? null };
}

function email(env: Raw) {
  const given = together('e-mail', { SMTP_URL: env.SMTP_URL, MAIL_FROM: env.MAIL_FROM });
  return given && { url: given.SMTP_URL, from: given.MAIL_FROM };
}

function sms(env: Raw) {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM, TWILIO_API_BASE } = env;
  const given = together('SMS', { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM }, { TWILIO_API_BASE });
  return (
    given && {
      accountSid: given.TWILIO_ACCOUNT_SID,
      authToken: given.TWILIO_AUTH_TOKEN,
      from: given.TWILIO_FROM,
      apiBase: TWILIO_API_BASE ?? 'https://api.twilio.com',
    }
  );
}

function marketing(env: Raw) {
  const { MARKETING_API_BASE, MARKETING_API_SECRET } = env;
  const given = together('the marketing tool', { MARKETING_API_BASE, MARKETING_API_SECRET });
  if (given === null) return null;
  const { protocol, hostname, username, password } = new URL(given.MARKETING_API_BASE);
  // Names and addresses of people go there: in the open only to this machine, and the secret never in the address.
  if (protocol !== 'https:' && !isLoopback(hostname))
    throw new Error('The worker cannot start: MARKETING_API_BASE has to begin with https.');
  if (username !== '' || password !== '')
    throw new Error('The worker cannot start: MARKETING_API_BASE must not hold a name or password.');
  return { baseUrl: given.MARKETING_API_BASE, secret: given.MARKETING_API_SECRET };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

/** Whoever holds a third party's secret also needs the keys to seal it with. */
function credentials(env: Raw, outside: Readonly<Record<string, object | null>>) {
  if (env.CREDENTIALS_KEYS !== undefined) return { keys: parseCipherKeys(env.CREDENTIALS_KEYS) };
  const needing = Object.entries(outside).flatMap(([name, part]) => (part === null ? [] : [name]));
  if (needing.length === 0) return null;
  throw new Error(
    `The worker cannot start: CREDENTIALS_KEYS is missing; ${needing.join(', ')} need it to keep secrets sealed.`,
  );
}

/** All of `required`, or null when nothing of the subsystem is given at all. */
function together<K extends string>(
  subsystem: string,
  required: Readonly<Record<K, string | undefined>>,
  optional: Readonly<Record<string, string | undefined>> = {},
): Readonly<Record<K, string>> | null {
  const all = [...Object.values(required), ...Object.values(optional)];
  if (all.every((value) => value === undefined)) return null;
  if (isComplete(required)) return required;
  const missing = Object.entries(required).flatMap(([name, value]) => (value === undefined ? [name] : []));
  throw new Error(`The worker cannot start: ${subsystem} is half configured, ${missing.join(', ')} missing.`);
}

function isComplete<K extends string>(
  values: Readonly<Record<K, string | undefined>>,
): values is Readonly<Record<K, string>> {
  return Object.values(values).every((value) => value !== undefined);
}
