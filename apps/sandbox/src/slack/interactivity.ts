import { createHmac, randomUUID } from 'node:crypto';
import { APP_ID, BOT_ID, TEAM_ID, type SlackWorkspace } from './workspace.ts';
import { slackPeople } from './people.ts';

export interface SlackApp {
  apiUrl: string;
  secret: string;
}

export interface Press {
  person: string;
  channel: string;
  ts: string;
  /** The action_id of the button, and what it carries. */
  button: string;
  value: string;
}

/** How long Slack waits before it shows its user a warning. */
const TIMEOUT_MS = 3_000;

/** Tells the product that somebody pressed a button, as Slack does: a signed form post. @returns the product's status */
export async function pressButton(
  { apiUrl, secret }: SlackApp,
  workspace: SlackWorkspace,
  press: Press,
): Promise<number> {
  const body = new URLSearchParams({ payload: JSON.stringify(blockActions(workspace, press)) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const answer = await fetch(new URL('/api/webhooks/slack/interactivity', apiUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return answer.status;
}

function blockActions(workspace: SlackWorkspace, { person, channel: channelId, ts, button, value }: Press) {
  const channel = workspace.channel(channelId);
  const name = slackPeople.find(({ id }) => id === person)?.email.split('@')[0];
  return {
    type: 'block_actions',
    user: { id: person, username: name, name, team_id: TEAM_ID },
    api_app_id: APP_ID,
    team: { id: TEAM_ID, domain: 'wedsync' },
    container: { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: false },
    trigger_id: randomUUID(),
    channel: channel && { id: channel.id, name: channel.name },
    message: { type: 'message', bot_id: BOT_ID, ts },
    actions: [{ type: 'button', action_id: button, value, action_ts: String(Date.now() / 1_000) }],
  };
}
