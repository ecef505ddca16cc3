import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Server } from 'node:http';
import { createApp } from './app.ts';
import { Faults } from './faults/index.ts';
import { openKeep } from './keep.ts';
import type { Keep, Origin } from './keep.ts';
import { Mailbox, startMailServer } from './mail/index.ts';
import { connectProduct, emptyBacklog } from './product-link.ts';
import type { ProductLinkOptions } from './product-link.ts';
import type { PaypalSettings, ProductConnection } from './env.ts';
import { createAuthority, keptAuthority, PaypalEngine } from './paypal/index.ts';
import type { Authority } from './paypal/index.ts';
import type { Progress, SandboxParts } from './parts.ts';
import { Readers } from './readers/index.ts';
import type { Recording } from './recording.ts';
import { startRunner } from './runner.ts';
import type { Runner } from './runner.ts';
import { SlackWorkspace } from './slack/index.ts';
import { MarketingInbox } from './marketing/index.ts';
import { SmsLog } from './sms/index.ts';
import { createStripeEngine } from './stripe/index.ts';
import type { StripeEngine } from './stripe/index.ts';
import { PaypalHistory, SubscriptionHistory, stateTruth } from './truth/index.ts';
import type { Truth } from './truth/index.ts';
import { readSnapshot, takeSnapshot } from './snapshot.ts';
import type { SandboxSnapshot } from './snapshot.ts';
import { dayStart, epochOf, monthStart } from './world/calendar.ts';
import { stream } from './world/random.ts';
import { walletOf, World } from './world/index.ts';

export interface SandboxOptions {
  /** 0 or left out = any free port. */
  port?: number;
  smtpPort?: number;
  seed?: number;
  suppliers?: number;
  months?: number;
  /** How likely renewals of the history's last weeks are declined, 0 to 1. Default as likely as ever. */
  recentDeclines?: number;
  /** Null or left out = recording mode: nothing leaves the sandbox, `recording` collects it. */
  product?: ProductConnection | null;
  /** Who pays by PayPal, and the webhook that tells of it; null or left out = nobody does. */
  paypal?: PaypalSettings | null;
  /** Where the world is kept between starts; null or left out = nowhere. */
  dataDir?: string | null;
  /** Whether to go on in real time after the history. Default true. */
  live?: boolean;
  /** While it says yes the world waits; whoever records can set the pace with it. */
  holdBack?: () => boolean;
  /** The present; the history ends here. Default the clock on the wall. */
  now?: () => Date;
}

export interface Sandbox {
  url: string;
  smtpPort: number;
  world: World;
  engine: StripeEngine;
  paypal: PaypalEngine;
  /** Who vouches for PayPal's webhooks; null when nobody pays by PayPal. */
  paypalAuthority: Authority | null;
  /** The root certificate to trust for PayPal's webhooks; null when nobody pays by PayPal. */
  paypalRoot: string | null;
  mailbox: Mailbox;
  slack: SlackWorkspace;
  sms: SmsLog;
  marketing: MarketingInbox;
  faults: Faults;
  /** What would have been sent to the product; null when there is a product. */
  recording: Recording | null;
  /** Resolves when virtual time has caught up with the present. */
  historyDone: Promise<void>;
  /** Resolves after `stop`; rejects when the world fell over. */
  ended: Promise<void>;
  progress(): Progress;
  truth(): Truth;
  /** Stops in order, keeping the world when it has a folder. */
  stop(): Promise<void>;
}

const DEFAULT_SEED = 20_240_607;
const DEFAULT_SUPPLIERS = 300;
const DEFAULT_MONTHS = 24;
/** How often the world is kept while it runs in real time. */
const KEEP_EVERY_MS = 5 * 60_000;
const KEEP_CHECK_MS = 5_000;

/** Starts the outside world on loopback: Stripe, PayPal, mail, Slack, SMS and the population that uses the product. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.now ?? (() => new Date());
  const keep = options.dataDir ? await openKeep(options.dataDir) : null;
  const origin = await originOf(options, keep, clock());
  const saved = keep ? readSnapshot(await keep.readSnapshot()) : null;

  const authority = options.paypal ? await authorityOf(options.dataDir ?? null) : null;
  const door: Door = { authority, url: '' };
  const parts = assemble(options, origin, saved, door);
  const mailServer = await startMailServer({
    port: options.smtpPort ?? 0,
    mailbox: parts.mailbox,
    faults: parts.faults,
  });
  // The door's address is known before anything happens: PayPal's deliveries name it.
  const server = await listen(createServer(), options.port ?? 0);
  door.url = urlOf(server);
  const runner = startRunner({
    world: parts.world,
    endEpoch: origin.endEpoch,
    clock: () => epochOf(clock()),
    isAhead: () => parts.product.isAhead || (options.holdBack?.() ?? false),
    live: options.live ?? true,
  });
  const truth = () => stateTruth(parts);
  const progress = () => progressOf(parts, runner);
  server.on('request', createApp({ ...parts, truth, progress }));
  const keeping = keep ? keepRegularly(keep, parts, runner) : null;

  return {
    url: door.url,
    paypalRoot: authority?.root.certificate ?? null,
    smtpPort: mailServer.port,
    ...parts,
    recording: parts.product.recording,
    historyDone: runner.historyDone,
    ended: runner.ended,
    progress,
    truth,
    async stop() {
      await keeping?.stop();
      await runner.stop();
      await closeServer(server);
      await mailServer.stop();
      const undelivered = await parts.product.close();
      await keep?.writeSnapshot(takeSnapshot(parts, undelivered));
    },
  };
}

async function originOf(options: SandboxOptions, keep: Keep | null, now: Date): Promise<Origin> {
  const known = await keep?.readOrigin();
  if (known) return known;
  const endEpoch = epochOf(now);
  const origin = {
    seed: options.seed ?? DEFAULT_SEED,
    suppliers: options.suppliers ?? DEFAULT_SUPPLIERS,
    startEpoch: firstDay(endEpoch, options.months ?? DEFAULT_MONTHS),
    endEpoch,
    recentDeclines: options.recentDeclines ?? 0,
  };
  await keep?.writeOrigin(origin);
  return origin;
}

/** The same day of the month, that many months ago. */
function firstDay(endEpoch: number, months: number): number {
  return monthStart(endEpoch, -months) + (dayStart(endEpoch) - monthStart(endEpoch));
}

