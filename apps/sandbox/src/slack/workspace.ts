import { createHash } from 'node:crypto';

/** A message in the wire shape of the Web API, plus the channel it hangs in. */
export interface SlackMessage {
  type: 'message';
  subtype: 'bot_message';
  channel: string;
  ts: string;
  thread_ts?: string;
  bot_id: string;
  app_id: string;
  team: string;
  user: string;
  username?: string;
  text: string;
  blocks: unknown[];
  attachments: unknown[];
  metadata?: unknown;
  edited?: { user: string; ts: string };
  /** The one person who sees it; everybody when left out. */
  onlyFor?: string;
}

export interface SlackChannel {
  id: string;
  name: string;
}

export type MessageContent = Pick<SlackMessage, 'text' | 'blocks' | 'attachments'> &
  Partial<Pick<SlackMessage, 'thread_ts' | 'username' | 'metadata' | 'onlyFor'>>;

export interface SlackWorkspaceSnapshot {
  channels: SlackChannel[];
  messages: SlackMessage[];
}

export const TEAM_ID = 'T0WEDSYNC0';
export const BOT_USER_ID = 'U0BACKOFFICE';
export const BOT_ID = 'B0BACKOFFICE';
export const APP_ID = 'A0BACKOFFICE';

const MAX_MESSAGES = 5_000;
const FIRST_CHANNELS = ['customer-success', 'support', 'refunds', 'billing', 'alerts', 'general'];

/** One Slack workspace: channels and the messages the product's bot posted, newest first. */
export class SlackWorkspace {
  private channels: SlackChannel[] = FIRST_CHANNELS.map((name) => ({ id: channelId(name), name }));
  private messages: SlackMessage[] = [];
  private lastMicros = 0;

  listChannels(): readonly SlackChannel[] {
    return this.channels;
  }

  list(): readonly SlackMessage[] {
    return this.messages;
  }

  /**
   * Finds a channel by id, name or `#name`. A name nobody created yet is created, as somebody would do before
   * configuring it; an unknown id is not. Direct-message ids (U…, D…) become a channel of their own.
   */
  channel(reference: string): SlackChannel | undefined {
    const name = reference.replace(/^#/, '');
    const known = this.channels.find((channel) => channel.id === reference || channel.name === name);
    if (known) return known;
    if (/^C[A-Z0-9]{8,}$/.test(reference)) return undefined;
    if (!/^[\p{Ll}\p{Lu}0-9_-]{1,80}$/u.test(name)) return undefined;
    return this.createChannel(name);
  }

  post(channel: SlackChannel, content: MessageContent): SlackMessage {
    const message: SlackMessage = {
      type: 'message',
      subtype: 'bot_message',
      channel: channel.id,
      ts: this.nextTs(),
      bot_id: BOT_ID,
      app_id: APP_ID,
      team: TEAM_ID,
      user: BOT_USER_ID,
      ...content,
    };
    this.messages = [message, ...this.messages].slice(0, MAX_MESSAGES);
    return message;
  }

  find(channel: SlackChannel, ts: string): SlackMessage | undefined {
    return this.messages.find((message) => message.channel === channel.id && message.ts === ts);
  }

  update(message: SlackMessage, content: Partial<MessageContent>): SlackMessage {
    Object.assign(message, content, { edited: { user: BOT_USER_ID, ts: this.nextTs() } });
    return message;
  }

  remove(message: SlackMessage): void {
    this.messages = this.messages.filter((other) => other !== message);
  }

  snapshot(): SlackWorkspaceSnapshot {
    return { channels: this.channels, messages: this.messages };
  }

  restore(snapshot: SlackWorkspaceSnapshot): void {
    this.channels = snapshot.channels;
    this.messages = snapshot.messages;
  }

  private createChannel(name: string): SlackChannel {
    const channel = { id: /^[UD][A-Z0-9]{8,}$/.test(name) ? name : channelId(name), name };
    this.channels = [...this.channels, channel];
    return channel;
  }

  /** A ts is the message's identity in its channel, so no two are equal. */
  private nextTs(): string {
    this.lastMicros = Math.max(this.lastMicros + 1, Date.now() * 1_000);
    const seconds = Math.floor(this.lastMicros / 1_000_000);
    return `${seconds}.${String(this.lastMicros % 1_000_000).padStart(6, '0')}`;
  }
}

function channelId(name: string): string {
  return `C0${createHash('sha256').update(name).digest('hex').slice(0, 9).toUpperCase()}`;
}
