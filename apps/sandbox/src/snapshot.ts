import type { FaultsPatch } from './faults/index.ts';
import type { CaughtMail } from './mail/index.ts';
import type { CaughtMarketingEvent } from './marketing/index.ts';
import type { KernelSnapshot } from './paypal/index.ts';
import type { ProductBacklog } from './product-link.ts';
import type { SlackWorkspaceSnapshot } from './slack/index.ts';
import type { CaughtSms } from './sms/index.ts';
import type { SandboxParts } from './parts.ts';
import type { SubscriptionStory } from './truth/index.ts';
import type { WorldSnapshot } from './world/index.ts';

/** Raised when the shape changes; an older snapshot is then refused with a hint. */
const VERSION = 2;

/** A whole sandbox as plain data. */
export interface SandboxSnapshot {
  version: typeof VERSION;
  engine: unknown;
  paypal: KernelSnapshot;
  world: WorldSnapshot;
  subscriptions: SubscriptionStory[];
  paypalSubscriptions: SubscriptionStory[];
  mails: CaughtMail[];
  slack: SlackWorkspaceSnapshot;
  sms: CaughtSms[];
  /** Left out by worlds that were kept before there was a marketing tool. */
  marketing?: CaughtMarketingEvent[];
  product: ProductBacklog;
  /** Left out by worlds that were kept before faults were. */
  faults?: FaultsPatch;
}

/** @param backlog what the product has not accepted yet */
export function takeSnapshot(parts: SandboxParts, backlog: ProductBacklog): SandboxSnapshot {
  return {
    version: VERSION,
    engine: parts.engine.snapshot(),
    paypal: parts.paypal.snapshot(),
    world: parts.world.snapshot(),
    subscriptions: parts.history.list(),
    paypalSubscriptions: parts.paypalHistory.list(),
    mails: parts.mailbox.snapshot(),
    slack: parts.slack.snapshot(),
    sms: parts.sms.snapshot(),
    marketing: parts.marketing.snapshot(),
    product: backlog,
    faults: parts.faults.snapshot(),
  };
}

/**
 * Recognises a snapshot that `takeSnapshot` made: the file is the sandbox's own, so only its version is checked.
 * @returns null when there is none
 * @throws Error when another version wrote it
 */
export function readSnapshot(value: unknown): SandboxSnapshot | null {
  if (value === null) return null;
  if (isSnapshot(value)) return value;
  throw new Error(
    'The kept sandbox world was written by another version: remove SANDBOX_DATA_DIR (npm run reset) and start again',
  );
}

function isSnapshot(value: unknown): value is SandboxSnapshot {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === VERSION;
}
