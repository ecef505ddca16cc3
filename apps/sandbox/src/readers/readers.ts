import type { ProductConnection } from '../env.ts';
import { reportMail } from '../mail/index.ts';
import type { CaughtMail } from '../mail/index.ts';
import type { SandboxParts } from '../parts.ts';
import { replyTo } from '../sms/index.ts';
import type { CaughtSms } from '../sms/index.ts';
import type { Channel, IngestFeed, Noticed, World } from '../world/index.ts';
import { InAppDoor } from './in-app-door.ts';
import type { InAppAnswer } from './in-app-door.ts';

/** Supplier's messages fetched at the same time; who signs in meanwhile reads them the next time. */
const MAX_FETCHING = 4;

/**
 * Suppliers as readers of what the product writes. Advice that reaches one of them, as mail, as text, or in the app when they sign in, changes how likely they
 * are to leave; and some answer, use the link, close it or come back. Bills and reminders are no advice and change nothing.
 */
export class Readers {
  private readonly door: InAppDoor | null;
  private world: World | null = null;
  private fetching = 0;

  constructor(connection: ProductConnection | null) {
    this.door = connection === null ? null : new InAppDoor(connection);
  }

  /** The host application's feed; whoever signs in through it sees what waits in the app. */
  over(feed: IngestFeed): IngestFeed {
    return {
      supplier: (record) => feed.supplier(record),
      event: (event) => {
        feed.event(event);
        if (event.name === 'login') void this.signedIn(event.supplierExternalId).catch(() => {});
      },
    };
  }

  /** From now on what is caught counts as read. */
  follow({ world, mailbox, sms, mailGateway }: SandboxParts): void {
    this.world = world;
    mailbox.onReceive = (mail) => this.readMail(world, mail, mailGateway);
    sms.onAdd = (text) => this.readText(world, sms, text);
  }

  private readMail(world: World, mail: CaughtMail, gateway: SandboxParts['mailGateway']): void {
    if (!isAdvice(mail)) return;
    for (const address of mail.to) {
      const noticed = world.reached(address, 'email');
      if (noticed?.answers === true && gateway !== null)
        after(noticed, () => reportMail(gateway, mail, { fate: 'reply', text: 'Thank you, I will have a look.' }));
    }
  }

  private readText(world: World, { line }: SandboxParts['sms'], text: CaughtSms): void {
    const noticed = world.reached(text.to, 'sms');
    if (noticed?.answers === true && line !== null) after(noticed, () => replyTo(line, text, 'Thanks, will do.'));
  }

  private async signedIn(externalId: string): Promise<void> {
    const { world, door } = this;
    if (world === null || door === null || !world.context.isLive() || this.fetching >= MAX_FETCHING) return;
    this.fetching += 1;
    try {
      for (const id of await door.waiting(externalId)) await this.readInApp(world, door, externalId, id);
    } finally {
      this.fetching -= 1;
    }
  }

  private async readInApp(world: World, door: InAppDoor, externalId: string, id: string): Promise<void> {
    const noticed = world.reached(externalId, 'in_app' satisfies Channel);
    const action: InAppAnswer = noticed === null ? 'dismissed' : noticed.answers ? 'clicked' : 'seen';
    await door.acknowledge(id, action);
  }
}

/** Advice can be unsubscribed from; bills cannot. */
function isAdvice({ headers }: CaughtMail): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'list-unsubscribe');
}

/** Nobody answers at once; who is not there any more by then does not answer. */
function after({ seconds }: Noticed, act: () => Promise<unknown>): void {
  setTimeout(() => void act().catch(() => {}), seconds * 1_000).unref();
}