/** Where PayPal's certificates are served: known only once the sandbox listens. */
interface Door {
  readonly authority: Authority | null;
  url: string;
}

function authorityOf(dataDir: string | null): Promise<Authority> {
  return dataDir === null ? Promise.resolve(createAuthority()) : keptAuthority(join(dataDir, 'paypal'));
}

/** Listeners hear the providers' events in this order: the world, the truth, the product. */
function assemble(options: SandboxOptions, origin: Origin, saved: SandboxSnapshot | null, door: Door): SandboxParts {
  const engine = createStripeEngine({
    seed: origin.seed,
    startEpoch: origin.startEpoch,
    eventRetention: 50_000,
    // A port that is free cannot be named before it is taken.
    ...(options.port ? { hostedBase: `http://127.0.0.1:${options.port}` } : {}),
  });
  const paypal = new PaypalEngine({
    seed: origin.seed,
    startEpoch: origin.startEpoch,
    funded: walletOf(origin.seed, { share: origin.recentDeclines, endEpoch: origin.endEpoch }),
  });
  if (saved) {
    engine.restore(saved.engine);
    paypal.restore(saved.paypal);
  }
  const product = connectProduct({
    connection: options.product ?? null,
    paypal: identityOf(options.paypal ?? null, door),
    random: stream(origin.seed, 'webhook-faults'),
    saved: saved?.product ?? null,
  });
  const paypalShare = options.paypal?.share ?? 0;
  const readers = new Readers(options.product ?? null);
  const feed = readers.over(product.feed);
  const world = new World({ ...origin, engine, paypal, paypalShare, feed, saved: saved?.world });
  const history = new SubscriptionHistory(engine, saved?.subscriptions);
  const paypalHistory = new PaypalHistory(paypal, saved?.paypalSubscriptions);
  engine.onEvent((event) => product.stripeEvent(event));
  paypal.onEvent((event) => product.paypalEvent(event));

  const faults = new Faults(stream(origin.seed, 'faults'));
  faults.attach({
    stripe: engine.faults,
    webhooks: product.webhookFaults,
    paypal: paypal.faults,
    paypalWebhooks: product.paypalWebhookFaults,
  });
  const parts = {
    engine,
    world,
    history,
    paypal,
    paypalHistory,
    paypalAuthority: door.authority,
    mailbox: new Mailbox(),
    mailGateway: gatewayOf(options.product ?? null),
    slack: new SlackWorkspace(),
    slackApp: slackAppOf(options.product ?? null),
    sms: new SmsLog(),
    marketing: new MarketingInbox(),
    faults,
    product,
  };
  if (saved) restoreDoors(parts, saved);
  readers.follow(parts);
  return parts;
}

function gatewayOf(product: ProductConnection | null): SandboxParts['mailGateway'] {
  const secret = product?.mailWebhookSecret ?? null;
  return product === null || secret === null ? null : { apiUrl: product.apiUrl, secret };
}

function slackAppOf(product: ProductConnection | null): SandboxParts['slackApp'] {
  const secret = product?.slackSigningSecret ?? null;
  return product === null || secret === null ? null : { apiUrl: product.apiUrl, secret };
}

function identityOf(paypal: PaypalSettings | null, door: Door): ProductLinkOptions['paypal'] {
  const { authority } = door;
  if (paypal === null || authority === null) return null;
  const { webhookId } = paypal;
  return () => ({ authority, webhookId, certUrl: `${door.url}/v1/notifications/certs/CERT-sandbox` });
}

function restoreDoors({ mailbox, slack, sms, marketing, faults }: SandboxParts, saved: SandboxSnapshot): void {
  mailbox.restore(saved.mails);
  slack.restore(saved.slack);
  sms.restore(saved.sms);
  marketing.restore(saved.marketing ?? []);
  if (saved.faults) faults.apply(saved.faults);
}

function progressOf({ world, engine, product }: SandboxParts, runner: Runner): Progress {
  return {
    phase: runner.phase(),
    virtualNow: new Date(engine.now() * 1_000).toISOString(),
    percent: runner.percent(),
    suppliers: world.supplierCount,
    ...product.counts(),
  };
}

/** Writes a snapshot when the history is over and then every few minutes, whenever the product has accepted everything. */
function keepRegularly(keep: Keep, parts: SandboxParts, runner: Runner): { stop: () => Promise<void> } {
  let writing = Promise.resolve();
  let keptAt = -Infinity;
  const write = () => {
    const due = performance.now() - keptAt > KEEP_EVERY_MS;
    if (!due || runner.phase() === 'history' || parts.product.counts().pending > 0) return;
    keptAt = performance.now();
    writing = keep.writeSnapshot(takeSnapshot(parts, emptyBacklog(parts.product)));
    // A full disk now is no reason to stop the world; stopping writes again and says so.
    writing.catch(() => {});
  };
  const timer = setInterval(write, KEEP_CHECK_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await writing.catch(() => {});
    },
  };
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox is not listening on a port');
  return `http://127.0.0.1:${address.port}`;
}
