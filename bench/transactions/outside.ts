import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Recording } from '@wedsync/sandbox';
import { signWebhook } from '../../apps/sandbox/src/paypal/index.ts';
import { stripeDelivery } from '../../apps/sandbox/src/webhooks/index.ts';
import type { Call } from '../support/load.ts';
import { webhookSecret } from '../support/product.ts';

/** Ten thousand payments or so after the first months; the product keeps the books of many more suppliers besides. */
const world = { seed: 11, suppliers: 1_800, months: 18 };
/** By then enough of them pay. What happened before is history, which the product meets by asking for it. */
const historyMonths = 3;
const monthSeconds = 30 * 86_400;
const webhookId = 'WH-BENCH';

export type Outgoing = { readonly eventId: string; readonly call: Call & { readonly body: string } };

/** Stripe, PayPal and the suppliers who pay through them. Their time runs as fast as their payments are wanted. */
export type Outside = {
  /** Tells the api and the worker where the outside is. */
  readonly env: NodeJS.ProcessEnv;
  /** Lets so many transactions an hour happen from now on; 0 stops time. */
  pace(perHour: number): void;
  /** The webhooks of what happened since the last call, signed now. */
  take(): Outgoing[];
  /** Suppliers that signed up since the last call. */
  takeSuppliers(): unknown[];
  /** Payments taken so far. */
  counts(): Counts;
  stop(): Promise<void>;
};

type Counts = { readonly transactions: number; readonly byPaypal: number };

/** Starts a world, lets its first months pass and stops its time. */
export async function startOutside(): Promise<Outside> {
  let holdBack = () => true;
  const sandbox = await startSandbox({
    ...world,
    live: false,
    paypal: { webhookId, share: 0.15 },
    holdBack: () => holdBack(),
  });
  const { recording, paypalAuthority: authority } = sandbox;
  if (recording === null || authority === null) throw new Error('The world must record, and know PayPal.');
  const historyEnds = sandbox.world.now + historyMonths * monthSeconds;
  holdBack = () => sandbox.world.now >= historyEnds;
  while (!holdBack()) await sleep(50);
  forget(recording);
  const folder = mkdtempSync(join(tmpdir(), 'wedsync-bench-outside-'));
  const root = join(folder, 'root.pem');
  writeFileSync(root, authority.root.certificate);

  let counts: Counts = { transactions: 0, byPaypal: 0 };
  const stripe = stripeDelivery(webhookSecret);
  const identity = { authority, webhookId, certUrl: `${sandbox.url}/v1/notifications/certs/CERT-sandbox` };
  const introduced = new Set<string>();
  const pace = (perHour: number) => {
    const [from, before] = [performance.now(), counts.transactions];
    const allowed = () => before + ((performance.now() - from) * perHour) / 3_600_000;
    holdBack = () => counts.transactions + paymentsIn(recording).transactions >= allowed();
  };
  pace(0);
  return {
    env: envOf(sandbox.url, root),
    pace,
    take() {
      const { transactions, byPaypal } = paymentsIn(recording);
      counts = { transactions: counts.transactions + transactions, byPaypal: counts.byPaypal + byPaypal };
      const told = [
        ...recording.webhooks.map((event) => {
          const body = stripe.bodyOf(event);
          return outgoing(event.id, '/api/webhooks/stripe', body, stripe.sign(body, event));
        }),
        ...recording.paypalWebhooks.map((event) => {
          const body = JSON.stringify(event);
          return outgoing(event.id, '/api/webhooks/paypal', body, signWebhook(body, event, identity));
        }),
      ];
      forget(recording);
      return told;
    },
    takeSuppliers() {
      const fresh = [...recording.suppliers].filter(([id]) => !introduced.has(id));
      for (const [id] of fresh) introduced.add(id);
      return fresh.map(([, record]) => record);
    },
    counts: () => counts,
    async stop() {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function paymentsIn({ webhooks, paypalWebhooks }: Recording): Counts {
  const byPaypal = paypalWebhooks.filter((event) => event.event_type === 'PAYMENT.SALE.COMPLETED').length;
  return { transactions: webhooks.filter(({ type }) => type === 'charge.succeeded').length + byPaypal, byPaypal };
}

/** What suppliers did in the product is no payment. */
function forget({ webhooks, paypalWebhooks, productEvents }: Recording): void {
  for (const kept of [webhooks, paypalWebhooks, productEvents]) kept.length = 0;
}

function outgoing(eventId: string, path: string, body: string, headers: Readonly<Record<string, string>>): Outgoing {
  return { eventId, call: { method: 'POST', path, headers: { ...headers, 'content-type': 'application/json' }, body } };
}

function envOf(url: string, root: string): NodeJS.ProcessEnv {
  return {
    STRIPE_API_KEY: 'sk_test_bench',
    STRIPE_API_BASE: url,
    PAYPAL_CLIENT_ID: 'bench',
    PAYPAL_CLIENT_SECRET: 'a-secret-of-no-other-use',
    PAYPAL_WEBHOOK_ID: webhookId,
    PAYPAL_API_BASE: `${url}/paypal`,
    PAYPAL_CERT_HOSTS: url,
    PAYPAL_CERT_ROOTS_FILE: root,
    FX_RATES_URL: `${url}/ecb/stats/eurofxref`,
  };
}
