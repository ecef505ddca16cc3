import { join, resolve } from 'node:path';
import type { Secrets } from './secrets.ts';

export type Ports = { readonly api: number; readonly sandbox: number; readonly smtp: number; readonly worker: number };

type Parts = {
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  readonly ports: Ports;
  readonly withSandbox: boolean;
  readonly dataDir: string;
};

/** What the processes read: the caller's own settings win; with the sandbox, every address of the outside world points at it. */
export function childEnv({ databaseUrl, secrets, ports, withSandbox, dataDir }: Parts): NodeJS.ProcessEnv {
  const local = {
    DATABASE_URL: databaseUrl,
    API_PORT: String(ports.api),
    WORKER_HTTP_PORT: String(ports.worker),
    PUBLIC_URL: `http://127.0.0.1:${ports.api}`,
    ADMIN_DIST: resolve('apps/admin/dist'),
    SESSION_SECRET: secrets.sessionSecret,
    LINK_SECRET: secrets.linkSecret,
    CREDENTIALS_KEYS: secrets.credentialsKey,
  };
  return {
    ...local,
    ...(withSandbox ? sandboxEnv(secrets, ports, dataDir) : {}),
    ...process.env,
    DATABASE_URL: databaseUrl,
  };
}

function sandboxEnv(secrets: Secrets, ports: Ports, dataDir: string): Record<string, string> {
  const outside = `http://127.0.0.1:${ports.sandbox}`;
  return {
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_SMTP_PORT: String(ports.smtp),
    SANDBOX_DATA_DIR: join(dataDir, 'sandbox'),
    // A new house should find payments in trouble to look after.
    SANDBOX_RECENT_DECLINES: process.env.SANDBOX_RECENT_DECLINES ?? '0.4',
    WEDSYNC_API_URL: `http://127.0.0.1:${ports.api}`,
    INGEST_TOKEN: secrets.ingestToken,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
    STRIPE_API_KEY: 'sk_test_sandbox',
    STRIPE_API_BASE: outside,
    FX_RATES_URL: `${outside}/ecb/stats/eurofxref`,
    PAYPAL_CLIENT_ID: 'sandbox',
    PAYPAL_CLIENT_SECRET: secrets.paypalClientSecret,
    PAYPAL_WEBHOOK_ID: 'WH-SANDBOX',
    PAYPAL_API_BASE: `${outside}/paypal`,
    PAYPAL_CERT_HOSTS: outside,
    PAYPAL_CERT_ROOTS_FILE: join(dataDir, 'sandbox', 'paypal', 'root.pem'),
    SLACK_BOT_TOKEN: 'xoxb-sandbox',
    SLACK_API_URL: `${outside}/slack/api/`,
    SLACK_SIGNING_SECRET: secrets.slackSigningSecret,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_WEBHOOK_SECRET: secrets.mailWebhookSecret,
    MAIL_FROM: 'WedSync <hello@wedsync.example>',
    TWILIO_API_BASE: outside,
    TWILIO_ACCOUNT_SID: 'ACsandbox',
    TWILIO_AUTH_TOKEN: 'sandbox',
    TWILIO_FROM: '+440000000000',
    MARKETING_API_BASE: outside,
    MARKETING_API_SECRET: secrets.marketingSecret,
  };
}
