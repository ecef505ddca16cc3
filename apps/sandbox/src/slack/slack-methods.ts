import { z } from 'zod';
import { slackPeople, type SlackPerson } from './people.ts';
import { BOT_ID, BOT_USER_ID, TEAM_ID } from './workspace.ts';
import type { MessageContent, SlackChannel, SlackMessage, SlackWorkspace } from './workspace.ts';

export type SlackReply =
  { ok: true; [field: string]: unknown } | { ok: false; error: string; [field: string]: unknown };
export type SlackMethod = (parameters: Record<string, unknown>, workspace: SlackWorkspace) => SlackReply;

const content = z.object({
  text: z.string().max(40_000).default(''),
  blocks: z.array(z.unknown()).max(50).default([]),
  attachments: z.array(z.unknown()).max(100).default([]),
  thread_ts: z.string().optional(),
  username: z.string().optional(),
  metadata: z.unknown().optional(),
});

const user = {
  id: BOT_USER_ID,
  team_id: TEAM_ID,
  name: 'wedsync_back_office',
  deleted: false,
  real_name: 'WedSync Back Office',
  profile: { real_name: 'WedSync Back Office', display_name: 'wedsync', email: 'bot@wedsync.example', bot_id: BOT_ID },
  is_bot: true,
};

/** The methods of the Web API that this workspace knows, by name. */
export const slackMethods: Record<string, SlackMethod> = {
  'api.test': (parameters) => ({ ok: true, args: parameters }),
  'auth.test': () => ({
    ok: true,
    url: 'https://wedsync.slack.com/',
    team: 'WedSync',
    user: 'wedsync_back_office',
    team_id: TEAM_ID,
    user_id: BOT_USER_ID,
    bot_id: BOT_ID,
    is_enterprise_install: false,
  }),
  'team.info': () => ({ ok: true, team: { id: TEAM_ID, name: 'WedSync', domain: 'wedsync' } }),
  'users.list': () => ({
    ok: true,
    members: [user, ...slackPeople.map(personView)],
    cache_ts: 0,
    response_metadata: { next_cursor: '' },
  }),
  'users.info': () => ({ ok: true, user }),
  'users.lookupByEmail': ({ email }) => {
    const person = slackPeople.find((one) => one.email === email);
    return person ? { ok: true, user: personView(person) } : { ok: false, error: 'users_not_found' };
  },
  'conversations.list': (_parameters, workspace) => ({
    ok: true,
    channels: workspace.listChannels().map(channelView),
    response_metadata: { next_cursor: '' },
  }),
  'conversations.info': (parameters, workspace) =>
    inChannel(parameters, workspace, (channel) => ({ ok: true, channel: channelView(channel) })),
  'conversations.join': (parameters, workspace) =>
    inChannel(parameters, workspace, (channel) => ({ ok: true, channel: channelView(channel) })),
  'conversations.open': (parameters, workspace) =>
    inChannel({ channel: parameters.users }, workspace, (channel) => ({ ok: true, channel: { id: channel.id } })),
  'conversations.history': (parameters, workspace) =>
    inChannel(parameters, workspace, (channel) => ({
      ok: true,
      messages: workspace
        .list()
        .filter((message) => message.channel === channel.id && !message.thread_ts && !message.onlyFor),
      has_more: false,
      pin_count: 0,
    })),
  'conversations.replies': (parameters, workspace) =>
    inChannel(parameters, workspace, (channel) => ({
      ok: true,
      messages: threadOf(workspace, channel, String(parameters.ts ?? '')),
      has_more: false,
    })),
  'chat.postMessage': (parameters, workspace) =>
    inChannel(parameters, workspace, (channel) => post(parameters, workspace, channel)),
  'chat.postEphemeral': (parameters, workspace) =>
    inChannel(parameters, workspace, (channel) => postEphemeral(parameters, workspace, channel)),
  'chat.update': (parameters, workspace) =>
    onMessage(parameters, workspace, (message, channel) => update(parameters, workspace, { message, channel })),
  'chat.delete': (parameters, workspace) =>
    onMessage(parameters, workspace, (message, channel) => {
      workspace.remove(message);
      return { ok: true, channel: channel.id, ts: message.ts };
    }),
  'chat.getPermalink': (parameters, workspace) =>
    onMessage({ ...parameters, ts: parameters.message_ts }, workspace, (message, channel) => ({
      ok: true,
      channel: channel.id,
      permalink: `https://wedsync.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`,
    })),
  'reactions.add': (parameters, workspace) =>
    onMessage({ ...parameters, ts: parameters.timestamp }, workspace, () => ({ ok: true })),
};

