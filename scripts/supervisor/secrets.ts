import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Secrets = {
  readonly sessionSecret: string;
  readonly stripeWebhookSecret: string;
  readonly ingestToken: string;
  readonly credentialsKey: string;
  readonly paypalClientSecret: string;
  readonly linkSecret: string;
  readonly mailWebhookSecret: string;
  readonly slackSigningSecret: string;
  readonly marketingSecret: string;
};

/** Secrets of a local installation: made at the first start, kept beside its data, readable by their owner alone. */
export function localSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(makeSecrets(), null, 2), { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  const kept: Partial<Secrets> = JSON.parse(readFileSync(file, 'utf8'));
  // An installation made before a secret was thought of gets it at its next start.
  const secrets = { ...makeSecrets(), ...kept };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

function makeSecrets(): Secrets {
  return {
    sessionSecret: randomBytes(32).toString('base64url'),
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    ingestToken: `wst_${randomBytes(32).toString('base64url')}`,
    linkSecret: randomBytes(32).toString('base64url'),
    mailWebhookSecret: randomBytes(24).toString('hex'),
    slackSigningSecret: randomBytes(16).toString('hex'),
    marketingSecret: randomBytes(24).toString('base64url'),
    paypalClientSecret: randomBytes(24).toString('base64url'),
    credentialsKey: `k1:${randomBytes(32).toString('base64')}`,
  };
}
