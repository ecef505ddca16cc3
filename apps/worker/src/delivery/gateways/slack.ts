import { createHash } from 'node:crypto';
import type { OutgoingMessage } from '@wedsync/db/delivery';
import type { SlackMessage } from '@wedsync/domain/delivery';
import { LogLevel, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { askedToWaitMs } from './answers.ts';
import { fieldOf, textOf, type Gateway, type SendOutcome } from './gateway.ts';

type Options = {
  readonly botToken: () => Promise<string | null>;
  readonly apiUrl: string | null;
  /** What the message shows right now. */
  readonly contentOf: (message: OutgoingMessage) => Promise<SlackMessage>;
  readonly timeoutMs?: number;
};

const defaultTimeoutMs = 10_000;
const eventType = 'wedsync_message';
/** Slack's answers that are about itself or about us, not about this message: another attempt may change them. */
const notAboutMessage: ReadonlySet<unknown> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
  'access_denied',
  'account_inactive',
  'ekm_access_denied',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_authed',
  'org_login_required',
  'token_expired',
  'token_revoked',
]);
const noChannel: ReadonlySet<unknown> = new Set(['channel_not_found', 'is_archived']);

/** Slack messages; one that was posted before is updated in place. Each carries its id as metadata, so after a timeout Slack can be asked for it. */
export function slackGateway({ botToken, apiUrl, contentOf, timeoutMs = defaultTimeoutMs }: Options): Gateway {
  const connect = async () => {
    const token = await botToken();
    if (token === null) throw new Error('No Slack token is stored.');
    return new WebClient(token, {
      ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
      timeout: timeoutMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
      logger: silent,
    });
  };
  return {
    destination: 'slack',
    whenUnknown: { kind: 'ask', find: async (message) => findPosted(await connect(), message) },
    send: async (message) => {
      try {
        return { outcome: 'sent', providerId: await post(await connect(), message, await contentOf(message)) };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

async function post(
  client: WebClient,
  message: OutgoingMessage,
  { text, blocks }: SlackMessage,
): Promise<string | null> {
  const { onlyFor } = addressSchema.parse(message.payload);
  if (onlyFor !== undefined) {
    await client.apiCall('chat.postEphemeral', {
      channel: message.recipient,
      user: onlyFor,
      text,
      blocks: [...blocks],
    });
    return null;
  }
  const metadata = { event_type: eventType, event_payload: { message_id: message.id } };
  const [channel, ts] = message.providerId?.split(':') ?? [];
  const content = { text, blocks: [...blocks], metadata };
  const answer: unknown =
    channel !== undefined && ts !== undefined
      ? await client.apiCall('chat.update', { channel, ts, ...content })
      : await client.apiCall('chat.postMessage', {
          channel: message.recipient,
          client_msg_id: uuidOf(message.id),
          ...content,
        });
  const posted = postedSchema.parse(answer);
  return `${posted.channel}:${posted.ts}`;
}

/** A message that one person alone sees cannot be changed or asked for later. */
const addressSchema = z.object({ onlyFor: z.string().optional() });
const postedSchema = z.object({ channel: z.string(), ts: z.string() });
const historySchema = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_payload: z.object({ message_id: z.string().optional() }).loose().optional() })
        .loose()
        .nullish(),
    }),
  ),
});
const channelsSchema = z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) });
const cursorSchema = z
  .object({ response_metadata: z.object({ next_cursor: z.string() }) })
  .catch({ response_metadata: { next_cursor: '' } });
const pageSize = 999;

/** Looks for the message among those of its channel since it was written. @returns its id at Slack, or null when it never arrived */
async function findPosted(client: WebClient, message: OutgoingMessage): Promise<string | null> {
  if (message.providerId !== null) return null;
  const channel = await channelId(client, message.recipient);
  if (channel === null) return null;
  const oldest = String(Math.floor(message.createdAt.getTime() / 1_000) - 60);
  for await (const page of pagesOf(client, 'conversations.history', { channel, oldest, include_all_metadata: true })) {
    const { messages } = historySchema.parse(page);
    const found = messages.find(({ metadata }) => metadata?.event_payload?.message_id === message.id);
    if (found !== undefined) return `${channel}:${found.ts}`;
  }
  return null;
}

async function channelId(client: WebClient, name: string): Promise<string | null> {
  if (!name.startsWith('#')) return name;
  for await (const page of pagesOf(client, 'conversations.list', { exclude_archived: true })) {
    const found = channelsSchema.parse(page).channels.find((channel) => `#${channel.name}` === name);
    if (found !== undefined) return found.id;
  }
  return null;
}

/** Large workspaces have more of everything than Slack tells at once. */
async function* pagesOf(client: WebClient, method: string, asked: Record<string, unknown>): AsyncGenerator {
  for (let cursor: string | null = null; cursor !== '';) {
    const page: unknown = await client.apiCall(method, {
      ...asked,
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    });
    yield page;
    cursor = cursorSchema.parse(page).response_metadata.next_cursor;
  }
}

function outcomeOf(error: unknown): SendOutcome {
  const text = textOf(error);
  switch (fieldOf(error, 'code')) {
    case 'slack_webapi_rate_limited_error':
      return { outcome: 'limited', error: text, retryAfterMs: askedToWaitMs(fieldOf(error, 'retryAfter')) };
    case 'slack_webapi_platform_error': {
      const answer = fieldOf(fieldOf(error, 'data'), 'error');
      return notAboutMessage.has(answer)
        ? { outcome: 'failed', error: text }
        : { outcome: 'refused', error: text, recipient: noChannel.has(answer) ? 'gone' : null };
    }
    case 'slack_webapi_http_error':
      return { outcome: 'failed', error: text };
    case 'slack_webapi_request_error':
      return { outcome: /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH/.test(text) ? 'failed' : 'unknown', error: text };
    default:
      return { outcome: 'failed', error: text };
  }
}

/** The same UUID for the same message, however often it is posted. */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Outcomes are recorded with the message; the client need not repeat them. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