function inChannel(
  parameters: Record<string, unknown>,
  workspace: SlackWorkspace,
  answer: (channel: SlackChannel) => SlackReply,
): SlackReply {
  const channel = typeof parameters.channel === 'string' ? workspace.channel(parameters.channel) : undefined;
  return channel ? answer(channel) : { ok: false, error: 'channel_not_found' };
}

function onMessage(
  parameters: Record<string, unknown>,
  workspace: SlackWorkspace,
  answer: (message: SlackMessage, channel: SlackChannel) => SlackReply,
): SlackReply {
  return inChannel(parameters, workspace, (channel) => {
    const message = workspace.find(channel, String(parameters.ts ?? ''));
    return message ? answer(message, channel) : { ok: false, error: 'message_not_found' };
  });
}

function post(parameters: Record<string, unknown>, workspace: SlackWorkspace, channel: SlackChannel): SlackReply {
  const parsed = content.safeParse(parameters);
  if (!parsed.success) return { ok: false, error: 'invalid_arguments' };
  if (isEmpty(parsed.data)) return { ok: false, error: 'no_text' };
  const message = workspace.post(channel, parsed.data);
  return { ok: true, channel: channel.id, ts: message.ts, message };
}

/** Only its reader sees it, and nobody can change it. */
function postEphemeral(
  parameters: Record<string, unknown>,
  workspace: SlackWorkspace,
  channel: SlackChannel,
): SlackReply {
  const [parsed, reader] = [content.safeParse(parameters), parameters.user];
  if (!parsed.success || typeof reader !== 'string') return { ok: false, error: 'invalid_arguments' };
  if (!slackPeople.some(({ id }) => id === reader)) return { ok: false, error: 'user_not_in_channel' };
  return { ok: true, message_ts: workspace.post(channel, { ...parsed.data, onlyFor: reader }).ts };
}

interface Place {
  message: SlackMessage;
  channel: SlackChannel;
}

function update(
  parameters: Record<string, unknown>,
  workspace: SlackWorkspace,
  { message, channel }: Place,
): SlackReply {
  const parsed = content.safeParse({ ...message, ...parameters });
  if (!parsed.success) return { ok: false, error: 'invalid_arguments' };
  const changed = workspace.update(message, parsed.data);
  return { ok: true, channel: channel.id, ts: changed.ts, text: changed.text, message: changed };
}

function isEmpty({ text, blocks, attachments }: MessageContent): boolean {
  return !text && blocks.length === 0 && attachments.length === 0;
}

function threadOf(workspace: SlackWorkspace, channel: SlackChannel, ts: string): SlackMessage[] {
  const thread = workspace
    .list()
    .filter((message) => message.channel === channel.id && (message.ts === ts || message.thread_ts === ts));
  return thread.toReversed();
}

function channelView({ id, name }: SlackChannel): Record<string, unknown> {
  return {
    id,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_private: false,
    is_archived: false,
    is_general: name === 'general',
    is_member: true,
    num_members: 8,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

function personView({ id, name, email }: SlackPerson): Record<string, unknown> {
  return {
    ...user,
    id,
    name: email.split('@')[0],
    real_name: name,
    is_bot: false,
    profile: { real_name: name, display_name: name, email },
  };
}
